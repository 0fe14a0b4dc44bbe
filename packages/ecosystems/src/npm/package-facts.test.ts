import type { ArchiveListing, FileListing, PackageFacts, Subject, Unreadable } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { listedFactsRequest, readListedFacts, readPackageFacts } from '../package-facts.js';

const id = { name: '@acme/pro', version: '1.2.3' };

function listing(manifest: string, paths: readonly string[] = []): ArchiveListing {
  return { ...treeOf(manifest, ['package/package.json', ...paths]), format: 'npm-tgz' };
}

function treeOf(manifest: string, paths: readonly string[]): FileListing {
  return {
    entries: paths.map((path) => ({ path, type: 'file', mode: 0o644, size: 1 })),
    problems: [],
    members: new Map([['package.json', new TextEncoder().encode(manifest)]]),
    complete: true,
  };
}

const read = (manifest: object | string, paths?: readonly string[]): PackageFacts | Unreadable =>
  readPackageFacts('npm', listing(typeof manifest === 'string' ? manifest : JSON.stringify(manifest), paths));

function facts(more: object, paths?: readonly string[]): PackageFacts {
  const result = read({ ...id, ...more }, paths);
  if ('problem' in result) throw new Error(result.detail);
  return result;
}

const nothing = {
  executables: [],
  extensions: [],
  plugins: [],
  scripts: [],
  autoload: [],
  'post-install-message': [],
  dependencies: [],
};

describe('the facts of an npm package', () => {
  it('of a plain one are its name and version', () => {
    const plain = { ...id, main: 'index.js', exports: {}, files: ['dist'], scripts: { build: 'tsc', test: 'x' } };
    expect(read(plain)).toEqual({ ...id, declaredFiles: null, features: nothing, dependencies: [] });
    const emptied = { ...id, scripts: { install: '' }, dependencies: {}, bin: null, bundleDependencies: false };
    expect(read(emptied)).toEqual({ ...id, declaredFiles: null, features: nothing, dependencies: [] });
  });

  it('name each script of an install with its command', () => {
    const scripts = { preinstall: 'a', install: 'b', postinstall: 'c', prepare: 'd', prepublish: 'e', start: 'f' };
    expect(facts({ scripts }).features.scripts).toEqual(['preinstall: a', 'install: b', 'postinstall: c']);
  });

  it.each(['package/binding.gyp', 'other/Binding.GYP', 'package/./binding.gyp', 'package/b\uff49nding.gyp'])(
    'see that %j has the package built on install',
    (path) => {
      const { features } = facts({ gypfile: false }, [path]);
      expect(features).toMatchObject({ extensions: ['binding.gyp'], scripts: ['install: node-gyp rebuild'] });
    },
  );

  it('see it in a tree of files, too, and at the root alone', () => {
    const manifest = JSON.stringify(id);
    const seen = (listed: FileListing) => {
      const read = readPackageFacts('npm', listed);
      return 'problem' in read ? read : read.features.extensions;
    };
    expect(seen(treeOf(manifest, ['binding.gyp']))).toEqual(['binding.gyp']);
    expect(seen(treeOf(manifest, ['deps/binding.gyp']))).toEqual([]);
    expect(seen(listing(manifest, ['package/deps/binding.gyp']))).toEqual([]);
  });

  it('count what says that it is to be built', () => {
    expect(facts({ gypfile: true }).features.extensions).toEqual(['gypfile']);
    expect(facts({ gypfile: false }).features.extensions).toEqual([]);
  });

  it('name commands and manual pages in all their forms', () => {
    expect(facts({ bin: 'cli.js' }).features.executables).toEqual(['cli.js']);
    expect(facts({ bin: { node: 'evil.js', __proto__x: 'a' } }).features.executables).toEqual([
      'node: evil.js',
      '__proto__x: a',
    ]);
    expect(facts({ bin: ['a.js', 'b.js'] }).features.executables).toEqual(['a.js', 'b.js']);
    expect(facts({ man: 'a.1', directories: { bin: 'b', man: 'm' } }).features.executables).toEqual([
      'man: a.1',
      'directories.bin: b',
      'directories.man: m',
    ]);
  });

  it('name whatever comes along, but for optional peers', () => {
    const result = facts({
      dependencies: { a: '^1' },
      optionalDependencies: { b: '1' },
      peerDependencies: { c: '>=1', d: '1', e: '1' },
      peerDependenciesMeta: { d: { optional: true }, e: { optional: 'true' } },
      devDependencies: { f: '1' },
      bundleDependencies: ['g'],
      bundledDependencies: { h: '1' },
    });
    expect(result.dependencies).toEqual(['a', 'b', 'c', 'e', 'g', 'h']);
    expect(result.features.dependencies).toEqual([...['a@^1', 'b@1', 'c@>=1', 'e@1', 'g (bundled)', 'h (bundled)']]);
  });

  it('hide no other package behind the name of an allowed one', () => {
    expect(facts({ dependencies: { react: 'npm:evil@1' } }).dependencies).toEqual(['react', 'evil']);
    for (const spec of ['git+https://evil.example/x.git', 'evil/react', 'https://evil.example/x.tgz', 'file:../x']) {
      expect(facts({ dependencies: { react: ` ${spec}` } }).dependencies).toEqual([`react@${spec}`]);
    }
  });

  it('count a shrinkwrap inside, which npm installs from', () => {
    expect(facts({}, ['package/npm-shrinkwrap.json']).dependencies).toEqual(['npm-shrinkwrap.json']);
  });

  it('give the version as npm makes it', () => {
    expect(read({ name: ' acme ', version: 'v1.2.3+build' })).toMatchObject({ name: 'acme', version: '1.2.3' });
  });
});

