import { digestOf, type PackageDescription } from '@assay/model';
import { expect, it } from 'vitest';
import { componentOf, found, known, locked, sha512 } from '../testing/sbom-case.js';

const subject = locked('a');
const url = 'https://registry.example/a/-/a-1.0.0.tgz';
const says = (from: PackageDescription['from'], license: string): PackageDescription => ({
  ...{ from, licenses: [license], maintainers: [], summary: `From the ${from}.` },
  ...{ authors: [{ name: from }], links: [{ kind: 'website', url: `https://${from}.example/` }] },
});
const licenseFiles = [{ path: 'LICENSE', sha256: digestOf('sha256', 'text').value, size: 4, text: 'text' }];

function received(...digests: readonly ReturnType<typeof sha512>[]) {
  const descriptions = [says('registry', 'Apache-2.0'), says('archive', 'MIT')];
  return known(subject, { descriptions, received: [{ name: 'a-1.0.0.tgz', url, size: 12, digests, licenseFiles }] });
}

it('an archive with the pinned bytes says what the component is', () => {
  const component = componentOf(subject, { facts: [received(sha512(subject.purl))] }, { licenseTexts: true });
  expect(component.licenses).toEqual([{ license: { id: 'MIT', acknowledgement: 'declared' } }]);
  expect(component.evidence?.licenses).toHaveLength(1);
});

it('an archive with other bytes says nothing about the component: no licence, text, person or link', () => {
  const facts = [received(sha512('evil'))];
  const component = componentOf(subject, { facts }, { licenseTexts: true });
  expect(component.licenses).toEqual([{ license: { id: 'Apache-2.0', acknowledgement: 'declared' } }]);
  expect(component.description).toBe('From the registry.');
  expect(component.authors).toEqual([{ name: 'registry' }]);
  expect(component.evidence?.licenses).toBeUndefined();
  expect(JSON.stringify(component)).not.toContain('archive.example');
});

it('an archive that a check refuted says nothing, also where no algorithm is common', () => {
  const findings = [found(subject, { check: 'registry-digest', outcome: 'refuted', code: 'x' })];
  const facts = [received(digestOf('sha256', 'evil'))];
  const component = componentOf(subject, { facts, report: { findings } });
  expect(component.licenses).toEqual([{ license: { id: 'Apache-2.0', acknowledgement: 'declared' } }]);
  expect(component.evidence?.licenses).toBeUndefined();
});
