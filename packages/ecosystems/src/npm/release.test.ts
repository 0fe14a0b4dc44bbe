import type { Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { readRelease } from './release.js';

const subject = { name: 'a', version: '1.0.0' } as Subject;
const hex = '0'.repeat(40);

function read(text: string) {
  const body = new TextEncoder().encode(text);
  return readRelease(subject, { state: 'found', size: body.length, digests: [], body });
}

it('distils name, version, URL and all digests of one version', () => {
  const dist = { tarball: 'https://x.example/a.tgz', integrity: `sha512-${'A'.repeat(86)}== sha1-bad`, shasum: hex };
  expect(read(JSON.stringify({ name: 'a', version: '1.0.0', dist }))).toEqual({
    name: 'a',
    version: '1.0.0',
    files: [
      {
        name: 'a-1.0.0.tgz',
        url: 'https://x.example/a.tgz',
        digests: [
          { alg: 'sha512', value: '0'.repeat(128), covers: 'artifact' },
          { alg: 'sha1', value: hex, covers: 'artifact' },
        ],
        malformedDigests: ['sha1-bad'],
        attested: false,
      },
    ],
  });
});

it('takes the version out of a whole package document', () => {
  const versions = { '1.0.0': { name: 'a', version: '1.0.0', dist: {} }, '2.0.0': { name: 'a', version: '2.0.0' } };
  expect(read(JSON.stringify({ name: 'a', versions }))).toMatchObject({ name: 'a', version: '1.0.0' });
  expect(read(JSON.stringify({ name: 'a', versions: {} }))).toMatchObject({ problem: 'version-missing' });
  expect(read('{"name":"a","versions":{"__proto__":{"name":"a","version":"1.0.0"}}}')).toMatchObject({
    problem: 'version-missing',
  });
});

it('leaves another name or version for a check to compare', () => {
  expect(read('{"name":"b","version":"2.0.0"}')).toMatchObject({
    name: 'b',
    version: '2.0.0',
    files: [{ digests: [] }],
  });
});

it.each([
  ['an HTML page', '<!DOCTYPE html><html></html>', 'not-json'],
  ['nothing', '', 'not-json'],
  ['a cut answer', '{"name":"a","version":"1.0', 'not-json'],
  ['two documents', '{} {}', 'not-json'],
  ['a list', '[]', 'not-an-object'],
  ['no name', '{"version":"1.0.0"}', 'incomplete'],
  ['a version that is a number', '{"name":"a","version":1}', 'incomplete'],
  ['two names', '{"name":"a","name":"b","version":"1.0.0"}', 'ambiguous'],
  ['two versions', '{"name":"a","version":"1.0.0","version":"1.0.1"}', 'ambiguous'],
  ['two dists', '{"name":"a","version":"1.0.0","dist":{},"dist":{"shasum":"x"}}', 'ambiguous'],
  ['two manifests of the version', '{"name":"a","versions":{"1.0.0":{"name":"a"},"1.0.0":{"name":"b"}}}', 'ambiguous'],
  ['two publish times', '{"name":"a","versions":{},"time":{"1.0.0":"x","1.0.0":"y"}}', 'ambiguous'],
  ['two times', '{"name":"a","versions":{},"time":{},"time":{"1.0.0":"y"}}', 'ambiguous'],
  ['two lists of signatures', '{"name":"a","version":"1.0.0","dist":{"signatures":[],"signatures":[1]}}', 'ambiguous'],
  [
    'two signatures in one',
    '{"name":"a","version":"1.0.0","dist":{"signatures":[{"keyid":"k","sig":"a","sig":"b"}]}}',
    'ambiguous',
  ],
  [
    'two key ids in one',
    '{"name":"a","version":"1.0.0","dist":{"signatures":[{"keyid":"k","keyid":"l","sig":"b"}]}}',
    'ambiguous',
  ],
  ['two attestations', '{"name":"a","version":"1.0.0","dist":{"attestations":null,"attestations":{}}}', 'ambiguous'],
  ['two integrities', '{"name":"a","version":"1.0.0","dist":{"integrity":"a","integrity":"b"}}', 'ambiguous'],
])('cannot read %s', (_what, text, problem) => {
  expect(read(text)).toMatchObject({ problem });
});

it('bears with duplicates that decide nothing, or say the same', () => {
  expect(read('{"name":"a","name":"a","version":"1.0.0","scripts":{"x":1,"x":2}}')).toMatchObject({ name: 'a' });
});

it('cannot read an answer without a body', () => {
  expect(readRelease(subject, { state: 'found', size: 0, digests: [] })).toMatchObject({ problem: 'no-body' });
});

it.each([
  ['{"shasum":"XYZ"}', ['XYZ']],
  ['{"shasum":7}', ['a shasum that is no text']],
  ['{"integrity":7}', ['an integrity that is no text']],
  ['[]', []],
  ['null', []],
])('reports what is no digest in %s', (dist, malformedDigests) => {
  expect(read(`{"name":"a","version":"1.0.0","dist":${dist}}`)).toMatchObject({ files: [{ malformedDigests }] });
});

it('refuses the document of another package, whatever its versions call themselves', () => {
  const versions = { '1.0.0': { name: 'a', version: '1.0.0', dist: { shasum: hex } } };
  expect(read(JSON.stringify({ name: 'evil', versions }))).toMatchObject({ problem: 'other-name' });
  expect(read(JSON.stringify({ name: 7, versions }))).toMatchObject({ problem: 'other-name' });
  expect(read(JSON.stringify({ name: 'a', versions }))).toMatchObject({ name: 'a', version: '1.0.0' });
  expect(read(JSON.stringify({ versions }))).toMatchObject({ name: 'a', version: '1.0.0' });
});

describe("the registry's signatures", () => {
  const signaturesOf = (dist: string) => {
    const release = read(`{"name":"a","version":"1.0.0","dist":${dist}}`);
    return 'files' in release ? release.files[0]?.signatures : release;
  };

  it('come with the integrity they sign, to the letter', () => {
    expect(signaturesOf('{"integrity":" sha512-x  y ","signatures":[{"keyid":"k","sig":"s"}]}')).toEqual([
      { keyId: 'k', signature: 's', signedIntegrity: ' sha512-x  y ' },
    ]);
  });

  it('without an integrity, are over the SHA-1 that npm puts in its place', () => {
    const signatures = '"signatures":[{"keyid":"k","sig":"s"}]';
    const sha1 = `sha1-${'A'.repeat(27)}=`;
    expect(signaturesOf(`{"shasum":"${hex}",${signatures}}`)).toMatchObject([{ signedIntegrity: sha1 }]);
    expect(signaturesOf(`{"shasum":"no",${signatures}}`)).toMatchObject([{ signedIntegrity: '' }]);
    expect(signaturesOf(`{"shasum":"${hex}","integrity":7,${signatures}}`)).toMatchObject([{ signedIntegrity: '' }]);
  });

  it.each(['{}', '{"signatures":null}', '{"signatures":false}', '{"signatures":""}', '[]', 'null'])(
    'are not stated by %s',
    (dist) => expect(signaturesOf(dist)).toBeUndefined(),
  );

  it('may be none at all', () => expect(signaturesOf('{"signatures":[]}')).toEqual([]));

  it.each([
    '{"signatures":{"keyid":"k","sig":"s"}}',
    '{"signatures":"k"}',
    '{"signatures":true}',
    '{"signatures":[7]}',
    '{"signatures":[null]}',
    '{"signatures":[[]]}',
    '{"signatures":[{"keyid":"k"}]}',
    '{"signatures":[{"sig":"s"}]}',
    '{"signatures":[{"keyid":"k","sig":7}]}',
    '{"signatures":[{"keyid":7,"sig":"s"}]}',
    '{"signatures":[{"keyid":"k","sig":null}]}',
  ])('that are none are not dropped: %s is one that nothing verifies', (dist) => {
    expect(signaturesOf(dist)).toMatchObject([{ signature: '' }]);
  });
});

describe('what a registry says about attestations and time', () => {
  const fileOf = (document: unknown) => {
    const release = read(JSON.stringify(document));
    return 'files' in release ? release.files[0] : undefined;
  };
  const manifest = { name: 'a', version: '1.0.0', dist: { attestations: { url: 'https://x.example/' } } };

  it('states whether it holds any, as far as it describes the file', () => {
    expect(fileOf(manifest)?.attested).toBe(true);
    expect(fileOf({ ...manifest, dist: {} })?.attested).toBe(false);
    expect(fileOf({ ...manifest, dist: 7 })?.attested).toBeUndefined();
  });

  it('states the publish time in the whole package document only, where its publisher cannot', () => {
    const time = { '1.0.0': '2024-02-29T12:00:00.123Z' };
    expect(fileOf({ name: 'a', versions: { '1.0.0': manifest }, time })?.publishedAt).toBe('2024-02-29T12:00:00.123Z');
    expect(fileOf({ ...manifest, time })?.publishedAt).toBeUndefined();
    expect(fileOf({ ...manifest, time, versions: { '1.0.0': manifest } })?.publishedAt).toBeUndefined();
    expect(fileOf(manifest)?.publishedAt).toBeUndefined();
  });

  it.each(['2023-02-29T12:00:00Z', '2024-01-01', '2024-01-01T00:00:00+01:00', 'x', 7, null])(
    '%j is no publish time',
    (text) => {
      const versions = { '1.0.0': manifest };
      expect(fileOf({ name: 'a', versions, time: { '1.0.0': text } })?.publishedAt).toBeUndefined();
    },
  );
});

it('reads one answer once for one subject, and again for another', () => {
  const body = new TextEncoder().encode(JSON.stringify({ versions: { '1.0.0': { name: 'a', version: '1.0.0' } } }));
  const evidence = { state: 'found', size: body.length, digests: [], body } as const;
  expect(readRelease(subject, evidence)).toBe(readRelease(subject, evidence));
  expect(readRelease({ ...subject, version: '2.0.0' }, evidence)).toMatchObject({ problem: 'version-missing' });
  expect(readRelease(subject, evidence)).toMatchObject({ name: 'a' });
});
