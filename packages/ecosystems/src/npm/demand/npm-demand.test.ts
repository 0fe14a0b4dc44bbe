import type { LockfileContent } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { parseBunLock } from '../bun-lock/bun-lock.js';
import { parsePackageLock } from '../package-lock/package-lock.js';
import { parsePnpmLock } from '../pnpm-lock/pnpm-lock.js';
import { parseYarnLock } from '../yarn-lock/yarn-lock.js';
import { npmDemand } from './npm-demand.js';

type Json = Readonly<Record<string, unknown>>;

const encode = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const entry = (name: string, version: string, more: Json = {}): Json => ({
  version,
  resolved: `https://registry.example/${name}/-/${name}-${version}.tgz`,
  integrity: `sha512-${'A'.repeat(86)}==`,
  ...more,
});

interface Project {
  readonly manifest: unknown;
  readonly packages: Json;
  readonly members?: Readonly<Record<string, unknown>>;
}

function demandOf({ manifest, packages, members = {} }: Project) {
  const input = { path: 'app/package-lock.json', bytes: encode({ lockfileVersion: 3, packages }) };
  const content = parsePackageLock({ ...input, manifest: encode(manifest) });
  return held(content, { '.': manifest, ...members }, input.path);
}

type Manifests = Readonly<Record<string, unknown>>;

function held(content: LockfileContent, manifests: Manifests, lockfile: string, settings?: string) {
  const byFolder = new Map(Object.entries(manifests).map(([folder, text]) => [folder, encode(text)]));
  const beside = settings === undefined ? {} : { settings: encode(settings) };
  const { demand, gaps } = npmDemand(content, { lockfile, byFolder, ...beside });
  const asks = demand.asks.map(({ subject, answer, copyDiffers }) =>
    [subject.replace('pkg:npm/', ''), answer, ...(copyDiffers === true ? ['copy differs'] : [])].join(' '),
  );
  return {
    ...demand,
    asks,
    gaps: gaps.map(({ code, doubt }) => `${code}${doubt === true ? '!' : ''}`),
    found: demand.asks,
  };
}

/** One package `a`, asked for in one way and locked in another. */
function one(spec: unknown, locked: Json, copy: unknown = spec) {
  return demandOf({
    manifest: { dependencies: { a: spec } },
    packages: { '': { dependencies: { a: copy } }, 'node_modules/a': locked },
  });
}

