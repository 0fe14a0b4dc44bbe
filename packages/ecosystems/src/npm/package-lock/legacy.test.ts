import { AssayError, type LockfileContent, type Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { matchUrl } from '../match-url.js';
import { parsePackageLock } from './package-lock.js';

const registry = 'https://registry.example/';
const sha512 = `sha512-${'A'.repeat(86)}==`;
const sha1 = `sha1-${'A'.repeat(27)}=`;
const commit = 'a'.repeat(40);

type Json = Readonly<Record<string, unknown>>;

const url = (name: string, version: string) =>
  `${registry}${name}/-/${name.slice(name.indexOf('/') + 1)}-${version}.tgz`;
const entry = (name: string, version: string, more: Json = {}): Json => ({
  version,
  resolved: url(name, version),
  integrity: sha512,
  ...more,
});
const lodash = entry('lodash', '4.17.21');

interface Options {
  /** The lockfile's other fields. */
  readonly head?: Json;
  readonly manifest?: Json;
  readonly path?: string;
}

function parse(dependencies: Json, options: Options = {}): LockfileContent {
  const { head = { lockfileVersion: 1, requires: true }, manifest, path = 'package-lock.json' } = options;
  const bytes = new TextEncoder().encode(JSON.stringify({ ...head, dependencies }, null, 2));
  if (manifest === undefined) return parsePackageLock({ path, bytes });
  return parsePackageLock({ path, bytes, manifest: new TextEncoder().encode(JSON.stringify(manifest)) });
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

describe('THREATS row 21: a field of a lockfile by npm 6 is changed', () => {
  it.each<[string, Json, readonly string[]]>([
    ['nothing', { lodash }, []],
    ['host', { lodash: { ...lodash, resolved: 'https://evil.example/lodash/-/lodash-4.17.21.tgz' } }, ['url']],
    ['scheme', { lodash: { ...lodash, resolved: url('lodash', '4.17.21').replace('https', 'http') } }, ['url']],
    ['name in the URL', { lodash: { ...lodash, resolved: url('evil', '4.17.21') } }, ['url']],
    ['version in the URL', { lodash: { ...lodash, resolved: url('lodash', '4.17.20') } }, ['url']],
    ['version', { lodash: { ...lodash, version: '4.17.20' } }, ['other purl', 'url']],
    ['version removed', { lodash: { ...lodash, version: undefined } }, ['unsupported', 'other purl']],
    ['version to a range', { lodash: { ...lodash, version: '^4.17.21' } }, ['unsupported', 'other purl']],
    ['key', { evil: lodash }, ['other purl', 'url']],
    ['alias', { lodash: { ...lodash, version: 'npm:evil@4.17.21' } }, ['other purl', 'url', 'alias-not-declared']],
    ['integrity removed', { lodash: { ...lodash, integrity: undefined } }, ['no pin']],
    ['integrity emptied', { lodash: { ...lodash, integrity: '' } }, ['no pin']],
    ['integrity weakened', { lodash: { ...lodash, integrity: sha1 } }, ['weak pin']],
    ['integrity cut', { lodash: { ...lodash, integrity: sha512.slice(0, -4) } }, ['no pin', 'malformed pin']],
    [
      'version to a URL',
      { lodash: { version: 'https://evil.example/x.tgz', integrity: sha512 } },
      ['unsupported', 'other purl'],
    ],
    ['version to a URL of its own', { lodash: { version: url('lodash', '4.17.21'), integrity: sha512 } }, []],
    [
      'version to another URL of a registry',
      { lodash: { version: 'https://evil.example/lodash/-/lodash-4.17.21.tgz', integrity: sha512 } },
      ['url'],
    ],
    ['two places', { lodash: { ...lodash, version: 'https://evil.example/x.tgz' } }, ['unsupported', 'other purl']],
    [
      'a repository beside a URL',
      { lodash: { ...lodash, version: `git+https://evil.example/x.git#${commit}` } },
      ['unsupported', 'other purl'],
    ],
    ['to git', { lodash: { version: `git+https://evil.example/x.git#${commit}` } }, ['git', 'other purl']],
    ['resolved to git', { lodash: { ...lodash, resolved: 'git+https://evil.example/x.git' } }, ['git']],
    ['to a file', { lodash: { version: 'file:lodash.tgz', integrity: sha512 } }, ['unsupported', 'other purl']],
    ['to a folder', { lodash: { version: 'file:lodash' } }, ['unsupported', 'other purl']],
    [
      'to a folder with a pin',
      { lodash: { version: 'file:lodash', integrity: sha512 } },
      ['unsupported', 'other purl'],
    ],
    ['to a folder outside', { lodash: { version: 'file:../lodash' } }, ['unsupported', 'other purl']],
    ['to the project', { lodash: { version: 'file:.' } }, ['unsupported', 'other purl']],
    ['to a bundle of nobody', { lodash: { version: '4.17.21', bundled: true } }, ['no pin', 'bundle-not-declared']],
    ['to no mapping', { lodash: '4.17.21' }, ['unsupported', 'other purl']],
    ['to a list', { lodash: [lodash] }, ['unsupported', 'other purl']],
    ['resolved of another type', { lodash: { ...lodash, resolved: 7 } }, ['unsupported']],
  ])('%s', (_what, dependencies, expected) => {
    expect(faults(parse(dependencies))).toEqual([...expected]);
  });
});

describe('what a lockfile by npm 6 must not get past us', () => {
  it.each([
    '',
    '..',
    '../x',
    'a/b',
    'x/node_modules/y',
    '@s',
    '@s/',
    '__proto__',
    '/a',
    'a\\b',
    'a\u0000',
    'a'.repeat(900),
  ])('lists the hostile name of number %# as unsupported', (name) => {
    const content = parse({ [name]: lodash });
    expect(only(content).source.kind).toBe('unsupported');
    expect(content.occurrences).toHaveLength(1);
  });

  it('does not let `__proto__` and `constructor` become anything but names', () => {
    const text = `{"lockfileVersion":1,"dependencies":{"__proto__":{"version":"1.0.0","bundled":true},"constructor":${JSON.stringify(entry('constructor', '1.0.0'))}}}`;
    const content = parsePackageLock({ path: 'package-lock.json', bytes: new TextEncoder().encode(text) });
    expect(byPurl(content, 'pkg:npm/constructor@1.0.0').source.kind).toBe('registry');
    expect(({} as Json)['bundled']).toBeUndefined();
  });

  it('refuses two entries for one place, however it is spelled', () => {
    const nested = { x: { ...entry('x', '1.0.0'), dependencies: { y: entry('y', '1.0.0') } } };
    const error = errorOf(() => parse({ ...nested, 'x/node_modules/y': entry('y', '2.0.0') }));
    expect(error).toMatchObject({ code: 'ERR_LOCKFILE' });
    expect(error.message).toContain('Two entries of dependencies are about "node_modules/x/node_modules/y"');
  });

  it('refuses what is nested deeper than any project is, before it costs anything', () => {
    let dependencies: Json = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`d${i}`, {}]));
    for (let i = 0; i < 190; i++) dependencies = { [`${'n'.repeat(200)}${i}`]: { version: '1.0.0', dependencies } };
    const bytes = new TextEncoder().encode(JSON.stringify({ lockfileVersion: 1, dependencies }));
    expect(errorOf(() => parsePackageLock({ path: 'package-lock.json', bytes })).message).toContain('nested deeper');
  });

  it('never shows credentials that stand in a URL, and says that they stood there', () => {
    const secret = 'hunter2';
    const content = parse({
      a: entry('a', '1.0.0', { resolved: `https://user:${secret}@registry.example/a/-/a-1.0.0.tgz` }),
      b: {
        version: `git+https://x:${secret}@git.example/b.git#${commit}`,
        from: `git+https://x:${secret}@git.example/b.git`,
      },
      c: { version: `https://user:${secret}@files.example/c.tgz` },
    });
    expect(JSON.stringify(content)).not.toContain(secret);
    expect(gapCodes(content)).toEqual([
      'credentials-in-lockfile',
      'credentials-in-lockfile',
      'credentials-in-lockfile',
    ]);
  });

  it('CVE-2021-43616: keeps the name unjudged that an alias stands for which nobody asks for', () => {
    const dependencies = { lodash: { ...entry('evil', '1.0.0'), version: 'npm:evil@1.0.0' } };
    const content = parse(dependencies, { manifest: { dependencies: { lodash: '^4.0.0' } } });
    expect(content.subjects.map(({ name, source }) => [name, source.kind])).toEqual([
      ['evil', 'registry'],
      ['lodash', 'unsupported'],
    ]);
    expect(gapCodes(content)).toEqual(['alias-not-declared']);
    const declared = parse(dependencies, { manifest: { dependencies: { lodash: 'npm:evil@^1.0.0' } } });
    expect([kinds(declared), gapCodes(declared)]).toEqual([['registry'], []]);
  });

  it('takes an archive at a plain URL only where someone asks for a URL', () => {
    const dependencies = { a: { version: 'https://files.example/a.tgz', integrity: sha512 } };
    expect(kinds(parse(dependencies))).toEqual(['unsupported']);
    expect(kinds(parse(dependencies, { manifest: { dependencies: { a: '^1.0.0' } } }))).toEqual(['unsupported']);
    const manifest = { dependencies: { a: 'https://files.example/a.tgz' } };
    expect(only(parse(dependencies, { manifest }))).toMatchObject({ source: { kind: 'url' }, version: '' });
  });

  it('takes a folder only where the project asks for it, and what lies below the folder for its own', () => {
    const dependencies = {
      f: { version: 'file:libs/f', requires: { b: '^1.0.0' }, dependencies: { b: entry('b', '1.0.0') } },
    };
    const content = parse(dependencies, { manifest: { dependencies: { f: 'file:libs/f' } } });
    expect(content.subjects.map(({ name, source }) => [name, source.kind])).toEqual([
      ['f', 'directory'],
      ['b', 'registry'],
    ]);
    expect(content.edges).toEqual([{ from: 'pkg:npm/f', to: 'pkg:npm/b@1.0.0' }]);
    expect(content.occurrences.map(({ path }) => path)).toContain('libs/f/node_modules/b');
  });

  it('believes `bundled` only below a package, whose archive must then hold it', () => {
    const bundled = { version: '1.0.0', bundled: true };
    const content = parse({
      a: {
        ...entry('a', '1.0.0', { requires: { b: '1' } }),
        dependencies: {
          b: { ...bundled, requires: { c: '1' } },
          c: bundled,
          d: entry('d', '1.0.0', { bundled: true }),
        },
      },
      e: bundled,
    });
    expect(byPurl(content, 'pkg:npm/a@1.0.0').bundles).toEqual(['node_modules/b', 'node_modules/c']);
    expect(byPurl(content, 'pkg:npm/c@1.0.0').source).toEqual({ kind: 'bundled', within: 'pkg:npm/a@1.0.0' });
    expect(byPurl(content, 'pkg:npm/d@1.0.0').source.kind).toBe('registry');
    expect(byPurl(content, 'pkg:npm/e@1.0.0').source.kind).toBe('registry');
    expect(gapCodes(content)).toEqual(['bundle-not-declared', 'bundled-without-pin']);
  });
});

