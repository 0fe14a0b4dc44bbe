import type { ArchiveListing, Subject, SubjectFile } from '@assay/model';
import { expect, it } from 'vitest';
import { readManifest } from './manifest.js';

const file: SubjectFile = { name: 'a-1.0.0.tgz', pins: [], malformedPins: [] };
const subject = { name: 'a', version: '1.0.0' } as Subject;

function listing(text: string | null, paths: readonly string[] = []): ArchiveListing {
  const members = new Map(text === null ? [] : [['package.json', new TextEncoder().encode(text)]]);
  const entries = paths.map((path) => ({ path, type: 'file' as const, mode: 0o644, size: 1 }));
  return { format: 'npm-tgz', entries, problems: [], members, complete: true };
}

const read = (text: string | null) => readManifest(subject, file, listing(text));

it('reads name and version', () => {
  expect(read('{"name":"a","version":"1.0.0"}')).toEqual({ name: 'a', version: '1.0.0', notes: [], runs: [] });
});

it('normalises as npm does, and says so', () => {
  expect(read('\uFEFF{"name":" a ","version":" =v1.0.0+build "}')).toMatchObject({
    name: 'a',
    version: '1.0.0',
    notes: { length: 3 },
  });
});

it.each([
  ['no package.json', null, 'manifest-missing'],
  ['no JSON', 'name: a', 'manifest-unreadable'],
  ['bytes after the end', '{"name":"a","version":"1.0.0"}x', 'manifest-unreadable'],
  ['a list', '[]', 'manifest-unreadable'],
  ['no name', '{"version":"1.0.0"}', 'manifest-incomplete'],
  ['no version', '{"name":"a"}', 'manifest-incomplete'],
  ['a range', '{"name":"a","version":"^1.0.0"}', 'manifest-incomplete'],
  ['a name that is a list', '{"name":["a"],"version":"1.0.0"}', 'manifest-incomplete'],
  ['two names', '{"name":"a",\n"name":"b","version":"1.0.0"}', 'manifest-ambiguous'],
  ['two versions', '{"name":"a","version":"1.0.0",\n"version":"2.0.0"}', 'manifest-ambiguous'],
])('finds no manifest in an archive with %s', (_what, text, problem) => {
  expect(read(text)).toMatchObject({ problem });
});

it('bears with duplicates below, and with equal ones', () => {
  expect(read('{"name":"a","name":"a","version":"1.0.0",\n"x":{"name":1,\n"name":2}}')).toMatchObject({ name: 'a' });
});

it('does not read a name out of the prototype', () => {
  expect(read('{"__proto__":{"name":"a","version":"1.0.0"}}')).toMatchObject({ problem: 'manifest-incomplete' });
});

it('refuses an archive without the packages that the lockfile says it bundles', () => {
  const bundling = { ...subject, bundles: ['node_modules/b', 'node_modules/b/node_modules/c'] };
  const text = '{"name":"a","version":"1.0.0"}';
  const whole = ['root/node_modules/b/package.json', 'root/node_modules/b/node_modules/c/package.json'];
  expect(readManifest(bundling, file, listing(text, whole))).toMatchObject({ name: 'a' });
  for (const paths of [[], whole.slice(1), ['root/x/node_modules/b/package.json', whole[1]!]]) {
    expect(readManifest(bundling, file, listing(text, paths))).toMatchObject({ problem: 'bundle-missing' });
  }
});