describe('a lockfile that was changed by hand', () => {
  it('CVE-2021-43616: locks a version that package.json does not ask for', () => {
    expect(one('^1.0.0', entry('a', '2.0.0')).asks).toEqual(['a@2.0.0 outside']);
  });

  it('does not get away with changing its own copy of the requirement too', () => {
    expect(one('^1.0.0', entry('a', '2.0.0'), '^2.0.0').asks).toEqual(['a@2.0.0 outside']);
  });

  it('locks another package in the place of the one that is asked for', () => {
    expect(one('^1.0.0', entry('b', '1.0.0', { name: 'b' }))).toMatchObject({ asks: ['b@1.0.0 elsewhere'] });
  });

  it.each([['a repository', { version: '1.0.0', resolved: `git+ssh://git@git.example/x/a.git#${'a'.repeat(40)}` }]])(
    'takes from %s what is asked for from a registry',
    (_what, locked) => {
      expect(one('^1.0.0', locked).asks.map((ask) => ask.split(' ').at(-1))).toEqual(['elsewhere']);
    },
  );

  it('locks an archive of the project in its place, which is listed and not judged', () => {
    const archive = { version: '1.0.0', resolved: 'file:a.tgz', integrity: `sha512-${'A'.repeat(86)}==` };
    expect(one('^1.0.0', archive).asks.map((ask) => ask.split(' ').at(-1))).toEqual(['unclear']);
  });

  it('locks a package that nobody asks for, as one of the project’s own or as nobody’s', () => {
    const found = demandOf({
      manifest: { dependencies: { a: '1.0.0' } },
      packages: {
        '': { dependencies: { a: '1.0.0', evil: '1.0.0' } },
        'node_modules/a': entry('a', '1.0.0'),
        'node_modules/evil': entry('evil', '1.0.0', { dependencies: { worse: '1.0.0' } }),
        'node_modules/worse': entry('worse', '1.0.0'),
        'node_modules/lone': entry('lone', '1.0.0'),
      },
    });
    expect(found.asks).toEqual(['a@1.0.0 met', 'evil@1.0.0 undeclared']);
    expect(found.orphans).toEqual(['pkg:npm/worse@1.0.0', 'pkg:npm/lone@1.0.0']);
  });

  it('locks what says of itself that it is bundled, or what is bundled in something that nobody asks for', () => {
    const bundled = (version: string) => ({ version, inBundle: true, extraneous: true });
    const found = demandOf({
      manifest: { dependencies: { a: '1.0.0' } },
      packages: {
        '': { dependencies: { a: '1.0.0' } },
        'node_modules/a': entry('a', '1.0.0'),
        'node_modules/a/node_modules/said': bundled('1.0.0'),
        'node_modules/lone': entry('lone', '1.0.0', { bundleDependencies: ['within'] }),
        'node_modules/lone/node_modules/within': bundled('2.0.0'),
      },
    });
    expect(found.orphans).toEqual(['pkg:npm/said@1.0.0', 'pkg:npm/lone@1.0.0', 'pkg:npm/within@2.0.0']);
  });

  it('leaves out what is asked for: no finding could be about it, so it is doubtful', () => {
    const manifest = { dependencies: { a: '1' }, devDependencies: { b: '1' }, peerDependencies: { c: '1' } };
    const found = demandOf({ manifest, packages: { '': manifest } });
    expect(found.gaps).toEqual(['declared-not-locked!', 'declared-not-locked!']);
  });

  it('finds what is locked for a name that its copy leaves out', () => {
    const found = demandOf({
      manifest: { dependencies: { a: '^1.0.0', b: '^1.0.0' } },
      packages: {
        '': { dependencies: { b: '^1.0.0' } },
        'node_modules/a': entry('a', '2.0.0'),
        'node_modules/b': entry('b', '1.0.0'),
      },
    });
    expect(found.asks).toEqual(['a@2.0.0 outside', 'b@1.0.0 met']);
  });

  it('says another requirement than package.json, which the locked version meets', () => {
    expect(one('^1.0.0', entry('a', '1.2.0'), '^1.1.0').asks).toEqual(['a@1.2.0 met copy differs']);
  });
});

