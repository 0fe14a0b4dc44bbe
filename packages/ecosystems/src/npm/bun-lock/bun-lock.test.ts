import { AssayError, type LockfileContent, type Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { matchUrl } from '../match-url.js';
import { parseBunLock } from './bun-lock.js';

const registry = 'https://registry.example/';
const sha512 = `sha512-${'A'.repeat(86)}==`;
const commit = 'a'.repeat(40);

type Json = Readonly<Record<string, unknown>>;

const row = (name: string, version: string, info: Json = {}) => [`${name}@${version}`, '', info, sha512];
const lodash = row('lodash', '4.17.21');

interface Lock extends Json {
  readonly packages?: Json;
}

function parse(lock: Lock, manifest?: Json): LockfileContent {
  const text = JSON.stringify({ lockfileVersion: 1, workspaces: { '': {} }, ...lock }, null, 2);
  return parseText(text, manifest);
}

function parseText(text: string, manifest?: Json): LockfileContent {
  const bytes = new TextEncoder().encode(text);
  if (manifest === undefined) return parseBunLock({ path: 'bun.lock', bytes });
  return parseBunLock({ path: 'bun.lock', bytes, manifest: new TextEncoder().encode(JSON.stringify(manifest)) });
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
const byPurl = (content: LockfileContent, purl: string) => content.subjects.find((subject) => subject.purl === purl)!;

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

describe('THREATS row 21: a field of a bun.lock is changed', () => {
  const url = `${registry}lodash/-/lodash-4.17.21.tgz`;

  it.each<[string, string, unknown, readonly string[]]>([
    ['nothing', 'lodash', lodash, []],
    ['the full URL', 'lodash', [lodash[0], url, {}, sha512], []],
    ['host', 'lodash', [lodash[0], 'https://evil.example/lodash/-/lodash-4.17.21.tgz', {}, sha512], ['url']],
    ['scheme', 'lodash', [lodash[0], url.replace('https', 'http'), {}, sha512], ['url']],
    ['a base instead of a URL', 'lodash', [lodash[0], registry, {}, sha512], ['url']],
    ['name in the URL', 'lodash', [lodash[0], `${registry}evil/-/evil-4.17.21.tgz`, {}, sha512], ['url']],
    ['version in the URL', 'lodash', [lodash[0], `${registry}lodash/-/lodash-4.17.20.tgz`, {}, sha512], ['url']],
    [
      'to a repository behind a URL',
      'lodash',
      [lodash[0], 'git+https://evil.example/x.git', {}, sha512],
      ['unsupported'],
    ],
    ['to a file behind a URL', 'lodash', [lodash[0], 'file:evil.tgz', {}, sha512], ['unsupported']],
    ['version', 'lodash', row('lodash', '4.17.20'), ['other purl']],
    ['version removed', 'lodash', ['lodash@', '', {}, sha512], ['unsupported', 'other purl']],
    ['version to a range', 'lodash', row('lodash', '^4.17.21'), ['unsupported', 'other purl']],
    ['key', 'evil', lodash, ['alias-not-declared']],
    ['name', 'lodash', row('evil', '4.17.21'), ['other purl', 'alias-not-declared']],
    ['integrity emptied', 'lodash', [lodash[0], '', {}, ''], ['no pin']],
    ['integrity removed', 'lodash', [lodash[0], '', {}], ['unsupported']],
    ['integrity weakened', 'lodash', [lodash[0], '', {}, `sha1-${'A'.repeat(27)}=`], ['weak pin']],
    ['integrity cut', 'lodash', [lodash[0], '', {}, sha512.slice(0, -4)], ['no pin', 'malformed pin']],
    ['integrity of another type', 'lodash', [lodash[0], '', {}, 7], ['unsupported']],
    ['the object of another type', 'lodash', [lodash[0], '', [], sha512], ['unsupported']],
    ['a part more', 'lodash', [...lodash, sha512], ['unsupported']],
    ['to git', 'lodash', [`lodash@git+https://evil.example/x.git#${commit}`, {}, commit], ['git', 'other purl']],
    ['to GitHub', 'lodash', ['lodash@github:evil/x#abcdef1', {}, 'evil-x-abcdef1'], ['git', 'other purl']],
    ['to a URL', 'lodash', ['lodash@https://evil.example/x.tgz', {}, sha512], ['url', 'other purl', 'url']],
    ['to an archive', 'lodash', ['lodash@./lodash.tgz', {}, sha512], ['unsupported', 'other purl']],
    ['to a folder', 'lodash', ['lodash@file:lodash', {}], ['unsupported', 'other purl']],
    ['to a folder outside', 'lodash', ['lodash@file:../lodash', {}], ['unsupported', 'other purl']],
    ['to a member', 'lodash', ['lodash@workspace:lodash'], ['unsupported', 'other purl']],
    ['to the project', 'lodash', ['lodash@root:', {}], ['unsupported', 'other purl']],
    ['to a link', 'lodash', ['lodash@link:lodash', {}], ['unsupported', 'other purl']],
    ['to a tag', 'lodash', ['lodash@latest', '', {}, sha512], ['unsupported', 'other purl']],
    ['to nothing', 'lodash', [], ['unsupported', 'other purl']],
    ['to a number', 'lodash', [1, '', {}, sha512], ['unsupported', 'other purl']],
    ['to a bundle of nobody', 'lodash', row('lodash', '4.17.21', { bundled: true }), []],
  ])('%s', (_what, key, value, expected) => {
    expect(faults(parse({ packages: { [key]: value } }))).toEqual([...expected]);
  });
});

describe('what a bun.lock must not get past us', () => {
  it.each([
    '',
    '/a',
    'a/',
    'a//b',
    'a/../b',
    '..',
    './a',
    'a\\b',
    '@scope',
    '@scope/',
    'a/@scope',
    '__proto__',
    'a\u0000',
    '\u001b]8;;x',
    'a'.repeat(10_000),
    'a/'.repeat(100) + 'a',
  ])('lists hostile key %# as unsupported', (key) => {
    const content = parse({ packages: { [key]: lodash } });
    expect(only(content).source.kind).toBe('unsupported');
    expect(only(content).name.length).toBeLessThanOrEqual(215);
    expect(content.occurrences).toHaveLength(1);
  });

  it('does not let `__proto__` and `constructor` become anything but names', () => {
    const text = `{"lockfileVersion":1,"workspaces":{"":{},"__proto__":{"name":"x"}},"overrides":{"__proto__":"npm:evil"},"packages":{"constructor":["constructor@1.0.0","",{},"${sha512}"]}}`;
    expect(byPurl(parseText(text), 'pkg:npm/constructor@1.0.0').source.kind).toBe('registry');
    expect(({} as Json)['name']).toBeUndefined();
  });

  it('CVE-2021-43616: keeps the name that was asked for unjudged when another package took its place', () => {
    const content = parse({
      workspaces: { '': { dependencies: { lodash: '^4.17.0' } } },
      packages: { lodash: row('evil', '4.17.21') },
    });
    expect(content.subjects.map((subject) => [subject.name, subject.source.kind])).toEqual([
      ['evil', 'registry'],
      ['lodash', 'unsupported'],
    ]);
    expect(gapCodes(content)).toEqual(['alias-not-declared']);
  });

  it('lets an `npm:` dependency, a catalog and an override name another package', () => {
    const content = parse({
      workspaces: { '': { dependencies: { lp: 'npm:left-pad@1.3.0', cat: 'catalog:', named: 'catalog:x' } } },
      overrides: { deep: 'npm:fork@1', parent: { 'inner@1': 'npm:fork@1' }, self: { '.': 'npm:fork@1' } },
      catalog: { cat: 'npm:left-pad@1.3.0' },
      catalogs: { x: { named: 'npm:left-pad@^1' } },
      packages: {
        lp: row('left-pad', '1.3.0'),
        cat: row('left-pad', '1.3.0'),
        named: row('left-pad', '1.3.0'),
        deep: row('fork', '1.0.0'),
        self: row('fork', '1.0.0'),
        'lp/inner': row('fork', '1.0.0'),
      },
    });
    expect(content.subjects.map((subject) => subject.purl)).toEqual(['pkg:npm/left-pad@1.3.0', 'pkg:npm/fork@1.0.0']);
    expect(content.gaps).toEqual([]);
    expect(content.occurrences.map(({ aliases }) => aliases)).toContainEqual(['inner']);
  });

  it('does not take a catalog that is not there for a declaration', () => {
    const content = parse({
      workspaces: { '': { dependencies: { lp: 'catalog:gone' } } },
      packages: { lp: row('left-pad', '1.3.0') },
    });
    expect(gapCodes(content)).toEqual(['alias-not-declared']);
  });

  it('never shows credentials that stand in a URL, and says that they stood there', () => {
    const secret = 'hunter2';
    const content = parse({
      packages: {
        a: ['a@1.0.0', `https://user:${secret}@registry.example/a/-/a-1.0.0.tgz`, {}, sha512],
        b: [`b@git+https://x:${secret}@git.example/b.git#${commit}`, {}, commit],
        c: [`c@https://user:${secret}@files.example/c.tgz`, {}, sha512],
        [`https://user:${secret}@host.example/d`]: lodash,
        e: [`e@ftp://user:${secret}@host.example/e`, '', {}, sha512],
        f: ['f@1.0.0', `git+ssh://user:${secret}@host.example/f`, {}, sha512],
      },
    });
    expect(JSON.stringify(content)).not.toContain(secret);
    expect(gapCodes(content)).toEqual(Array.from({ length: 4 }, () => 'credentials-in-lockfile'));
  });

  it('refuses a repository of which another commit is checked out than is shown', () => {
    const at = (url: string, tag: string) => only(parse({ packages: { a: [`a@${url}`, {}, tag] } })).source;
    const git = `git+https://git.example/a.git#${commit}`;
    expect(at(git, commit)).toEqual({ kind: 'git', url: git, commit });
    for (const tag of ['b'.repeat(40), '', 'main', '../x', commit.slice(0, 3)]) {
      expect(at(git, tag)).toMatchObject({ kind: 'unsupported' });
    }
    expect(at('git+https://git.example/a.git', commit)).toMatchObject({ kind: 'unsupported' });
    expect(at('github:o/r#6609a88', 'o-r-6609a88').kind).toBe('git');
    expect(at('github:o/r#6609a88', 'o-r-1234567')).toMatchObject({ kind: 'unsupported' });
  });

  it('says that a short commit pins none', () => {
    const content = parse({ packages: { a: ['a@github:o/r#6609a88', {}, 'o-r-6609a88'] } });
    expect(only(content).source).toEqual({ kind: 'git', url: 'github:o/r#6609a88' });
  });

  it('takes a folder in the place of a package only from the project, a folder of it, or an override', () => {
    const packages = { a: ['a@file:libs/a', {}] };
    const asks = (dependencies: Json) => ({ '': { dependencies } });
    expect(kinds(parse({ packages, workspaces: asks({ a: 'file:./libs/a' }) }))).toEqual(['directory']);
    expect(kinds(parse({ packages, workspaces: asks({}), overrides: { a: 'file:libs/a' } }))).toEqual(['directory']);
    expect(kinds(parse({ packages, workspaces: asks({ a: 'file:./libs/b' }) }))).toEqual(['unsupported']);
    expect(kinds(parse({ packages, workspaces: asks({ a: '^1.0.0' }) }))).toEqual(['unsupported']);
    const evil = { ...packages, evil: row('evil', '1.0.0', { dependencies: { a: 'file:libs/a' } }) };
    expect(kinds(parse({ packages: evil, workspaces: asks({ evil: '1.0.0' }) }))).toEqual(['unsupported', 'registry']);
  });

  it('takes an archive of the project in the place of a package only from the project, a folder of it, or an override', () => {
    const packages = { a: ['a@libs/a.tgz', {}, sha512] };
    const asks = (dependencies: Json) => ({ '': { dependencies } });
    for (const spec of ['file:./libs/a.tgz', './libs/a.tgz', 'libs/a.tgz'])
      expect(kinds(parse({ packages, workspaces: asks({ a: spec }) }))).toEqual(['archive']);
    expect(kinds(parse({ packages, workspaces: asks({}), overrides: { a: 'file:libs/a.tgz' } }))).toEqual(['archive']);
    expect(kinds(parse({ packages, workspaces: asks({ a: '^1.0.0' }) }))).toEqual(['unsupported']);
    const evil = { ...packages, evil: row('evil', '1.0.0', { dependencies: { a: 'file:libs/a.tgz' } }) };
    expect(kinds(parse({ packages: evil, workspaces: asks({ evil: '1.0.0' }) }))).toEqual(['unsupported', 'registry']);
  });

  it('takes a member of the workspace only under its own name, and where package.json calls it one', () => {
    const workspaces = { '': {}, 'packages/w': { name: 'w', version: '1.0.0' } };
    const member = { w: ['w@workspace:packages/w'] };
    expect(kinds(parse({ workspaces, packages: member }))).toEqual(['directory']);
    expect(kinds(parse({ workspaces, packages: member }, { workspaces: ['packages/*'] }))).toEqual(['directory']);
    expect(kinds(parse({ workspaces, packages: member }, { workspaces: ['apps/*'] }))).toContain('unsupported');
    expect(kinds(parse({ workspaces, packages: { lodash: ['w@workspace:packages/w'] } }))).toContain('unsupported');
    expect(kinds(parse({ workspaces, packages: { w: ['w@workspace:packages/x'] } }))).toContain('unsupported');
    const outside = parse({ workspaces: { '': {}, '../w': { name: 'w' } }, packages: { w: ['w@workspace:../w'] } });
    expect(kinds(outside)).toEqual(['unsupported']);
    expect(outside.occurrences).toHaveLength(2);
  });

  it('holds the archive of a package to what is said to be bundled in it', () => {
    const content = parse({
      packages: {
        a: row('a', '1.0.0', { dependencies: { b: '1' } }),
        'a/b': row('b', '1.0.0', { bundled: true }),
        'a/@s/c': row('@s/c', '1.0.0', { bundled: true }),
        'a/b/d': row('d', '1.0.0', { bundled: true }),
        'a/e': row('e', '1.0.0'),
      },
    });
    expect(byPurl(content, 'pkg:npm/a@1.0.0').bundles).toEqual([
      'node_modules/@s/c',
      'node_modules/b',
      'node_modules/b/node_modules/d',
    ]);
    expect(byPurl(content, 'pkg:npm/d@1.0.0').source).toEqual({ kind: 'bundled', within: 'pkg:npm/a@1.0.0' });
    expect(byPurl(content, 'pkg:npm/e@1.0.0').source.kind).toBe('registry');
    expect(gapCodes(content)).toEqual(['bundled-without-pin']);
  });

  it('believes no bundle of a folder, a repository or a member', () => {
    const content = parse({
      workspaces: { '': { dependencies: { f: 'file:f' } }, w: { name: 'w' } },
      packages: {
        f: ['f@file:f', {}],
        'f/x': row('x', '1.0.0', { bundled: true }),
        g: [`g@git+https://git.example/g.git#${commit}`, {}, commit],
        'g/x': row('x', '2.0.0', { bundled: true }),
        w: ['w@workspace:w'],
        'w/x': row('x', '3.0.0', { bundled: true }),
      },
    });
    expect(content.subjects.filter(({ name }) => name === 'x').map(({ source }) => source.kind)).toEqual([
      'registry',
      'registry',
      'registry',
    ]);
  });
});

describe('what a bun.lock says', () => {
  const lock = {
    workspaces: {
      '': {
        name: 'app',
        dependencies: { a: '^1.0.0', w: 'workspace:*' },
        devDependencies: { d: '1.0.0' },
        optionalDependencies: { o: '1.0.0', gone: '1.0.0' },
        peerDependencies: { p: '1.0.0', absent: '1.0.0' },
      },
      'packages/w': { name: 'w', version: '2.0.0', dependencies: { a: '^2.0.0', b: '1.0.0' } },
    },
    packages: {
      a: row('a', '1.0.0', { dependencies: { b: '^1.0.0' }, optionalDependencies: { missing: '1' } }),
      b: row('b', '1.0.0'),
      d: row('d', '1.0.0', { dependencies: { e: '1.0.0', nowhere: '1' } }),
      e: row('e', '1.0.0'),
      o: row('o', '1.0.0', { os: 'darwin' }),
      p: row('p', '1.0.0'),
      w: ['w@workspace:packages/w'],
      'a/b': row('b', '1.5.0'),
      'w/a': row('a', '2.0.0', { dependencies: { b: '1.0.0' } }),
    },
  };

  it('finds each dependency below the package itself, then above it, and below the name of a member', () => {
    const { edges } = parse(lock);
    expect(edges.map(({ from, to }) => `${from.slice(8)} → ${to.slice(8)}`).sort()).toEqual([
      'a@1.0.0 → b@1.5.0',
      'a@2.0.0 → b@1.0.0',
      'd@1.0.0 → e@1.0.0',
      'w@2.0.0 → a@2.0.0',
      'w@2.0.0 → b@1.0.0',
    ]);
  });

  it('has the scope, line and parent of each row', () => {
    const { occurrences } = parse(lock);
    const told = occurrences.map(({ path, scope, parent }) => [path, scope, parent?.slice(8)]);
    expect(told).toEqual([
      ['packages/w', 'prod', undefined],
      ['a', 'prod', undefined],
      ['b', 'prod', 'w@2.0.0'],
      ['d', 'dev', undefined],
      ['e', 'dev', 'd@1.0.0'],
      ['o', 'optional', undefined],
      ['p', 'peer', undefined],
      ['w', 'prod', undefined],
      ['a/b', 'prod', 'a@1.0.0'],
      ['w/a', 'prod', 'w@2.0.0'],
    ]);
    const text = JSON.stringify({ lockfileVersion: 1, ...lock }, null, 2);
    const lines = text.split('\n');
    for (const { path, line } of occurrences) expect(lines[line - 1]).toContain(JSON.stringify(path));
  });

  it('names what is asked for and has no row; optional dependencies and peers may have none', () => {
    expect(parse(lock).gaps.map(({ code, detail }) => [code, detail])).toEqual([
      ['optional-dependency-not-locked', 'The project depends on "gone", which has no entry.'],
      ['optional-dependency-not-locked', '"a" depends on "missing", which has no entry.'],
      ['dependency-not-locked', '"d" depends on "nowhere", which has no entry.'],
    ]);
  });

  it('tells the projects, and what each asks for', () => {
    const { projects } = parse(lock, { name: 'app', version: '9.0.0', workspaces: ['packages/*'] });
    expect(projects).toMatchObject([
      { path: '.', name: 'app', version: '9.0.0' },
      { path: 'packages/w', name: 'w', version: '2.0.0', subject: 'pkg:npm/w@2.0.0' },
    ]);
    expect(projects.map(({ dependsOn }) => dependsOn.map((id) => id.slice(8)))).toEqual([
      ['a@1.0.0', 'd@1.0.0', 'o@1.0.0', 'p@1.0.0', 'w@2.0.0'],
      ['a@2.0.0', 'b@1.0.0'],
    ]);
  });

  it('reads what version 0 says of a member in its row', () => {
    const packages = { w: ['w@workspace:packages/w', { dependencies: { b: '1.0.0' } }], b: row('b', '1.0.0') };
    const workspaces = { '': {}, 'packages/w': { name: 'w', version: '1.0.0' } };
    expect(parse({ lockfileVersion: 0, workspaces, packages }).edges).toEqual([
      { from: 'pkg:npm/w@1.0.0', to: 'pkg:npm/b@1.0.0' },
    ]);
    expect(kinds(parse({ lockfileVersion: 1, workspaces, packages }))).toContain('unsupported');
  });

  it('reads an archive at a URL: a registry package where the URL is the one that registries have for it', () => {
    const content = parse({
      workspaces: { '': { dependencies: { c: 'file:libs/c.tgz' } } },
      packages: {
        a: ['a@https://registry.example/a/-/a-1.2.3.tgz', {}, sha512],
        b: ['b@https://files.example/b.tgz', {}],
        c: ['c@libs/c.tgz', {}, sha512],
      },
    });
    expect(content.subjects.map(({ purl, source, files }) => [purl, source.kind, files[0]?.pins.length])).toEqual([
      ['pkg:npm/a@1.2.3', 'registry', 1],
      ['pkg:npm/b', 'url', 0],
      ['pkg:npm/c', 'archive', 1],
    ]);
  });

  it('keeps what a row claims of the manifest, to be compared with the archive', () => {
    const info = { dependencies: { b: '^1' }, bin: { a: './cli.js' }, peerDependencies: { p: '1' } };
    const content = parse({ packages: { a: row('a', '1.0.0', info) } });
    expect(only(content).claims).toEqual([
      '{"client":"npm","bin":[["a","cli.js"]],"needs":{"direct":[["b","^1"]],"peers":[["p","1"]]}}',
    ]);
  });

  it('says what is patched, and which section it does not know', () => {
    const content = parse({ patchedDependencies: { 'a@1.0.0': 'patches/a.patch' }, surprise: {}, packages: {} });
    expect(gapCodes(content)).toEqual(['unknown-section', 'patched-locally']);
  });

  it('reads trailing commas, comments and a byte order mark, as bun does', () => {
    const text = `\uFEFF// a comment\n{"lockfileVersion": 1, "workspaces": {"": {},}, /* another */ "packages": {"a": ["a@1.0.0", "", {}, "${sha512}",],},}`;
    expect(only(parseText(text)).purl).toBe('pkg:npm/a@1.0.0');
  });
});

describe('a bun.lock that bun would not read is refused', () => {
  it.each<[string, string, string]>([
    ['no version', '{"workspaces":{"":{}}}', 'ERR_LOCKFILE'],
    ['a version that is text', '{"lockfileVersion":"1","workspaces":{"":{}}}', 'ERR_LOCKFILE'],
    ['a newer version', '{"lockfileVersion":4,"workspaces":{"":{}}}', 'ERR_LOCKFILE_UNSUPPORTED'],
    ['a version between two', '{"lockfileVersion":1.5,"workspaces":{"":{}}}', 'ERR_LOCKFILE_UNSUPPORTED'],
    ['no workspaces', '{"lockfileVersion":1,"packages":{}}', 'ERR_LOCKFILE'],
    ['no project', '{"lockfileVersion":1,"workspaces":{"a":{"name":"a"}}}', 'ERR_LOCKFILE'],
    ['a member that is no mapping', '{"lockfileVersion":1,"workspaces":{"":{},"a":[]}}', 'ERR_LOCKFILE'],
    ['packages that are no mapping', '{"lockfileVersion":1,"workspaces":{"":{}},"packages":[]}', 'ERR_LOCKFILE'],
    ['a row that is no list', '{"lockfileVersion":1,"workspaces":{"":{}},"packages":{"a":{}}}', 'ERR_LOCKFILE'],
    ['a list', '[]', 'ERR_LOCKFILE'],
    [
      'a hundred and one rows that are none',
      JSON.stringify({
        lockfileVersion: 1,
        workspaces: { '': {} },
        packages: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, []])),
      }),
      'ERR_LOCKFILE',
    ],
    ['a key twice', '{"lockfileVersion":1,"lockfileVersion":1,"workspaces":{"":{}}}', 'ERR_LOCKFILE'],
    ['single quotes', '{\'lockfileVersion\':1,"workspaces":{"":{}}}', 'ERR_LOCKFILE'],
    ['text after the end', '{"lockfileVersion":1,"workspaces":{"":{}}} x', 'ERR_LOCKFILE'],
    ['a comma alone', '{,}', 'ERR_LOCKFILE'],
    ['two commas', '{"lockfileVersion":1,,"workspaces":{"":{}}}', 'ERR_LOCKFILE'],
  ])('%s', (_what, text, code) => {
    const error = errorOf(() => parseText(text));
    expect(error.code).toBe(code);
    expect(error.line).toBe(1);
    expect(error.hint).toMatch(/\.|--lockfile-only$/);
  });
});

