import { AssayError, type LockfileContent, type Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { parsePackageLock } from './package-lock.js';

const sha512 = `sha512-${'A'.repeat(86)}==`;
const otherSha512 = `sha512-${'B'.repeat(85)}A==`;
const sha1 = `sha1-${'A'.repeat(27)}=`;

type Json = Readonly<Record<string, unknown>>;

const url = (name: string, version: string) =>
  `https://registry.example/${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
const entry = (name: string, version: string, more: Json = {}): Json => ({
  version,
  resolved: url(name, version),
  integrity: sha512,
  ...more,
});

function parseText(text: string, path = 'package-lock.json'): LockfileContent {
  return parsePackageLock({ path, bytes: new TextEncoder().encode(text) });
}

function parse(packages: Json, more: Json = {}): LockfileContent {
  return parseText(JSON.stringify({ lockfileVersion: 3, packages, ...more }, null, 2));
}

function errorOf(run: () => unknown): AssayError {
  try {
    run();
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

function only(content: LockfileContent): Subject {
  expect(content.subjects).toHaveLength(1);
  return content.subjects[0]!;
}

const kinds = (content: LockfileContent) => content.subjects.map((subject) => subject.source.kind);
const gapCodes = (content: LockfileContent) => content.gaps.map((gap) => gap.code);
const byName = (content: LockfileContent, name: string) =>
  content.subjects.find((subject) => subject.name === name && subject.source.kind !== 'unsupported')!;

describe('what a package lock must not get past us', () => {
  it.each([
    'node_modules/../../x',
    'node_modules/a/../b',
    '/node_modules/a',
    'C:/node_modules/a',
    'node_modules/a\u0000b',
    'node_modules/\u001b]8;;x',
    'node_modules/',
    'node_modules',
    'node_modules//a',
    'node_modules/./a',
    'node_modules\\a',
    'node_modules/a/b',
    'node_modules/@scope',
    'node_modules/@scope/',
    'node_modules/..',
    'node_modules/__proto__',
    `node_modules/${'a'.repeat(10_000)}`,
    `${'node_modules/a/'.repeat(150)}node_modules/a`,
  ])('lists the hostile key %j as unsupported', (key) => {
    const content = parse({ [key]: entry('a', '1.0.0') });
    expect(only(content).source.kind).toBe('unsupported');
    expect(content.occurrences).toHaveLength(1);
    expect(only(content).name.length).toBeLessThanOrEqual(215);
  });

  it('does not let `__proto__` and `constructor` become anything but names', () => {
    const content = parseText(
      `{"lockfileVersion":3,"packages":{"__proto__":{"link":true},"constructor":{},"node_modules/constructor":${JSON.stringify(entry('constructor', '1.0.0'))}}}`,
    );
    expect(byName(content, 'constructor')).toBeDefined();
    expect(({} as Json)['link']).toBeUndefined();
  });

  it('does not believe `inBundle` without a package that lists the name', () => {
    const content = parse({
      'node_modules/a': entry('a', '1.0.0', { dependencies: { evil: '1.0.0' } }),
      'node_modules/a/node_modules/evil': { version: '1.0.0', inBundle: true },
    });
    expect(byName(content, 'evil')).toMatchObject({ source: { kind: 'registry' }, files: [{ pins: [] }] });
    expect(gapCodes(content)).toContain('bundle-not-declared');
  });

  it('believes no bundle of the project, of a folder, or under another spelling', () => {
    const bundled = { version: '1.0.0', inBundle: true };
    const content = parse({
      '': { bundleDependencies: ['a'] },
      'node_modules/a': bundled,
      'packages/w': { version: '1.0.0', bundleDependencies: ['b'] },
      'packages/w/node_modules/b': bundled,
      'node_modules/c': entry('c', '1.0.0', { bundledDependencies: ['d'] }),
      'node_modules/c/node_modules/d': bundled,
    });
    expect(kinds(content)).toEqual(['registry', 'directory', 'registry', 'registry', 'registry']);
    expect(gapCodes(content).filter((code) => code === 'bundle-not-declared')).toHaveLength(3);
  });

  it('verifies a bundled entry that has a source or a pin of its own', () => {
    const content = parse({
      'node_modules/a': entry('a', '1.0.0', { bundleDependencies: ['b', 'c'] }),
      'node_modules/a/node_modules/b': entry('b', '1.0.0', { inBundle: true }),
      'node_modules/a/node_modules/c': { version: '1.0.0', integrity: sha512, inBundle: true },
    });
    expect(kinds(content)).toEqual(['registry', 'registry', 'registry']);
  });

  it('names the folders that a package is said to bundle, so that its archive can be held to it', () => {
    const content = parse({
      'node_modules/a': entry('a', '1.0.0', { bundleDependencies: ['b'] }),
      'node_modules/a/node_modules/b': { version: '1.0.0', inBundle: true, dependencies: { c: '1', d: '1' } },
      'node_modules/a/node_modules/c': { version: '1.0.0', inBundle: true },
      'node_modules/a/node_modules/b/node_modules/d': { version: '1.0.0', inBundle: true },
    });
    expect(byName(content, 'a').bundles).toEqual(['node_modules/b', 'node_modules/b/node_modules/d', 'node_modules/c']);
    for (const name of ['b', 'c', 'd']) {
      expect(byName(content, name).source).toEqual({ kind: 'bundled', within: 'pkg:npm/a@1.0.0' });
    }
    expect(gapCodes(content)).toEqual(['bundled-without-pin']);
  });

  it('CVE-2021-43616: keeps the name that was asked for unjudged when another package took its place', () => {
    const content = parse({
      '': { dependencies: { lodash: '^4.17.0' } },
      'node_modules/lodash': entry('evil', '4.17.21', { name: 'evil' }),
    });
    expect(content.subjects.map((subject) => [subject.name, subject.source.kind])).toEqual([
      ['evil', 'registry'],
      ['lodash', 'unsupported'],
    ]);
    expect(gapCodes(content)).toEqual(['alias-not-declared']);
  });

  it('takes an override in package.json for the declaration of an alias', () => {
    const packages = { 'node_modules/vite': entry('fork', '1.0.0', { name: 'fork' }) };
    const bytes = new TextEncoder().encode(JSON.stringify({ lockfileVersion: 3, packages }));
    const manifest = new TextEncoder().encode('{"overrides":{"a":{"vite":"npm:fork@^1"}}}');
    const content = parsePackageLock({ path: 'package-lock.json', bytes, manifest });
    expect(kinds(content)).toEqual(['registry']);
    expect(content.gaps).toEqual([]);
    expect(kinds(parsePackageLock({ path: 'x.json', bytes, manifest: new Uint8Array([1]) }))).toHaveLength(2);
  });

  it('lets an `npm:` dependency and a dependency on a URL name another package', () => {
    const content = parse({
      '': { dependencies: { lp: 'npm:left-pad@1.3.0', tool: 'https://files.example/thing.tgz' } },
      'node_modules/lp': entry('left-pad', '1.3.0', { name: 'left-pad' }),
      'node_modules/tool': { name: 'thing', version: '2.0.0', resolved: 'https://files.example/thing.tgz' },
    });
    expect(content.subjects.map((subject) => subject.purl)).toEqual(['pkg:npm/left-pad@1.3.0', 'pkg:npm/thing@2.0.0']);
    expect(kinds(content)).toEqual(['registry', 'url']);
    expect(content.gaps).toEqual([]);
  });

  it('never shows credentials that stand in a URL, and says that they stood there', () => {
    const secret = 'hunter2';
    const content = parse({
      'node_modules/a': { version: '1.0.0', resolved: `https://user:${secret}@registry.example/a/-/a-1.0.0.tgz` },
      'node_modules/b': { version: '1.0.0', resolved: `git+https://x:${secret}@git.example/b.git#${'a'.repeat(40)}` },
      'node_modules/c': { version: '1.0.0', resolved: `ftp://user:${secret}@host.example/c` },
      'node_modules/d': { version: `https://user:${secret}@host.example/d`, integrity: sha512 },
      [`https://user:${secret}@host.example/node_modules/e`]: { version: '1.0.0' },
      'node_modules/f': { version: '1.0.0', resolved: `github:user:${secret}@owner/f` },
    });
    expect(JSON.stringify(content)).not.toContain(secret);
    expect(gapCodes(content).filter((code) => code === 'credentials-in-lockfile').length).toBeGreaterThanOrEqual(3);
    expect(byName(content, 'a').files[0]!.url).toBe('https://registry.example/a/-/a-1.0.0.tgz');
  });

  it('lists what npm would look up anew as unsupported', () => {
    for (const resolved of [
      'latest',
      '^1.0.0',
      'npm:evil@1.0.0',
      'ftp://host.example/a.tgz',
      'owner/name',
      { a: 1 },
      7,
    ]) {
      expect(only(parse({ 'node_modules/a': { version: '1.0.0', resolved } })).source.kind).toBe('unsupported');
    }
    for (const version of [undefined, '', '^1.0.0', 'latest', '1.x', 7, 'v'.repeat(300), '1.0.0 || 2.0.0']) {
      const content = parse({ 'node_modules/a': { version, resolved: url('a', '1.0.0'), integrity: sha512 } });
      expect(only(content).source.kind).toBe('unsupported');
    }
  });

  it('does not hide a package behind `link: true`', () => {
    const content = parse({ 'node_modules/a': entry('a', '1.0.0', { link: true }) });
    expect(only(content).source.kind).toBe('unsupported');
    const chained = parse({
      'node_modules/a': { resolved: 'node_modules/b', link: true },
      'node_modules/b': { resolved: 'node_modules/a', link: true },
    });
    expect(kinds(chained)).toEqual(['unsupported', 'unsupported']);
  });

  it('lists entries that are no mapping', () => {
    const content = parse({ 'node_modules/a': null, 'node_modules/b': 'x', 'packages/c': [] });
    expect(kinds(content)).toEqual(['unsupported', 'unsupported', 'unsupported']);
  });

  it('takes the strictest scope when flags and dependencies disagree', () => {
    const content = parse({
      '': { dependencies: { a: '1' }, devDependencies: { b: '1' } },
      'node_modules/a': entry('a', '1.0.0', { dev: true, dependencies: { c: '1' } }),
      'node_modules/b': entry('b', '1.0.0', { dev: true, dependencies: { d: '1' } }),
      'node_modules/c': entry('c', '1.0.0', { optional: true }),
      'node_modules/d': entry('d', '1.0.0'),
    });
    expect(content.occurrences.map(({ path, scope }) => [path, scope])).toEqual([
      ['node_modules/a', 'prod'],
      ['node_modules/b', 'dev'],
      ['node_modules/c', 'prod'],
      ['node_modules/d', 'prod'],
    ]);
  });
});