describe('what package.json can ask for', () => {
  const git = (url: string) => ({ version: '1.0.0', resolved: `${url}#${'a'.repeat(40)}` });
  it.each<[string, Json, string]>([
    ['', entry('a', '9.9.9-rc.1'), 'met'],
    ['*', entry('a', '1.0.0'), 'met'],
    ['~1.2.0', entry('a', '1.2.9'), 'met'],
    ['1.x || >=3', entry('a', '3.0.0'), 'met'],
    ['>=1.0.0', entry('a', '2.0.0-rc.1'), 'outside'],
    ['latest', entry('a', '1.0.0'), 'unclear'],
    ['npm:b@^1', entry('b', '1.5.0', { name: 'b' }), 'met'],
    ['npm:b@^1', entry('b', '2.0.0', { name: 'b' }), 'outside'],
    ['npm:b@^1', entry('a', '1.0.0'), 'elsewhere'],
    ['owner/a', git('git+ssh://git@github.com/owner/a.git'), 'met'],
    ['github:Owner/a#v1', git('git+ssh://git@github.com/owner/a.git'), 'met'],
    ['git+https://git.example/x/a.git', git('git+ssh://git@git.example/x/a.git'), 'met'],
    ['git@git.example:x/a.git', git('git+ssh://git@git.example/x/a.git'), 'met'],
    ['owner/a', git('git+ssh://git@github.com/evil/a.git'), 'elsewhere'],
    ['git+https://git.example/X/a.git', git('git+ssh://git@git.example/x/a.git'), 'elsewhere'],
    [`owner/a#${'b'.repeat(40)}`, git('git+ssh://git@github.com/owner/a.git'), 'outside'],
    ['owner/a', entry('a', '1.0.0'), 'elsewhere'],
    ['https://files.example/a.tgz', { version: '1.0.0', resolved: 'https://files.example/a.tgz' }, 'met'],
    ['https://files.example/a.tgz', { version: '1.0.0', resolved: 'https://evil.example/a.tgz' }, 'elsewhere'],
    ['file:lib/a.tgz', { version: '1.0.0', resolved: 'file:lib/a.tgz' }, 'met'],
    ['file:lib/a.tgz', { version: '1.0.0', resolved: 'file:lib/b.tgz' }, 'unclear'],
    ['jsr:@x/a@1', entry('a', '1.0.0'), 'unclear'],
    ['catalog:', entry('a', '1.0.0'), 'unclear'],
    ['workspace:^', entry('a', '1.0.0'), 'elsewhere'],
  ])('%j', (spec, locked, answer) => {
    expect(one(spec, locked).asks.map((ask) => ask.split(' ')[1])).toEqual([answer]);
  });

  it('takes the section that clients take, and of peers no version is required', () => {
    const manifest = {
      dependencies: { a: '^1.0.0' },
      devDependencies: { a: '^2.0.0' },
      peerDependencies: { b: '^1.0.0' },
    };
    const packages = { '': manifest, 'node_modules/a': entry('a', '1.0.0'), 'node_modules/b': entry('b', '2.0.0') };
    expect(demandOf({ manifest, packages }).asks).toEqual(['a@1.0.0 met', 'b@2.0.0 unclear']);
  });

  it.each([
    ['of that name', { a: '2.0.0' }, ['a@2.0.0 met']],
    ['of that name and range', { 'a@^1.0.0': '2.0.0' }, ['a@2.0.0 met']],
    ['within another', { b: { a: '2.0.0' } }, ['a@2.0.0 met']],
    ['around others', { a: { '.': '2.0.0', c: '1.0.0' } }, ['a@2.0.0 met']],
    ['of another version', { a: '3.0.0' }, ['a@2.0.0 unclear']],
    ['of another name', { c: '2.0.0' }, ['a@2.0.0 outside']],
  ])(
    'can be replaced by an override %s, as in bun and in members of a workspace of npm’s',
    (_what, overrides, asks) => {
      const found = demandOf({
        manifest: { dependencies: { a: '^1.0.0' }, overrides },
        packages: { '': { dependencies: { a: '^1.0.0' } }, 'node_modules/a': entry('a', '2.0.0') },
      });
      expect(found.asks).toEqual(asks);
    },
  );

  it('can be replaced by resolutions', () => {
    const replaced = (resolutions: Json) =>
      demandOf({
        manifest: { dependencies: { a: '^1.0.0' }, resolutions },
        packages: { '': { dependencies: { a: '^1.0.0' } }, 'node_modules/a': entry('a', '2.0.0') },
      }).asks;
    expect(replaced({ a: '2.0.0' })).toEqual(['a@2.0.0 met']);
    expect(replaced({ a: '3.0.0' })).toEqual(['a@2.0.0 outside']);
    expect(replaced({ '**/a': '3.0.0' })).toEqual(['a@2.0.0 unclear']);
    expect(replaced({ b: '3.0.0' })).toEqual(['a@2.0.0 outside']);
  });
});

describe('members of a workspace', () => {
  const packages = {
    '': { workspaces: ['packages/*'] },
    'packages/w': { version: '1.0.0', dependencies: { a: '^1.0.0' } },
    'node_modules/w': { resolved: 'packages/w', link: true },
    'node_modules/a': entry('a', '2.0.0'),
    'packages/w/node_modules/a': entry('a', '1.0.0'),
  };
  const manifest = { workspaces: ['packages/*'], dependencies: { a: '^2.0.0', w: '*' } };

  it('are held to their own package.json and what is nearest to them', () => {
    const members = { 'packages/w': { dependencies: { a: '^1.0.0' } } };
    const found = demandOf({ manifest, packages, members });
    expect(found.asks).toEqual(['a@2.0.0 met', 'w@1.0.0 met', 'a@1.0.0 met']);
    expect(
      demandOf({ manifest, packages, members: { 'packages/w': { dependencies: { a: '^2.0.0' } } } }).asks,
    ).toContain('a@1.0.0 outside');
    expect(found.found.map((ask) => ask.manifest)).toContain('packages/w/package.json');
  });

  it('whose package.json cannot be read leave open what they ask for', () => {
    const found = demandOf({ manifest, packages, members: { 'packages/w': '[]' } });
    expect(found).toMatchObject({ state: 'partly', orphans: [] });
    expect(found.asks).toContain('a@1.0.0 unread');
  });
});

