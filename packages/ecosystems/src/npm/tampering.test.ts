import { AssayError, mergeInventory, type LockfileContent } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchUrl } from './match-url.js';
import { npm } from './npm.js';

const registry = 'https://registry.example/';
const sha512 = `sha512-${'A'.repeat(86)}==`;
const entry = {
  version: '4.17.21',
  resolved: `${registry}lodash/-/lodash-4.17.21.tgz`,
  integrity: sha512,
};

type Json = Record<string, unknown>;

function packageLock(packages: Json): LockfileContent {
  const text = JSON.stringify({ lockfileVersion: 3, packages });
  return npm.parseLockfile({ path: 'package-lock.json', bytes: new TextEncoder().encode(text) });
}

function pnpmLock(key: string, fields: string): LockfileContent {
  const text = `lockfileVersion: '9.0'\npackages:\n  ${JSON.stringify(key)}:\n    ${fields}\n`;
  return npm.parseLockfile({ path: 'pnpm-lock.yaml', bytes: new TextEncoder().encode(text) });
}

/** What is wrong with the first subject, as the checks that read the inventory would see it. */
function faults(content: LockfileContent): readonly string[] {
  const subject = content.subjects[0]!;
  const found: string[] = [];
  if (subject.source.kind !== 'registry') found.push(subject.source.kind);
  if (subject.purl !== 'pkg:npm/lodash@4.17.21') found.push('other purl');
  for (const file of subject.files) {
    if (matchUrl(subject, file, registry).match === 'different') found.push('url');
    if (file.pins.length === 0) found.push('no pin');
    if (file.pins.some((pin) => pin.alg === 'sha1' || pin.alg === 'md5')) found.push('weak pin');
    if (file.malformedPins.length > 0) found.push('malformed pin');
  }
  return [...found, ...content.gaps.map((gap) => gap.code)];
}

describe('THREATS row 21: a field of a package lock is changed', () => {
  const key = 'node_modules/lodash';

  it('nothing is wrong before', () => {
    expect(faults(packageLock({ [key]: entry }))).toEqual([]);
  });

  it.each<[string, Json, readonly string[]]>([
    ['host', { [key]: { ...entry, resolved: 'https://evil.example/lodash/-/lodash-4.17.21.tgz' } }, ['url']],
    ['scheme', { [key]: { ...entry, resolved: entry.resolved.replace('https', 'http') } }, ['url']],
    ['name in the URL', { [key]: { ...entry, resolved: `${registry}evil/-/evil-4.17.21.tgz` } }, ['url']],
    ['version in the URL', { [key]: { ...entry, resolved: `${registry}lodash/-/lodash-4.17.20.tgz` } }, ['url']],
    ['version', { [key]: { ...entry, version: '4.17.20' } }, ['other purl', 'url']],
    ['version removed', { [key]: { ...entry, version: undefined } }, ['unsupported', 'other purl']],
    ['key', { 'node_modules/evil': entry }, ['other purl', 'url']],
    ['name', { [key]: { ...entry, name: 'evil' } }, ['other purl', 'url', 'alias-not-declared']],
    ['integrity removed', { [key]: { ...entry, integrity: undefined } }, ['no pin']],
    ['integrity emptied', { [key]: { ...entry, integrity: '' } }, ['no pin']],
    ['integrity weakened', { [key]: { ...entry, integrity: `sha1-${'A'.repeat(27)}=` } }, ['weak pin']],
    ['integrity cut', { [key]: { ...entry, integrity: sha512.slice(0, -4) } }, ['no pin', 'malformed pin']],
    ['to git', { [key]: { ...entry, resolved: 'git+https://evil.example/lodash.git' } }, ['git']],
    ['to a file', { [key]: { ...entry, resolved: 'file:lodash.tgz' } }, ['unsupported']],
    ['to a folder', { [key]: { ...entry, resolved: 'file:lodash' } }, ['unsupported']],
    ['to a folder without a pin', { [key]: { version: '4.17.21', resolved: 'file:lodash' } }, ['unsupported']],
    ['to a linked folder', { [key]: { resolved: 'lodash', link: true }, lodash: {} }, ['unsupported', 'other purl']],
    ['to a link', { [key]: { ...entry, link: true } }, ['unsupported']],
    ['to a bundle', { [key]: { version: '4.17.21', inBundle: true } }, ['no pin', 'bundle-not-declared']],
  ])('%s', (_what, packages, expected) => {
    expect(faults(packageLock(packages))).toEqual([...expected]);
  });
});

describe('THREATS row 21: a field of a pnpm lockfile is changed', () => {
  it.each<[string, string, string, readonly string[]]>([
    ['nothing', 'lodash@4.17.21', `resolution: {integrity: ${sha512}}`, []],
    ['name', 'evil@4.17.21', `resolution: {integrity: ${sha512}}`, ['other purl']],
    ['version', 'lodash@4.17.20', `resolution: {integrity: ${sha512}}`, ['other purl']],
    ['pin removed', 'lodash@4.17.21', 'resolution: {}', ['no pin']],
    ['resolution removed', 'lodash@4.17.21', 'engines: {}', ['unsupported']],
    ['URL', 'lodash@4.17.21', `resolution: {integrity: ${sha512}, tarball: https://evil.example/x.tgz}`, ['url']],
    [
      'to git',
      'lodash@4.17.21',
      'resolution: {type: git, repo: https://evil.example/x.git, commit: x}',
      ['unsupported'],
    ],
    ['to a folder', 'lodash@4.17.21', 'resolution: {type: directory, directory: x}', ['unsupported']],
  ])('%s', (_what, key, fields, expected) => {
    expect(faults(pnpmLock(key, fields))).toEqual([...expected]);
  });
});