describe('what a lockfile by npm 6 says', () => {
  const dependencies = {
    a: entry('a', '1.0.0', {
      requires: { b: '^1.0.0', c: '^2.0.0', gone: '1' },
      dependencies: { b: entry('b', '1.5.0', { requires: { c: '^2.0.0' } }) },
    }),
    b: entry('b', '2.0.0'),
    c: entry('c', '2.0.0', { optional: true }),
    d: entry('d', '1.0.0', { dev: true, requires: { e: '1.0.0' } }),
    e: entry('e', '1.0.0', { dev: true }),
  };
  const manifest = {
    name: 'app',
    version: '3.0.0',
    dependencies: { a: '^1.0.0', b: '^2.0.0' },
    devDependencies: { d: '1.0.0' },
  };

  it('has the edges, by node’s lookup', () => {
    expect(
      parse(dependencies, { manifest })
        .edges.map(({ from, to }) => `${from.slice(8)} → ${to.slice(8)}`)
        .sort(),
    ).toEqual(['a@1.0.0 → b@1.5.0', 'a@1.0.0 → c@2.0.0', 'b@1.5.0 → c@2.0.0', 'd@1.0.0 → e@1.0.0']);
  });

  it('has the scope, parent and line of each entry; a flag alone makes nothing optional', () => {
    const { occurrences } = parse(dependencies, { manifest });
    const told = occurrences.map(({ path, scope, parent }) => [
      path.replaceAll('node_modules/', ''),
      scope,
      parent?.slice(8),
    ]);
    expect(told).toEqual([
      ['a', 'prod', undefined],
      ['b', 'prod', undefined],
      ['c', 'prod', 'a@1.0.0'],
      ['d', 'dev', undefined],
      ['e', 'dev', 'd@1.0.0'],
      ['a/b', 'prod', 'a@1.0.0'],
    ]);
    const lines = JSON.stringify({ lockfileVersion: 1, requires: true, dependencies }, null, 2).split('\n');
    for (const { path, line } of occurrences) expect(lines[line - 1]).toContain(`"${path.slice(-1)}": {`);
  });

  it('names what is required and has no entry', () => {
    expect(parse(dependencies, { manifest }).gaps.map(({ code, detail }) => [code, detail])).toEqual([
      ['dependency-not-locked', '"node_modules/a" depends on "gone", which has no entry.'],
    ]);
  });

  it('tells the project, as its package.json does, or the lockfile where there is none', () => {
    const [project] = parse(dependencies, { manifest }).projects;
    expect(project).toMatchObject({ path: '.', name: 'app', version: '3.0.0' });
    expect(project?.dependsOn).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0', 'pkg:npm/d@1.0.0']);
    const head = { name: 'locked', version: '1.0.0', lockfileVersion: 1 };
    expect(parse(dependencies, { head }).projects[0]).toMatchObject({
      name: 'locked',
      version: '1.0.0',
      dependsOn: [],
    });
  });

  it.each<[string, Json, string]>([
    ['npm 5 and 6', { lockfileVersion: 1, requires: true }, 'package-lock.json v1'],
    ['npm 4 and older', {}, 'package-lock.json without a version'],
    ['a converter', { lockfileVersion: 2 }, 'package-lock.json v2'],
  ])('is read as %s wrote it', (_what, head, format) => {
    const content = parse({ lodash }, { head });
    expect(content.format).toBe(format);
    expect(faults(content)).toEqual([]);
  });

  it('reads npm-shrinkwrap.json of npm 4, which pins nothing', () => {
    const shrinkwrap = {
      a: {
        version: '1.0.0',
        from: 'a@>=1.0.0 <2.0.0',
        resolved: url('a', '1.0.0'),
        dependencies: { b: { version: '1.0.0', from: 'b@*' } },
      },
      g: {
        version: '1.0.0',
        from: 'git+ssh://git@git.example/g.git',
        resolved: `git+ssh://git@git.example/g.git#${commit}`,
      },
    };
    const content = parse(shrinkwrap, { head: { name: 'app', version: '1.0.0' }, path: 'npm-shrinkwrap.json' });
    expect(content.format).toBe('npm-shrinkwrap.json without a version');
    expect(content.subjects.map(({ purl, source, files }) => [purl, source.kind, files[0]?.pins.length])).toEqual([
      ['pkg:npm/a@1.0.0', 'registry', 0],
      ['pkg:npm/g@1.0.0', 'git', undefined],
      ['pkg:npm/b@1.0.0', 'registry', 0],
    ]);
  });

  it('reads a project without dependencies', () => {
    const bytes = new TextEncoder().encode('{"name":"app","version":"1.0.0","lockfileVersion":1}');
    expect(parsePackageLock({ path: 'package-lock.json', bytes }).subjects).toEqual([]);
  });

  it.each([
    ['nothing at all', '{}'],
    ['dependencies that are no mapping', '{"lockfileVersion":1,"dependencies":[]}'],
    [
      'packages that are empty, and dependencies that are not',
      '{"lockfileVersion":2,"packages":{},"dependencies":{"a":{"version":"1.0.0"}}}',
    ],
  ])('refuses %s', (_what, text) => {
    const bytes = new TextEncoder().encode(text);
    expect(errorOf(() => parsePackageLock({ path: 'package-lock.json', bytes })).code).toMatch(/^ERR_LOCKFILE/);
  });

  it('keeps what an entry requires, to be compared with the archive', () => {
    const content = parse({ a: entry('a', '1.0.0', { requires: { b: '^1.0.0', c: '2.0.0' } }) });
    expect(only(content).claims).toEqual(['{"client":"npm-6","required":[["b","^1.0.0"],["c","2.0.0"]]}']);
  });
});