describe('a manifest', () => {
  const packages = { '': { dependencies: { a: '1.0.0' } }, 'node_modules/a': entry('a', '1.0.0') };
  it.each(['[]', '{', '', '{"dependencies":[]}', '{"devDependencies":"x"}'])('%j cannot be read', (text) => {
    expect(demandOf({ manifest: text, packages })).toMatchObject({ state: 'unreadable', asks: [], orphans: [] });
  });

  it('that is not there leaves everything open', () => {
    const bytes = encode({ lockfileVersion: 3, packages });
    const content = parsePackageLock({ path: 'package-lock.json', bytes });
    expect(held(content, {}, 'package-lock.json')).toMatchObject({ state: 'missing', asks: [], orphans: [] });
  });

  it('of a key that stands twice the last counts, as for its clients', () => {
    expect(demandOf({ manifest: '{"dependencies":{"a":"^2.0.0","a":"1.0.0"}}', packages }).asks).toEqual([
      'a@1.0.0 met',
    ]);
    expect(demandOf({ manifest: '{"dependencies":{"a":"1.0.0","a":"^2.0.0"}}', packages }).asks).toEqual([
      'a@1.0.0 outside',
    ]);
  });

  it('has keys that are only names', () => {
    const text =
      '{"dependencies":{"__proto__":"1.0.0","constructor":"1.0.0","a":"1.0.0"},"resolutions":{"__proto__":"x"}}';
    const found = demandOf({ manifest: text, packages });
    expect(found.asks).toEqual(['a@1.0.0 met']);
    expect(found.gaps).toEqual(['declared-not-locked!', 'declared-not-locked!']);
  });

  it('shows no text that could pass for another line', () => {
    const found = demandOf({ manifest: { dependencies: { 'a\u202e\n': '1' } }, packages });
    expect(found.gaps).toEqual(['declared-not-locked!']);
  });

  it.each([
    ['of ranges', '>=1.0.0 '.repeat(120_000)],
    ['of alternatives', '1 ||'.repeat(250_000)],
    ['of blanks', `^1${' '.repeat(1_000_000)}x`],
    ['of slashes', '/'.repeat(1_000_000)],
    ['of a repository', `git+https://git.example/${'a/'.repeat(500_000)}`],
  ])('a megabyte %s is no requirement, and takes no time', (_what, spec) => {
    const start = process.cpuUsage().user;
    const [ask] = one(spec, entry('a', '1.0.0')).asks;
    expect(ask).not.toContain('met');
    expect(process.cpuUsage().user - start).toBeLessThan(1_000_000);
  });
});

describe('pnpm', () => {
  const lock = (importer: string, more = '') =>
    `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n${importer}${more}\npackages:\n\n  a@2.0.0:\n    resolution: {integrity: sha512-${'A'.repeat(86)}==}\n\nsnapshots:\n\n  a@2.0.0: {}\n`;
  const pnpm = (manifest: Json, text: string, settings?: string) => {
    const content = parsePnpmLock({ path: 'pnpm-lock.yaml', bytes: encode(text) });
    return held(content, { '.': manifest }, 'pnpm-lock.yaml', settings).asks;
  };
  const importer = (specifier: string) => `      a:\n        specifier: '${specifier}'\n        version: 2.0.0\n`;

  it('issue 4361: locks a version outside the specifier, which stays as it was', () => {
    expect(pnpm({ dependencies: { a: '^1.0.0' } }, lock(importer('^1.0.0')))).toEqual(['a@2.0.0 outside']);
    expect(pnpm({ dependencies: { a: '^2.0.0' } }, lock(importer('^2.0.0')))).toEqual(['a@2.0.0 met']);
  });

  it('repeats another specifier than package.json', () => {
    expect(pnpm({ dependencies: { a: '>=1' } }, lock(importer('^2.0.0')))).toEqual(['a@2.0.0 met copy differs']);
    expect(pnpm({}, lock(importer('^2.0.0')))).toEqual(['a@2.0.0 undeclared']);
  });

  it('reads catalogs from the lockfile, which is all that repeats them', () => {
    const catalogs = "\ncatalogs:\n  default:\n    a:\n      specifier: '^1.0.0'\n      version: 2.0.0\n";
    expect(pnpm({ dependencies: { a: 'catalog:' } }, lock(importer('catalog:'), catalogs))).toEqual([
      'a@2.0.0 outside',
    ]);
    expect(pnpm({ dependencies: { a: 'catalog:x' } }, lock(importer('catalog:'), catalogs))).toEqual([
      'a@2.0.0 unclear',
    ]);
  });

  it('has overrides that package.json may not say', () => {
    const overrides = '\noverrides:\n  a: 2.0.0\n';
    expect(pnpm({ dependencies: { a: '^1.0.0' } }, lock(importer('2.0.0'), overrides))).toEqual(['a@2.0.0 unclear']);
    const declared = { dependencies: { a: '^1.0.0' }, pnpm: { overrides: { a: '2.0.0' } } };
    expect(pnpm(declared, lock(importer('2.0.0'), overrides))).toEqual(['a@2.0.0 met']);
    const other = { dependencies: { a: '^1.0.0' }, pnpm: { overrides: { a: '3.0.0' } } };
    expect(pnpm(other, lock(importer('2.0.0'), overrides))).toEqual(['a@2.0.0 outside']);
  });
});