describe('an archive of the project in the place of a package', () => {
  const archive = { 'node_modules/a': { version: '1.0.0', resolved: 'file:x/a.tgz', integrity: sha512 } };
  const kindFor = (root: Json, more: Json = {}) => kinds(parse({ '': root, ...more, ...archive })).at(-1);

  it('is taken only where the project, a folder of it or an override asks for that very file', () => {
    expect(kindFor({ dependencies: { a: '^1.0.0' } })).toBe('unsupported');
    expect(kindFor({ dependencies: { a: 'file:b.tgz' } })).toBe('unsupported');
    expect(kindFor({})).toBe('unsupported');
    for (const spec of ['file:x/a.tgz', './x/a.tgz', 'x/a.tgz'])
      expect(kindFor({ dependencies: { a: spec } })).toBe('archive');
    expect(kindFor({ dependencies: { a: '1' }, overrides: { a: 'file:x/a.tgz' } })).toBe('archive');
    expect(kindFor({}, { w: { dependencies: { a: 'file:../x/a.tgz' } } })).toBe('archive');
    const fetched = { 'node_modules/b': entry('b', '1.0.0', { dependencies: { a: 'file:x/a.tgz' } }) };
    expect(kindFor({}, fetched)).toBe('unsupported');
  });
});

describe('a folder in the place of a package', () => {
  const swap = (packages: Json) => kinds(parse({ '': { dependencies: { a: '1.0.0' } }, ...packages })).at(-1);
  const linkTo = (resolved: string) => ({ 'node_modules/a': { resolved, link: true } });

  it.each<[string, Json]>([
    ['a link', { 'vendor/a': { version: '1.0.0' }, ...linkTo('vendor/a') }],
    ['a link out of the project', { '../outside/a': { version: '1.0.0' }, ...linkTo('../outside/a') }],
    ['a link to the project', linkTo('')],
    ['a path', { 'node_modules/a': { version: '1.0.0', resolved: 'file:vendor/a' } }],
    ['a path with a pin', { 'node_modules/a': { version: '1.0.0', resolved: '.', integrity: sha512 } }],
    ['an absolute path', { 'node_modules/a': { version: '1.0.0', resolved: 'file:/tmp/a' } }],
    ['a path from home', { 'node_modules/a': { version: '1.0.0', resolved: 'file:~/a' } }],
    ['a path on a drive', { 'node_modules/a': { version: '1.0.0', resolved: 'file:c:\\\\a' } }],
    ['a bundling path', { 'node_modules/a': { resolved: 'file:vendor/a', bundleDependencies: ['b'] } }],
    [
      'a path that a fetched package asks for',
      {
        'node_modules/b': entry('b', '1.0.0', { dependencies: { a: 'file:../../vendor/a' } }),
        'node_modules/a': { version: '1.0.0', resolved: 'file:vendor/a' },
      },
    ],
    [
      'a member of the workspace with another name',
      { '': { workspaces: ['vendor/*'], dependencies: { a: '1.0.0' } }, 'vendor/x': {}, ...linkTo('vendor/x') },
    ],
  ])('is not taken for one of the project: %s', (_what, packages) => {
    expect(swap(packages)).toBe('unsupported');
  });

  it.each<[string, string, Json]>([
    ['file:vendor/a', 'vendor/a', {}],
    ['./vendor/a/', 'vendor/a', {}],
    ['file:my%20folder', 'my folder', {}],
    ['^1.0.0', 'libs/a', { workspaces: ['./libs/*/'] }],
    ['*', 'libs/deep/a', { workspaces: { packages: ['libs/**'] } }],
    ['*', 'apps/a', { workspaces: ['{libs,apps}/*'] }],
    ['*', 'a', { workspaces: ['a'] }],
    ['*', 'forks/a', { overrides: { b: { 'a@1': 'file:forks/a' } } }],
  ])('is one of the project where that asks for %s in %s', (spec, path, root) => {
    const packages = { '': { ...root, dependencies: { a: spec } }, [path]: { name: 'a', version: '1.0.0' } };
    expect(kinds(parse({ ...packages, ...linkTo(path) }))).toEqual(['directory']);
    const copied = parse({ '': { dependencies: { a: 'file:v/a' } }, 'node_modules/a': { resolved: 'file:v/a' } });
    expect(only(copied).source).toEqual({ kind: 'directory', path: 'v/a' });
  });

  it('is one of the project where a member asks for it, from its own folder', () => {
    const content = parse({
      'packages/w': { version: '1.0.0', dependencies: { a: 'file:../../vendor/a' } },
      'vendor/a': { version: '1.0.0' },
      ...linkTo('vendor/a'),
    });
    expect(kinds(content)).toEqual(['directory', 'directory']);
  });

  it('is asked for by package.json, whatever the lockfile says package.json says', () => {
    const packages = {
      '': { dependencies: { a: 'file:vendor/a' }, workspaces: ['vendor/*'] },
      'vendor/a': { version: '1.0.0' },
      ...linkTo('vendor/a'),
    };
    const bytes = new TextEncoder().encode(JSON.stringify({ lockfileVersion: 3, packages }));
    const kindsFor = (manifest: string) =>
      kinds(parsePackageLock({ path: 'package-lock.json', bytes, manifest: new TextEncoder().encode(manifest) }));
    expect(kindsFor('{"dependencies":{"a":"1.0.0"}}')).toEqual(['directory', 'unsupported']);
    expect(kindsFor('{"dependencies":{"a":"1.0.0"},"workspaces":["vendor/a"]}')).toEqual(['directory']);
    expect(kindsFor('{"devDependencies":{"a":"file:./vendor/a"}}')).toEqual(['directory']);
  });

  it('cannot have an integrity', () => {
    expect(kinds(parse({ 'vendor/a': { version: '1.0.0', integrity: sha512 } }))).toEqual(['unsupported']);
  });
});