describe('a package.json that can be read in two ways is refused', () => {
  it.each([
    ['a key twice', '{"name":"a","version":"1.0.0","scripts":{},"scripts":{"install":"x"}}'],
    ['a script twice', '{"name":"a","version":"1.0.0","scripts":{"install":"","install":"x"}}'],
    ['a key twice, once escaped', '{"name":"a","version":"1.0.0","bin":"a","b\\u0069n":"b"}'],
    ['scripts that are a list', { ...id, scripts: ['x'] }],
    ['scripts that are a text', { ...id, scripts: 'x' }],
    ['a script that is a list', { ...id, scripts: { install: ['x'] } }],
    ['a script that is a number', { ...id, scripts: { postinstall: 1 } }],
    ['a command that is a list', { ...id, bin: { a: ['x'] } }],
    ['commands in a nested list', { ...id, bin: [['x']] }],
    ['commands that are a number', { ...id, bin: 1 }],
    ['a folder of commands that is a list', { ...id, directories: { bin: ['x'] } }],
    ['folders that are a text', { ...id, directories: 'x' }],
    ['dependencies that are a list', { ...id, dependencies: ['a'] }],
    ['a dependency that is a mapping', { ...id, dependencies: { a: { version: '1' } } }],
    ['peers that are a text', { ...id, peerDependencies: 'a' }],
    ['bundled packages that are a number', { ...id, bundleDependencies: 1 }],
    ['bundled packages in a nested list', { ...id, bundleDependencies: [['a']] }],
    ['a name that is a list', { name: ['a'], version: '1.0.0' }],
  ])('%s', (_what, manifest) => {
    expect(read(manifest)).toMatchObject({
      problem: expect.stringMatching(/^manifest-(malformed|ambiguous)$/) as string,
    });
  });

  it('and so is none, one without a name or a version, and one whose listing has no end', () => {
    expect(read('[]')).toMatchObject({ problem: 'manifest-unreadable' });
    expect(read('{')).toMatchObject({ problem: 'manifest-unreadable' });
    expect(read({ name: ' ', version: '1.0.0' })).toMatchObject({ problem: 'manifest-incomplete' });
    expect(read({ name: 'a', version: 'one' })).toMatchObject({ problem: 'manifest-incomplete' });
    const good = listing(JSON.stringify(id));
    expect(readPackageFacts('npm', { ...good, members: new Map() })).toMatchObject({ problem: 'manifest-missing' });
    expect(readPackageFacts('npm', { ...good, complete: false })).toMatchObject({ problem: 'listing-incomplete' });
  });
});

it('a key with a prototype’s name is a key like any other', () => {
  const text = `{"name":"a","version":"1.0.0","__proto__":{"scripts":{"install":"x"}},"dependencies":{"__proto__":"1","constructor":"2"}}`;
  expect(read(text)).toMatchObject({ features: { scripts: [] }, dependencies: ['__proto__', 'constructor'] });
});

it('a hundred thousand dependencies are read in a moment', () => {
  const dependencies = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`p${at}`, '1']));
  const before = performance.now();
  expect(facts({ dependencies }).dependencies).toHaveLength(100_000);
  expect(performance.now() - before).toBeLessThan(30_000);
});

describe('what the registry says of a version', () => {
  const subject: Subject = {
    id: 'pkg:npm/%40acme/pro@1.2.3',
    purl: 'pkg:npm/%40acme/pro@1.2.3',
    ecosystem: 'npm',
    ...id,
    source: { kind: 'registry' },
    files: [],
    conflictsWith: [],
  };
  const listed = (answer: object | string) => {
    const body = new TextEncoder().encode(typeof answer === 'string' ? answer : JSON.stringify(answer));
    return readListedFacts(subject, { state: 'found', size: body.length, digests: [], body });
  };

  it('is read from its manifest and from the whole document: clients install by it', () => {
    const manifest = { ...id, dependencies: { evil: '1' }, bin: 'x', _hasShrinkwrap: true };
    const expected = { dependencies: ['evil', 'npm-shrinkwrap.json'], features: { executables: ['x'] } };
    expect(listed(manifest)).toMatchObject(expected);
    expect(listed({ name: id.name, versions: { '1.2.3': manifest } })).toMatchObject(expected);
    expect(listed({ ...id, _hasShrinkwrap: false })).toMatchObject({ dependencies: [] });
  });

  it('is refused where it can be read in two ways, and where the version is missing', () => {
    expect(listed('{"name":"@acme/pro","version":"1.2.3","bin":"a","bin":"b"}')).toMatchObject({
      problem: 'ambiguous',
    });
    expect(listed({ ...id, versions: { '1.2.3': { ...id, dependencies: { evil: '1' } } } })).toMatchObject({
      problem: 'ambiguous',
    });
    expect(listed({ name: id.name, versions: {} })).toMatchObject({ problem: 'version-missing' });
    expect(listed('<html>')).toMatchObject({ problem: 'not-json' });
    expect(readListedFacts({ ...subject, ecosystem: 'rubygems' }, { state: 'found', size: 0, digests: [] })).toBeNull();
  });

  it('is asked for as npm asks when it installs, and for no other ecosystem apart', () => {
    expect(listedFactsRequest(subject, 'https://npm.vendor.example/')).toMatchObject({
      kind: 'history',
      url: 'https://npm.vendor.example/@acme%2fpro',
      accept: expect.stringMatching(/^application\/vnd\.npm\.install-v1\+json/) as unknown,
      registry: 'https://npm.vendor.example/',
    });
    expect(listedFactsRequest({ ...subject, ecosystem: 'composer' }, 'https://a.example/')).toBeNull();
  });
});