describe('pnpm-workspace.yaml', () => {
  const asking = { dependencies: { a: '^1.0.0' } };
  const lock = (specifier: string, more = '') =>
    `lockfileVersion: '9.0'\n${more}\nimporters:\n\n  .:\n    dependencies:\n      a:\n        specifier: '${specifier}'\n        version: 2.0.0\n` +
    `\npackages:\n\n  a@2.0.0:\n    resolution: {integrity: sha512-${'A'.repeat(86)}==}\n\nsnapshots:\n\n  a@2.0.0: {}\n`;
  const asks = (manifest: Json, text: string, settings: string) => {
    const content = parsePnpmLock({ path: 'pnpm-lock.yaml', bytes: encode(text) });
    return held(content, { '.': manifest }, 'pnpm-lock.yaml', settings).asks.join();
  };
  const overridden = lock('2.0.0', 'overrides:\n  a: 2.0.0\n');

  it.each([
    ['says what is locked', 'overrides:\n  a: 2.0.0\n', 'a@2.0.0 met'],
    ['says another version', 'overrides:\n  a: 3.0.0\n', 'a@2.0.0 outside'],
    ['says it under a condition', "overrides:\n  'a@1': 2.0.0\n", 'a@2.0.0 met'],
    ['says it for one that asks', "overrides:\n  'x>a': 2.0.0\n", 'a@2.0.0 met'],
    ['says something else under a condition', "overrides:\n  'a@1': 1.9.0\n", 'a@2.0.0 unclear'],
    ['says two things', "overrides:\n  a: 2.0.0\n  'a@1': 1.9.0\n", 'a@2.0.0 met'],
    ['is about another name', 'overrides:\n  b: 2.0.0\n', 'a@2.0.0 unclear'],
    ['refers to a catalog', "overrides:\n  a: 'catalog:'\n", 'a@2.0.0 unclear'],
    ['cannot be read', 'overrides: [\n', 'a@2.0.0 unclear'],
    ['is no mapping', '- a\n', 'a@2.0.0 unclear'],
  ])('overrides what package.json asks for, where it %s', (_what, settings, answer) => {
    expect(asks(asking, overridden, settings)).toBe(answer);
  });

  it('overrides it as package.json does, where both say the same', () => {
    const both = { ...asking, pnpm: { overrides: { a: '2.0.0' } }, resolutions: { a: '2.0.0' } };
    expect(asks(both, overridden, 'overrides:\n  a: 2.0.0\n')).toBe('a@2.0.0 met');
  });

  it('has the catalogs, whatever the lockfile repeats of them', () => {
    const repeated = (specifier: string, name = 'default') =>
      lock(
        name === 'default' ? 'catalog:' : `catalog:${name}`,
        `catalogs:\n  ${name}:\n    a:\n      specifier: '${specifier}'\n      version: 2.0.0\n`,
      );
    const own = { dependencies: { a: 'catalog:' } };
    expect(asks(own, repeated('^2.0.0'), "catalog:\n  a: '^2.0.0'\n")).toBe('a@2.0.0 met');
    expect(asks(own, repeated('^2.0.0'), "catalogs:\n  default:\n    a: '^2.0.0'\n")).toBe('a@2.0.0 met');
    expect(asks(own, repeated('^2.0.0'), "catalog:\n  a: '^1.0.0'\n")).toBe('a@2.0.0 outside');
    const named = { dependencies: { a: 'catalog:old' } };
    expect(asks(named, repeated('^2.0.0', 'old'), "catalogs:\n  old:\n    a: '^1.0.0'\n")).toBe('a@2.0.0 outside');
  });
});

