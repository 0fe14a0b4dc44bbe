import type { Subject } from '@assay/model';
import { expect, it } from 'vitest';
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