describe('a dependency of a package that is locked outside of the range it asks for', () => {
  const workspaces = { '': { dependencies: { a: '^1.0.0' } } };
  const gaps = (info: Json, version: string, more: Json = {}) => {
    const content = parse({ workspaces, packages: { a: row('a', '1.0.0', info), b: row('b', version) }, ...more });
    return content.gaps.filter(({ code }) => code === 'version-outside-range').map(({ detail }) => detail);
  };
  const needs = { dependencies: { b: '^1.2.6' } };

  it('is told with who asks for what, and what is locked', () => {
    expect(gaps(needs, '0.0.8')).toEqual(['"a" needs "b@^1.2.6" and gets version "0.0.8", which that does not allow.']);
    expect(gaps({ optionalDependencies: { b: '~1.2.0' } }, '1.3.0')).toHaveLength(1);
  });

  it('is not where it is allowed, a peer, or what `overrides` are about', () => {
    expect(gaps(needs, '1.9.0')).toEqual([]);
    expect(gaps({ dependencies: { b: 'next' } }, '0.0.8')).toEqual([]);
    expect(gaps({ peerDependencies: { b: '^1.2.6' } }, '0.0.8')).toEqual([]);
    expect(gaps(needs, '0.0.8', { overrides: { b: '0.0.8' } })).toEqual([]);
    expect(gaps(needs, '0.0.8', { overrides: { c: '0.0.8' } })).toHaveLength(1);
  });

  it('nor for what the project asks for itself, which `lock-drift` compares', () => {
    const content = parse({ workspaces, packages: { a: row('a', '2.0.0') } });
    expect(gapCodes(content)).not.toContain('version-outside-range');
  });
});