const word = fc.constantFrom(
  '',
  'a',
  'node_modules/a',
  'node_modules/a/node_modules/b',
  'packages/a',
  '../x',
  '__proto__',
  'constructor',
  'npm:b@1.0.0',
  'file:a',
  'link:a',
  '1.0.0',
  sha512,
  entry.resolved,
  'git+ssh://git@h.example/x.git#abc',
  'https://u:p@h.example/',
  '\u0000',
  'a@1.0.0',
  'a@1.0.0(b@1.0.0)',
  'a@workspace:packages/a',
  'a@file:a',
  'a@root:',
  'a@git+https://h.example/x.git#abc',
  'a/b',
);
const names = fc
  .constantFrom(
    'version resolved integrity link inBundle name dependencies optionalDependencies bundleDependencies dev requires bundled bin'.split(
      ' ',
    ),
  )
  .chain((list) => fc.constantFrom(...list, 'a', 'b', '', '__proto__'));

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(null, true, false, 0, 1, -1),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(names, word), tie('json'), { maxKeys: 5 }),
  ),
}));

/** Reads, and merges as the engine would: what does not throw AssayError must not throw at all. */
function survive(path: string, bytes: Uint8Array, manifest?: Uint8Array): void {
  try {
    const content = npm.parseLockfile({ path, bytes, ...(manifest === undefined ? {} : { manifest }) });
    const digest = { alg: 'sha256', value: '', covers: 'document' } as const;
    mergeInventory([{ ref: { path, ecosystem: 'npm', format: content.format, digest }, content }]);
  } catch (error) {
    expect(error).toBeInstanceOf(AssayError);
  }
}

describe('no bytes make the readers throw anything but AssayError', () => {
  it('package locks of any content', () => {
    const packages = fc.dictionary(word, json, { maxKeys: 6 });
    fc.assert(
      fc.property(packages, json, (entries, dependencies) => {
        const text = JSON.stringify({ lockfileVersion: 3, packages: entries, dependencies });
        survive('package-lock.json', new TextEncoder().encode(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('pnpm lockfiles of any content', () => {
    fc.assert(
      fc.property(json, json, json, (importers, packages, snapshots) => {
        const text = JSON.stringify({ lockfileVersion: '9.0', importers, packages, snapshots, overrides: packages });
        survive('pnpm-lock.yaml', new TextEncoder().encode(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('lockfiles by npm 6 of any content', () => {
    const dependencies = fc.dictionary(word, json, { maxKeys: 6 });
    fc.assert(
      fc.property(dependencies, json, (entries, manifest) => {
        const text = JSON.stringify({ lockfileVersion: 1, dependencies: entries });
        survive(
          'package-lock.json',
          new TextEncoder().encode(text),
          new TextEncoder().encode(JSON.stringify(manifest)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('bun lockfiles of any content', () => {
    const row = fc.array(fc.oneof(word, json), { maxLength: 5 });
    const packages = fc.dictionary(word, fc.oneof(row, row, json), { maxKeys: 6 });
    const workspaces = fc.dictionary(word, fc.dictionary(names, json), { maxKeys: 3 });
    fc.assert(
      fc.property(packages, workspaces, json, (rows, members, overrides) => {
        const lock = { lockfileVersion: 1, workspaces: { '': {}, ...members }, packages: rows, overrides };
        survive('bun.lock', new TextEncoder().encode(JSON.stringify(lock)));
      }),
      { numRuns: 2000 },
    );
  });

  it('single bytes changed, dropped or doubled', () => {
    const locks: [string, string][] = [
      ['package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/lodash': entry } })],
      [
        'bun.lock',
        `{"lockfileVersion":1,"workspaces":{"":{},},"packages":{"a/b":["b@1.0.0","",{"dependencies":{"a":"1"}},"${sha512}"],}}`,
      ],
      ['npm-shrinkwrap.json', JSON.stringify({ dependencies: { lodash: { ...entry, dependencies: { a: entry } } } })],
      ['pnpm-lock.yaml', `lockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: ${sha512}}\n`],
    ];
    for (const [path, text] of locks) {
      const bytes = new TextEncoder().encode(text);
      for (let i = 0; i < bytes.length; i++) {
        for (const byte of [0, 0x0a, 0x22, 0x2d, 0x7b, 0xff]) {
          survive(path, Uint8Array.from([...bytes.subarray(0, i), byte, ...bytes.subarray(i + 1)]));
        }
        survive(path, Uint8Array.from([...bytes.subarray(0, i), ...bytes.subarray(i + 1)]));
      }
    }
  });
});