describe('the old `dependencies` section', () => {
  const packages = { 'node_modules/a': entry('a', '1.0.0') };

  it('says nothing where it agrees', () => {
    const legacy = {
      a: { version: '1.0.0', resolved: url('a', '1.0.0'), integrity: sha512 },
      lp: { version: 'npm:left-pad@1.3.0', resolved: url('left-pad', '1.3.0'), integrity: sha512 },
      w: { version: 'file:packages/w', dependencies: { ms: { version: '2.0.0', integrity: sha512 } } },
      g: { version: `git+ssh://git@git.example/g.git#${'a'.repeat(40)}`, from: 'g@github:x/g' },
      t: { version: 'file:t.tgz', integrity: sha512 },
      u: { version: 'https://files.example/u.tgz', integrity: sha512 },
    };
    const content = parse(
      {
        ...packages,
        '': { dependencies: { lp: 'npm:left-pad@1', u: 'https://files.example/u.tgz' }, workspaces: ['packages/w'] },
        'node_modules/lp': entry('left-pad', '1.3.0', { name: 'left-pad' }),
        'node_modules/w': { resolved: 'packages/w', link: true },
        'packages/w': { version: '1.0.0', dependencies: { ms: '2.0.0' } },
        'packages/w/node_modules/ms': entry('ms', '2.0.0'),
        'node_modules/g': { version: '1.0.0', resolved: `git+ssh://git@git.example/g.git#${'a'.repeat(40)}` },
        'node_modules/t': { version: '1.0.0', resolved: 'file:t.tgz', integrity: sha512 },
        'node_modules/u': { version: '1.0.0', resolved: 'https://files.example/u.tgz', integrity: sha512 },
      },
      { lockfileVersion: 2, dependencies: legacy },
    );
    expect(content.gaps).toEqual([]);
  });

  it.each([
    ['another pin', { version: '1.0.0', resolved: url('a', '1.0.0'), integrity: otherSha512 }, 'registry'],
    ['no pin', { version: '1.0.0', resolved: url('a', '1.0.0') }, 'registry'],
    [
      'another host',
      { version: '1.0.0', resolved: 'https://evil.example/a/-/a-1.0.0.tgz', integrity: sha512 },
      'registry',
    ],
    ['another version', { version: '1.0.1', resolved: url('a', '1.0.0'), integrity: sha512 }, 'registry'],
    ['an alias', { version: 'npm:evil@1.0.0', resolved: url('a', '1.0.0'), integrity: sha512 }, 'registry'],
    ['a URL', { version: 'https://evil.example/a.tgz', integrity: sha512 }, 'url'],
    ['a repository', { version: 'git+ssh://git@evil.example/a.git', integrity: sha512 }, 'git'],
    ['a tag', { version: 'latest', integrity: sha512 }, 'unsupported'],
  ])('makes %s a subject of its own', (_what, legacy, kind) => {
    const content = parse(packages, { lockfileVersion: 2, dependencies: { a: legacy } });
    expect(kinds(content)).toEqual(['registry', kind]);
    expect(gapCodes(content)).toEqual(['lockfile-sections-disagree']);
    expect(content.occurrences[1]!.path).toBe('dependencies: node_modules/a');
  });

  it('lists what only the old section has', () => {
    const dependencies = { a: { version: '1.0.0', integrity: sha512, dependencies: { b: { version: '2.0.0' } } } };
    const content = parse(packages, { dependencies });
    expect(content.subjects.map((subject) => subject.purl)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0']);
  });
});

describe('lockfiles that cannot be read', () => {
  it.each([
    ['a later version', '{"lockfileVersion": 4, "packages": {}}', 'ERR_LOCKFILE_UNSUPPORTED'],
    [
      'an empty new section',
      '{"lockfileVersion": 2, "packages": {}, "dependencies": {"a": {}}}',
      'ERR_LOCKFILE_UNSUPPORTED',
    ],
    ['a version that is text', '{"lockfileVersion": "3", "packages": {}}', 'ERR_LOCKFILE'],
    ['no packages', '{"lockfileVersion": 3}', 'ERR_LOCKFILE'],
    ['packages that are a list', '{"lockfileVersion": 3, "packages": []}', 'ERR_LOCKFILE'],
    ['dependencies that are a list', '{"lockfileVersion": 3, "packages": {}, "dependencies": []}', 'ERR_LOCKFILE'],
    ['a list', '[]', 'ERR_LOCKFILE'],
    ['nothing', '', 'ERR_LOCKFILE'],
    ['a merge conflict', '{\n<<<<<<< HEAD\n', 'ERR_LOCKFILE'],
    [
      'a duplicate key',
      '{"lockfileVersion": 3, "packages": {"node_modules/a": {}, "node_modules/a": {}}}',
      'ERR_LOCKFILE',
    ],
  ])('refuses %s', (_what, text, code) => {
    const error = errorOf(() => parseText(text));
    expect(error).toMatchObject({ code, file: 'package-lock.json' });
    expect(error.hint ?? error.message).not.toBe('');
  });

  it('names the line of a duplicate key', () => {
    const text = '{"lockfileVersion": 3,\n"packages": {\n"node_modules/a": {},\n"node_modules/a": {}}}';
    expect(errorOf(() => parseText(text)).line).toBe(4);
  });

  it('accepts a byte order mark, as npm does', () => {
    expect(parseText('\uFEFF{"lockfileVersion": 3, "packages": {}}').subjects).toEqual([]);
  });
});

describe('every kind of entry has an answer', () => {
  it('reads registry packages: name, version, URL, pins, line, path, scope and parent', () => {
    const content = parse({
      '': { name: 'p', dependencies: { '@scope/a': '1' } },
      'node_modules/@scope/a': entry('@scope/a', '1.0.0', { dependencies: { b: '^2' } }),
      'node_modules/@scope/a/node_modules/b': entry('b', '2.0.0'),
      'node_modules/b': entry('b', '3.0.0', { extraneous: true }),
    });
    expect(content.format).toBe('package-lock.json v3');
    expect(content.subjects[0]).toEqual({
      id: 'pkg:npm/%40scope/a@1.0.0',
      purl: 'pkg:npm/%40scope/a@1.0.0',
      ecosystem: 'npm',
      name: '@scope/a',
      version: '1.0.0',
      source: { kind: 'registry' },
      files: [
        {
          name: 'a-1.0.0.tgz',
          url: 'https://registry.example/@scope/a/-/a-1.0.0.tgz',
          pins: [{ alg: 'sha512', value: '0'.repeat(128), covers: 'artifact' }],
          malformedPins: [],
        },
      ],
      conflictsWith: [],
      claims: ['{"client":"npm","bin":[],"needs":{"direct":[["b","^2"]],"peers":[]}}'],
    });
    expect(content.occurrences[1]).toEqual({
      subject: 'pkg:npm/b@2.0.0',
      lockfile: 'package-lock.json',
      line: 18,
      path: 'node_modules/@scope/a/node_modules/b',
      scope: 'prod',
      parent: 'pkg:npm/%40scope/a@1.0.0',
    });
    expect(content.edges).toEqual([{ from: 'pkg:npm/%40scope/a@1.0.0', to: 'pkg:npm/b@2.0.0' }]);
  });

  it.each([
    ['none', undefined, 0, 0],
    ['null', null, 0, 0],
    ['empty', '', 0, 0],
    ['SHA-1 alone', sha1, 1, 0],
    ['several', `${sha1} ${sha512} ${otherSha512}`, 3, 0],
    ['an unknown algorithm', `blake3-${'A'.repeat(43)}=`, 0, 1],
    ['no value', 'sha512-', 0, 1],
    ['a loose tail', `sha512-${'A'.repeat(85)}B==`, 0, 1],
    ['spaces', ' ', 0, 1],
    ['a number', 512, 0, 1],
    ['a mapping', { a: 1 }, 0, 1],
    ['good and bad', `${sha512} md6-x`, 1, 1],
  ])('reads an integrity of %s', (_what, integrity, pins, malformed) => {
    const [file] = only(parse({ 'node_modules/a': { version: '1.0.0', integrity } })).files;
    expect([file!.pins.length, file!.malformedPins.length]).toEqual([pins, malformed]);
  });

  it.each([undefined, null, false, ''])('reads %j for `resolved` as a registry package without URL', (resolved) => {
    const subject = only(parse({ 'node_modules/a': { version: '1.0.0', resolved, integrity: sha512 } }));
    expect(subject.source).toEqual({ kind: 'registry' });
    expect(subject.files[0]).not.toHaveProperty('url');
  });

  it.each([
    [`git+ssh://git@git.example/o/r.git#${'a'.repeat(40)}`, 'a'.repeat(40)],
    [`git+https://git.example/o/r.git#${'b'.repeat(64)}`, 'b'.repeat(64)],
    ['github:o/r#main', undefined],
    ['git@git.example:o/r.git', undefined],
    ['https://git.example/o/r.git#v1', undefined],
    ['git+ssh://git@git.example:o/r.git#abc', undefined],
  ])('reads the repository %s', (resolved, commit) => {
    const subject = only(parse({ 'node_modules/a': { version: '1.0.0', resolved } }));
    expect(subject.source).toEqual({ kind: 'git', url: resolved, ...(commit === undefined ? {} : { commit }) });
    expect(subject.files).toEqual([]);
  });

  it.each([
    ['file:tgz/a-1.0.0.tgz', { kind: 'archive', path: 'tgz/a-1.0.0.tgz' }],
    ['file:./x/../a.TAR.GZ', { kind: 'archive', path: 'a.TAR.GZ' }],
    ['file:../../a.tgz', { kind: 'archive', path: '../../a.tgz' }],
    ['file:/etc/a.tgz', { kind: 'archive', path: '/etc/a.tgz' }],
  ])('reads the path %s', (resolved, source) => {
    const packages = { '': { dependencies: { a: resolved } }, 'node_modules/a': { resolved, integrity: sha512 } };
    expect(only(parse(packages)).source).toEqual(source);
  });

  it('reads a plain URL as such, and one of registry form as a registry package', () => {
    const plain = 'https://files.example/a.tgz';
    const content = parse({
      '': { dependencies: { a: plain, b: url('b', '1.0.0') } },
      'node_modules/a': { version: '1.0.0', resolved: plain, integrity: sha512 },
      'node_modules/b': entry('b', '1.0.0'),
    });
    expect(kinds(content)).toEqual(['url', 'registry']);
  });

  it('reads workspaces and links: one subject for the folder, one occurrence for each place', () => {
    const content = parse({
      '': { workspaces: ['packages/*'], dependencies: { self: 'file:.', beside: 'file:../beside' } },
      'packages/a': { name: '@me/a', version: '1.0.0', dependencies: { b: '1' }, devDependencies: { c: '1' } },
      'packages/a/node_modules/b': entry('b', '1.0.0'),
      'packages/plain': {},
      'node_modules/@me/a': { resolved: 'packages/a', link: true },
      'node_modules/c': entry('c', '1.0.0', { dev: true }),
      'node_modules/self': { resolved: '', link: true },
      '../beside': { version: '2.0.0' },
      'node_modules/beside': { resolved: '../beside', link: true },
    });
    expect(content.subjects.map((subject) => [subject.purl, subject.source])).toEqual([
      ['pkg:npm/%40me/a@1.0.0', { kind: 'directory', path: 'packages/a' }],
      ['pkg:npm/b@1.0.0', { kind: 'registry' }],
      ['pkg:npm/plain', { kind: 'directory', path: 'packages/plain' }],
      ['pkg:npm/c@1.0.0', { kind: 'registry' }],
      ['pkg:npm/self', { kind: 'directory', path: '.' }],
      [
        'pkg:npm/beside@2.0.0',
        {
          kind: 'unsupported',
          reason: 'The folder "../beside" lies outside the project: nothing of it was looked at.',
        },
      ],
    ]);
    expect(content.occurrences.filter(({ subject }) => subject === 'pkg:npm/%40me/a@1.0.0')).toHaveLength(2);
    expect(content.occurrences.find(({ path }) => path === 'node_modules/c')!.scope).toBe('dev');
    expect(content.edges).toContainEqual({ from: 'pkg:npm/%40me/a@1.0.0', to: 'pkg:npm/c@1.0.0' });
  });

  it('reads peer, optional, dev and devOptional flags of what nothing reaches', () => {
    const flags = ['peer', 'optional', 'dev', 'devOptional'];
    const packages = Object.fromEntries(
      flags.map((flag) => [
        `node_modules/${flag}`,
        entry(flag, '1.0.0', { [flag]: true, os: ['linux'], cpu: ['x64'] }),
      ]),
    );
    expect(parse(packages).occurrences.map(({ scope }) => scope)).toEqual(['peer', 'optional', 'dev', 'optional']);
  });

  it('does not make the project itself a subject', () => {
    const content = parse({ '': { name: 'p', version: '1.0.0' } });
    expect(content.subjects).toEqual([]);
    expect(content.gaps).toEqual([]);
  });

  it('keeps entries apart that lock one version in two ways', () => {
    const content = parse({
      'node_modules/a': entry('a', '1.0.0'),
      'node_modules/b/node_modules/a': entry('a', '1.0.0', { integrity: otherSha512 }),
      'node_modules/c/node_modules/a': entry('a', '1.0.0'),
    });
    expect(content.subjects.map(({ id }) => id)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/a@1.0.0#2']);
    expect(content.occurrences.map(({ subject }) => subject)).toEqual([
      'pkg:npm/a@1.0.0',
      'pkg:npm/a@1.0.0#2',
      'pkg:npm/a@1.0.0',
    ]);
  });

  it('reports dependencies without an entry, and packages that bring their own shrinkwrap', () => {
    const content = parse({
      'node_modules/a': entry('a', '1.0.0', {
        hasShrinkwrap: true,
        dependencies: { b: '1' },
        optionalDependencies: { c: '1' },
        peerDependencies: { d: '1' },
        bundleDependencies: ['e'],
      }),
    });
    expect(gapCodes(content).sort()).toEqual([
      'dependency-not-locked',
      'nested-shrinkwrap',
      'optional-dependency-not-locked',
    ]);
  });

  it.each(['hasShrinkwrap', '_hasShrinkwrap'])(
    'leaves what an archive’s own shrinkwrap brings in by %s unjudged',
    (key) => {
      for (const value of [true, 1, 'no', {}, []]) {
        const { subjects, occurrences } = parse({ 'node_modules/a': entry('a', '1.0.0', { [key]: value }) });
        expect(subjects.map(({ name, version, source }) => [name, version, source.kind])).toEqual([
          ['a', '1.0.0', 'registry'],
          ['a', '1.0.0', 'unsupported'],
        ]);
        expect(subjects[0]?.files[0]?.pins).toHaveLength(1);
        expect(occurrences[1]?.path).toBe('node_modules/a/npm-shrinkwrap.json');
      }
      for (const value of [false, null, 0, '']) {
        expect(kinds(parse({ 'node_modules/a': entry('a', '1.0.0', { [key]: value }) }))).toEqual(['registry']);
      }
    },
  );

  it('calls npm-shrinkwrap.json by its name', () => {
    expect(parseText('{"lockfileVersion": 2, "packages": {}}', 'x/npm-shrinkwrap.json').format).toBe(
      'npm-shrinkwrap.json v2',
    );
  });
});