describe('a package that bundles what nothing asks for, as npm 3 does', () => {
  it('brings it along, however often it is locked', () => {
    const bundler = entry('a', '1.0.0', { bundleDependencies: ['b', 'c'] });
    const bundled = { version: '3.1.0', inBundle: true, extraneous: true };
    const found = demandOf({
      manifest: { dependencies: { a: '1.0.0', d: '1.0.0' } },
      packages: {
        '': { dependencies: { a: '1.0.0', d: '1.0.0' } },
        'node_modules/a': bundler,
        'node_modules/a/node_modules/b': { ...bundled, dependencies: { e: '^1.0.0' } },
        'node_modules/a/node_modules/c': bundled,
        'node_modules/b': entry('b', '3.1.0'),
        'node_modules/d': entry('d', '1.0.0', { dependencies: { a: '1.0.0', b: '3.1.0' } }),
        'node_modules/d/node_modules/a': { ...bundler, resolved: 'https://other.example/a.tgz' },
        'node_modules/d/node_modules/a/node_modules/b': bundled,
        'node_modules/e': entry('e', '1.0.0'),
      },
    });
    expect(found.orphans).toEqual([]);
  });
});

describe('npm 6', () => {
  const legacy = (manifest: Json, versions: Readonly<Record<string, string>>) => {
    const rows = Object.entries(versions).map(([name, version]) => [name, entry(name, version)]);
    const lock = { name: 'x', lockfileVersion: 1, requires: true, dependencies: Object.fromEntries(rows) as Json };
    const input = { path: 'package-lock.json', bytes: encode(lock), manifest: encode(manifest) };
    return held(parsePackageLock(input), { '.': manifest }, 'package-lock.json');
  };

  it('tells a version outside of the range, a package that is not locked, and one that nothing asks for', () => {
    expect(legacy({ dependencies: { a: '^2.0.0' } }, { a: '2.0.0' }).asks).toEqual(['a@2.0.0 met']);
    expect(legacy({ dependencies: { a: '^1.0.0' } }, { a: '2.0.0' }).asks).toEqual(['a@2.0.0 outside']);
    expect(legacy({ dependencies: { a: '2.0.0' } }, { a: '2.0.0', b: '1.0.0' }).orphans).toEqual(['pkg:npm/b@1.0.0']);
    const missing = legacy({ dependencies: { a: '2.0.0', b: '1.0.0' } }, { a: '2.0.0' });
    expect(missing.gaps.length).toBeGreaterThan(0);
  });
});

describe('bun', () => {
  const bun = (manifest: Json, dependencies: Json, more: Json = {}) => {
    const integrity = `sha512-${'A'.repeat(86)}==`;
    const rows = { a: ['a@2.0.0', '', {}, integrity], b: ['b@1.0.0', '', {}, integrity] };
    const lock = { lockfileVersion: 1, workspaces: { '': { name: 'x', dependencies } }, packages: rows, ...more };
    return held(parseBunLock({ path: 'bun.lock', bytes: encode(lock) }), { '.': manifest }, 'bun.lock');
  };

  it('locks a version outside the range, a package that is not declared, and one that nobody asks for', () => {
    expect(bun({ dependencies: { a: '^1.0.0' } }, { a: '^1.0.0' }).asks).toEqual(['a@2.0.0 outside']);
    const found = bun({ dependencies: { b: '1.0.0' } }, { a: '^2.0.0', b: '1.0.0' });
    expect(found.asks).toEqual(['b@1.0.0 met', 'a@2.0.0 undeclared']);
    expect(bun({ dependencies: { a: '^2.0.0' } }, { a: '^2.0.0' }).orphans).toEqual(['pkg:npm/b@1.0.0']);
  });

  it('takes what an override says, which is not compared', () => {
    const found = bun({ dependencies: { a: '^1.0.0' } }, { a: '^1.0.0' }, { overrides: { a: '2.0.0' } });
    expect(found.asks).toEqual(['a@2.0.0 unclear']);
  });
});

