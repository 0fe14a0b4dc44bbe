import { digestOf } from '@assay/model';
import { expect, it } from 'vitest';
import { componentOf, found, known, locked, sha512, valuesOf } from '../testing/sbom-case.js';

const subject = locked('a');
const pin = sha512(subject.purl);
const sha256 = digestOf('sha256', subject.purl);
const url = 'https://registry.example/a/-/a-1.0.0.tgz';

function received(...digests: readonly ReturnType<typeof sha512>[]) {
  return known(subject, { received: [{ name: 'a-1.0.0.tgz', url, size: 12, digests, licenseFiles: [] }] });
}

it('pinned digests stand on the component and on the distribution reference, and are called pinned', () => {
  const component = componentOf(subject);
  const hashes = [{ alg: 'SHA-512', content: pin.value }];
  expect(component.hashes).toEqual(hashes);
  expect(component.externalReferences).toEqual([{ url, type: 'distribution', hashes }]);
  expect(valuesOf(component, 'assay:hash:SHA-512')).toEqual(['pinned']);
});

it('digests computed over the received bytes come beside, and are told apart', () => {
  const component = componentOf(subject, { facts: [received(sha256, pin)] });
  expect(component.hashes?.map(({ alg }) => alg)).toEqual(['SHA-256', 'SHA-512']);
  expect(valuesOf(component, 'assay:hash:SHA-256')).toEqual(['computed']);
  expect(valuesOf(component, 'assay:hash:SHA-512')).toEqual(['pinned, computed']);
});

it('digests of other bytes than the pinned ones are no hashes of the component', () => {
  const component = componentOf(subject, { facts: [received(digestOf('sha256', 'evil'), sha512('evil'))] });
  expect(component.hashes).toEqual([{ alg: 'SHA-512', content: pin.value }]);
  expect(valuesOf(component, 'assay:hash:received:SHA-512')).toEqual([sha512('evil').value]);
  expect(valuesOf(component, 'assay:hash:received:SHA-256')).toHaveLength(1);
});

it('bytes that a check refuted are others, also where no algorithm is common', () => {
  const findings = [found(subject, { check: 'registry-digest', outcome: 'refuted', code: 'x' })];
  const component = componentOf(subject, { facts: [received(sha256)], report: { findings } });
  expect(component.hashes).toEqual([{ alg: 'SHA-512', content: pin.value }]);
});

it('digests of something else than the archive are none of its hashes', () => {
  const tree = { ...sha256, covers: 'tree' } as const;
  const files = [{ name: 'a-1.0.0.tgz', pins: [tree], malformedPins: [] }];
  expect(componentOf(locked('a', { files })).hashes).toBeUndefined();
});

it('of several files the one for every platform gives the component its hashes; each has its own at its reference', () => {
  const files = ['ruby', 'x86_64-linux'].map((platform) => ({
    name: `a-1.0.0-${platform}.gem`,
    ...(platform === 'ruby' ? {} : { platform }),
    pins: [digestOf('sha256', platform)],
    malformedPins: [],
  }));
  const source = { kind: 'registry', url: 'https://gems.example/' } as const;
  const gem = componentOf(locked('a', { ecosystem: 'rubygems', files, source }));
  expect(gem.hashes).toEqual([{ alg: 'SHA-256', content: digestOf('sha256', 'ruby').value }]);
  expect(gem.externalReferences?.map((reference) => [reference.url, reference.hashes?.[0]?.content])).toEqual([
    ['https://gems.example/gems/a-1.0.0-ruby.gem', digestOf('sha256', 'ruby').value],
    ['https://gems.example/gems/a-1.0.0-x86_64-linux.gem', digestOf('sha256', 'x86_64-linux').value],
  ]);
  const [, platform] = files;
  expect(
    componentOf(locked('a', { ecosystem: 'rubygems', files: platform === undefined ? [] : [platform, platform] }))
      .hashes,
  ).toBeUndefined();
});