describe('Yarn 1', () => {
  const classic = (manifest: Json, text: string) => {
    const lock = { path: 'yarn.lock', bytes: encode(`# yarn lockfile v1\n\n\n${text}`), manifest: encode(manifest) };
    return held(parseYarnLock(lock), { '.': manifest }, 'yarn.lock');
  };
  const locked = (pattern: string, name: string, version: string) =>
    `"${pattern}":\n  version "${version}"\n  resolved "https://registry.example/${name}/-/${name}-${version}.tgz#${'a'.repeat(40)}"\n`;

  it('locks nothing for what package.json asks for in other words', () => {
    const found = classic({ dependencies: { a: '^2.0.0' } }, locked('a@^1.0.0', 'a', '1.0.0'));
    expect(found).toMatchObject({ asks: [], gaps: ['declared-not-locked!'], orphans: ['pkg:npm/a@1.0.0'] });
    expect(classic({ dependencies: { a: '^1.0.0' } }, locked('a@^1.0.0', 'a', '1.0.0')).asks).toEqual(['a@1.0.0 met']);
  });

  it('locks a version outside the range, and another package', () => {
    const asks = (text: string, spec = '^1.0.0') => classic({ dependencies: { a: spec } }, text).asks;
    expect(asks(locked('a@^1.0.0', 'a', '2.0.0'))).toEqual(['a@2.0.0 outside']);
    expect(asks(locked('a@npm:b@^1.0.0', 'b', '1.0.0'), 'npm:b@^1.0.0')).toEqual(['b@1.0.0 met']);
  });

  it('locks what `resolutions` name, and what that needs, though nothing asks for the name', () => {
    const text =
      locked('a@1.2.8', 'a', '1.2.8') + `  dependencies:\n    b "^1.0.0"\n\n${locked('b@^1.0.0', 'b', '1.0.0')}`;
    expect(classic({ resolutions: { a: '1.2.8' } }, text).orphans).toEqual([]);
    expect(classic({ resolutions: { 'x/**/a': '1.2.8' } }, text).orphans).toEqual([]);
    expect(classic({ resolutions: { c: '1.2.8' } }, text).orphans).toEqual(['pkg:npm/a@1.2.8', 'pkg:npm/b@1.0.0']);
  });

  it('names no member of a workspace: whether what nothing leads to is for one of them is not known', () => {
    const manifest = { workspaces: ['packages/*'], dependencies: {} };
    expect(classic(manifest, locked('a@^1.0.0', 'a', '1.0.0'))).toMatchObject({
      state: 'partly',
      asks: ['a@1.0.0 unread'],
      orphans: [],
    });
  });
});

describe('Yarn 2 and later', () => {
  const locked = (key: string, resolution: string, version: string, lines: readonly string[] = []) =>
    [`"${key}":`, `  version: ${version}`, `  resolution: "${resolution}"`, ...lines, ''].join('\n');
  const asked = (...lines: string[]) => ['  dependencies:', ...lines.map((line) => `    ${line}`)];
  const berry = (manifests: Readonly<Record<string, Json>>, ...entries: string[]) => set(undefined, manifests, entries);
  /** With a .yarnrc.yml beside it. */
  const set = (settings: string | undefined, manifests: Readonly<Record<string, Json>>, entries: readonly string[]) => {
    const text = ['__metadata:\n  version: 8\n', ...entries].join('\n');
    const beside = settings === undefined ? {} : { settings: encode(settings) };
    const lock = { path: 'yarn.lock', bytes: encode(text), manifest: encode(manifests['.']), ...beside };
    return held(parseYarnLock(lock), manifests, 'yarn.lock', settings);
  };
  const root = (...lines: string[]) => locked('x@workspace:.', 'x@workspace:.', '0.0.0-use.local', asked(...lines));
  const a1 = locked('a@npm:^1.0.0', 'a@npm:1.0.0', '1.0.0');
  const a2 = locked('a@npm:^2.0.0', 'a@npm:2.0.0', '2.0.0');

  it('locks what package.json asks for, with or without a protocol', () => {
    for (const spec of ['^1.0.0', 'npm:^1.0.0']) {
      expect(berry({ '.': { dependencies: { a: spec } } }, a1, root('a: "npm:^1.0.0"')).asks).toEqual(['a@1.0.0 met']);
    }
    expect(berry({ '.': { devDependencies: { a: '^1.0.0' } } }, a1, root('a: ^1.0.0')).asks).toEqual(['a@1.0.0 met']);
  });

  it('locks a version that package.json does not ask for, or nothing, or what it does not declare', () => {
    expect(berry({ '.': { dependencies: { a: '^2.0.0' } } }, a1, root('a: "npm:^1.0.0"')).asks).toEqual([
      'a@1.0.0 outside',
    ]);
    const missing = berry({ '.': { dependencies: { a: '^2.0.0' } } }, a1, root('b: "npm:^1.0.0"'));
    expect(missing).toMatchObject({ asks: [], gaps: ['declared-not-locked!'], orphans: ['pkg:npm/a@1.0.0'] });
    const undeclared = berry({ '.': { dependencies: {} } }, a1, root('a: "npm:^1.0.0"'));
    expect(undeclared.asks).toEqual(['a@1.0.0 undeclared']);
  });

  it('is held to the package.json of each member of the workspace', () => {
    const w = 'w@workspace:packages/w';
    const member = locked(w, w, '0.0.0-use.local', asked('a: "npm:^1.0.0"'));
    const manifests = (spec: string) => ({
      '.': { workspaces: ['packages/*'], dependencies: { a: '^2.0.0' } },
      'packages/w': { dependencies: { a: spec } },
    });
    const lock = [a1, a2, member, root('a: "npm:^2.0.0"')] as const;
    expect(berry(manifests('^1.0.0'), ...lock).asks).toEqual(['a@2.0.0 met', 'a@1.0.0 met']);
    expect(berry(manifests('^2.0.0'), ...lock).asks).toEqual(['a@2.0.0 met', 'a@1.0.0 outside']);
  });

  it('takes what a resolution says', () => {
    const manifest = { dependencies: { a: '^1.0.0' }, resolutions: { a: '^2.0.0' } };
    expect(berry({ '.': manifest }, a2, root('a: "npm:^1.0.0"')).asks).toEqual(['a@2.0.0 met']);
  });

  it.each([
    ['the patch of a version', { a: 'patch:a@npm%3A1.0.0#~/.yarn/patches/a.patch' }, '^1.0.0', ['a@1.0.0 met']],
    ['a patch for one range', { 'a@npm:^1.0.0': 'patch:a@npm%3A1.0.0#~/a.patch' }, '^1.0.0', ['a@1.0.0 met']],
    ['another version for another range', { 'a@npm:^9.0.0': '9.1.0' }, '^1.0.0', ['a@1.0.0 met']],
    ['the patch of another version', { a: 'patch:a@npm%3A2.0.0#~/a.patch' }, '^1.0.0', ['a@1.0.0 outside']],
    [
      'a patch for a range that does not fit either',
      { 'a@npm:^3': 'patch:a@npm%3A3.0.0#~/a' },
      '^3',
      ['a@1.0.0 unclear'],
    ],
  ])('takes %s that a resolution names', (_what, resolutions, spec, asks) => {
    const manifest = { dependencies: { a: spec }, resolutions };
    const key = locked(`a@npm:${spec}`, 'a@npm:1.0.0', '1.0.0');
    expect(berry({ '.': manifest }, key, root(`a: "npm:${spec}"`)).asks).toEqual(asks);
  });

  it.each([
    ['catalog:', 'catalog:\n  a: ^1.0.0\n', ['a@1.0.0 met']],
    ['catalog:', 'catalog:\n  a: npm:^1.0.0\n', ['a@1.0.0 met']],
    ['catalog:old', 'catalogs:\n  old:\n    a: ^1.0.0\n', ['a@1.0.0 met']],
    ['catalog:', 'catalogs:\n  old:\n    a: ^1.0.0\n', []],
    ['catalog:', 'catalog:\n  a: ^2.0.0\n', []],
    ['catalog:', 'catalog: [\n', []],
  ])('finds %s by what .yarnrc.yml has: %j', (spec, settings, asks) => {
    const entries = [a1, root(`a: "${spec}"`)];
    const found = set(settings, { '.': { dependencies: { a: spec } } }, entries);
    expect(found.asks).toEqual(asks);
    expect(found.gaps).toEqual(asks.length === 0 ? ['declared-not-locked!'] : []);
  });
});
