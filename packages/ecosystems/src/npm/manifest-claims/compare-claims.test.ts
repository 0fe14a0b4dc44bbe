import type { ArchiveListing, Subject } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { readManifest } from '../manifest.js';
import { npm } from '../npm.js';

const encoder = new TextEncoder();
const integrity = `sha512-${'A'.repeat(86)}==`;

/** What reading `manifest` out of the archive of `a` says. */
function judge(subject: Subject, manifest: object, files: readonly string[] = []): string {
  const [file] = subject.files;
  if (file === undefined) throw new Error('the subject has no file');
  const bytes = encoder.encode(JSON.stringify({ name: 'a', version: '1.0.0', ...manifest }));
  const entries = files.map((path) => ({ path: `package/${path}`, type: 'file', mode: 0o644, size: 1 }) as const);
  const members = new Map([['package.json', bytes]]);
  const listing: ArchiveListing = { format: 'npm-tgz', entries, problems: [], members, complete: true };
  const result = readManifest(subject, file, listing);
  return 'problem' in result ? result.problem : 'fine';
}

/** The subject that a lockfile makes of `a`. */
function lockedAs(path: string, text: string): Subject {
  const { subjects } = npm.parseLockfile({ path, bytes: encoder.encode(text) });
  const subject = subjects.find(({ name }) => name === 'a');
  if (subject === undefined) throw new Error('the lockfile does not lock a');
  return subject;
}

function packageLock(entries: object): Subject {
  const text = JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...entries } });
  return lockedAs('package-lock.json', text);
}

function npmSays(entry: object, manifest: object, files?: readonly string[]): string {
  return judge(packageLock({ 'node_modules/a': { version: '1.0.0', integrity, ...entry } }), manifest, files);
}

describe('a package-lock.json that claims commands', () => {
  test.each([
    ['takes over the command node', { bin: { node: 'data/sample.js' } }, {}],
    ['runs another file', { bin: { a: 'data/sample.js' } }, { bin: { a: 'cli.js' } }],
    ['adds a command beside the real one', { bin: { a: 'cli.js', npm: 'cli.js' } }, { bin: 'cli.js' }],
    ['hides the command behind a folder', { bin: { 'x/../node': 'cli.js' } }, { bin: 'cli.js' }],
    ['hides the command behind a backslash', { bin: { 'x\\node': 'cli.js' } }, { bin: 'cli.js' }],
    ['leaves the package', { bin: { a: '../../b/cli.js' } }, { bin: 'cli.js' }],
    ['writes text where the package has no command', { bin: 'data/sample.js' }, {}],
    ['writes a list', { bin: ['data/node'] }, {}],
    ['calls a command __proto__', { bin: JSON.parse('{"__proto__":"x.js"}') as object }, {}],
    ['takes a file from beside the folder of commands', { bin: { x: 'bins/x' } }, { directories: { bin: 'bin' } }],
  ])('is refuted when it %s', (_what, entry, manifest) => {
    expect(npmSays(entry, manifest, ['bin/x', 'bins/x'])).toBe('bin-mismatch');
  });

  test.each([
    ['text', { bin: { a: 'cli.js' } }, { bin: './cli.js' }],
    ['names with folders', { bin: { a: 'bin/a' } }, { bin: { '@x/a': 'bin//a' } }],
    ['a list', { bin: { 'a.js': 'bin/a.js' } }, { bin: ['bin/a.js'] }],
    ['a folder of commands', { bin: { x: 'bin/x' } }, { directories: { bin: './bin' } }],
    ['commands that the lockfile leaves out', {}, { bin: 'cli.js' }],
    ['what is no command', {}, { bin: { a: 7 } }],
    ['an empty field', {}, { bin: '' }],
  ])('passes when the manifest has %s', (_what, entry, manifest) => {
    expect(npmSays(entry, manifest, ['bin/x'])).toBe('fine');
  });
});

describe('a package-lock.json that claims dependencies', () => {
  const own = { dependencies: { dep: '^4.0.0' } };

  test.each([
    ['puts another package in the place of a dependency', { dependencies: { dep: 'npm:evil@6.6.6' } }],
    ['allows an old version', { dependencies: { dep: '*' } }],
    ['adds a dependency', { dependencies: { dep: '^4.0.0', evil: '*' } }],
    ['adds an optional dependency', { ...own, optionalDependencies: { evil: '*' } }],
    ['replaces a dependency by an optional one', { ...own, optionalDependencies: { dep: 'npm:evil' } }],
    ['adds a peer', { ...own, peerDependencies: { evil: '*' } }],
    ['asks for a folder', { dependencies: { dep: 'file:../evil' } }],
    ['asks for a repository', { dependencies: { dep: 'evil/dep' } }],
    ['forgets a dependency, so that any version will do', {}],
    ['has a section that is no mapping', { dependencies: ['dep'] }],
  ])('is refuted when it %s', (_what, entry) => {
    expect(npmSays(entry, own)).toBe('dependencies-mismatch');
  });

  test.each([
    ['the same', own, own],
    ['spaces around a range', { dependencies: { dep: '^4.0.0' } }, { dependencies: { dep: ' ^4.0.0 ' } }],
    ['an alias of its own', { dependencies: { b: 'npm:c@1' } }, { dependencies: { b: 'npm:c@1' } }],
    [
      'a dependency in both sections',
      { optionalDependencies: { b: '1' } },
      { dependencies: { b: '1' }, optionalDependencies: { b: '1' } },
    ],
    ['a repository in short form', { dependencies: { b: 'github:x/b' } }, { dependencies: { b: 'x/b' } }],
    ['peers and development dependencies', {}, { peerDependencies: { b: '1' }, devDependencies: { c: '1' } }],
    ['a section that is no mapping', { dependencies: { b: '' } }, { dependencies: ['b'] }],
    ['a dependency that is no text', {}, { dependencies: { b: 1 } }],
  ])('passes when the manifest has %s', (_what, entry, manifest) => {
    expect(npmSays(entry, manifest)).toBe('fine');
  });

  test('is refuted when only one of two entries of the package differs', () => {
    const honest = { version: '1.0.0', integrity };
    const hijacked = { ...honest, bin: { node: 'x.js' } };
    const orders = [
      [honest, hijacked],
      [hijacked, honest],
    ];
    for (const [first, second] of orders) {
      const subject = packageLock({ 'node_modules/a': first, 'node_modules/b/node_modules/a': second });
      expect(judge(subject, {})).toBe('bin-mismatch');
    }
  });

  test('says that the archive is another package before it says what else differs', () => {
    expect(npmSays(own, { name: 'b' })).toBe('fine');
    expect(npmSays(own, { version: '2.0.0' })).toBe('fine');
  });
});

/** The subject for `a` when its snapshot has `reference` for `lodash`, its entry also `ofA`, and the project asks for `a` and `direct`. */
function pnpmSays(reference: string, manifest: object, more = '', direct = '', ofA = ''): string {
  const text = `lockfileVersion: '9.0'
${more}
importers:
  .:
    dependencies:
      a: {specifier: 1.0.0, version: 1.0.0}
${direct}
packages:
  a@1.0.0: {resolution: {integrity: ${integrity}}${ofA === '' ? '' : `, ${ofA}`}}
  lodash@https://cdn.example/lodash.tgz: {resolution: {tarball: 'https://cdn.example/lodash.tgz', integrity: ${integrity}}}
  evil@https://cdn.example/evil.tgz: {resolution: {tarball: 'https://cdn.example/evil.tgz', integrity: ${integrity}}}
  lodash@4.17.21: {resolution: {integrity: ${integrity}}}
  lodash@0.0.1: {resolution: {integrity: ${integrity}}}
  evil@6.6.6: {resolution: {integrity: ${integrity}}}
snapshots:
  a@1.0.0:
    dependencies:
      lodash: ${reference}
  lodash@https://cdn.example/lodash.tgz: {}
  evil@https://cdn.example/evil.tgz: {}
  lodash@4.17.21: {}
  lodash@0.0.1: {}
  evil@6.6.6: {}
`;
  return judge(lockedAs('pnpm-lock.yaml', text), manifest);
}

describe('a pnpm-lock.yaml that resolves dependencies', () => {
  const own = { dependencies: { lodash: '^4.17.0' } };
  const alias = '      lodash: {specifier: "npm:evil@6.6.6", version: evil@6.6.6}';

  test.each([
    ['puts another package in the place of a dependency', 'evil@6.6.6', own, ''],
    ['plants a package under a name that nobody asks for', 'evil@6.6.6', {}, ''],
    ['goes back to an old version', '0.0.1', own, ''],
    ['has overrides of something else', 'evil@6.6.6', own, "overrides: {'lodash@4>b': npm:evil@6.6.6}"],
    ['resolves an alias to another package', 'evil@6.6.6', { dependencies: { lodash: 'npm:other@6' } }, ''],
  ])('is refuted when it %s', (_what, reference, manifest, more) => {
    expect(pnpmSays(reference, manifest, more)).toBe('dependencies-mismatch');
  });

  test.each([
    ['what the manifest asks for', '4.17.21', own, ''],
    ['an alias of the manifest', 'evil@6.6.6', { dependencies: { lodash: 'npm:evil@^6.0.0' } }, ''],
    ['a dependency that the manifest forgot', '4.17.21', {}, ''],
    ['a tag', '0.0.1', { dependencies: { lodash: 'latest' } }, ''],
    ['a peer', '0.0.1', { peerDependencies: { lodash: '^4.0.0' } }, ''],
    ['a peer that is optional', '0.0.1', { peerDependenciesMeta: { lodash: { optional: true } } }, ''],
    ['what the project overrides', '0.0.1', own, "overrides: {'a@1>lodash@>=1': 0.0.1}"],
    ['another package that the project puts there', 'evil@6.6.6', own, "overrides: {'a>lodash': 'npm:evil@^6.0.0'}"],
    ['an override that names no version', '0.0.1', own, 'overrides: {lodash: $lodash}'],
    ['an override by a tag', '0.0.1', own, 'overrides: {lodash: latest}'],
    [
      'an override by a version that its range allows, and one by another',
      '0.0.1',
      own,
      "overrides: {'lodash@<1': ~0.0.1, 'b>lodash': 9.0.0}",
    ],
    ['manifests that the project extends', 'evil@6.6.6', own, 'packageExtensionsChecksum: sha256-x'],
    ['manifests that a pnpmfile changes', 'evil@6.6.6', own, 'pnpmfileChecksum: sha256-x'],
  ])('passes with %s', (_what, reference, manifest, more) => {
    expect(pnpmSays(reference, manifest, more)).toBe('fine');
  });

  test.each([
    ['another package for a peer', 'evil@6.6.6', { peerDependencies: { lodash: '^4.0.0' } }, ''],
    [
      'another package for an optional peer',
      'evil@6.6.6',
      { peerDependenciesMeta: { lodash: { optional: true } } },
      '',
    ],
    ['another package where an override names a version', 'evil@6.6.6', own, 'overrides: {lodash: 4.17.21}'],
    ['another package than the override names', 'evil@6.6.6', own, 'overrides: {lodash: npm:other@6}'],
    ['another version than the override names', '0.0.1', own, 'overrides: {lodash: 4.17.21}'],
    ['an archive at a URL where a version is asked for', 'https://cdn.example/lodash.tgz', own, ''],
    ['another package’s archive at a URL', 'evil@https://cdn.example/evil.tgz', own, ''],
    ['another package’s archive for a name that nobody asks for', 'evil@https://cdn.example/evil.tgz', {}, ''],
  ])('is refuted with %s', (_what, reference, manifest, more) => {
    expect(pnpmSays(reference, manifest, more)).toBe('dependencies-mismatch');
  });

  test('passes with an archive at a URL that the manifest, or an override, asks for', () => {
    const url = 'https://cdn.example/lodash.tgz';
    expect(pnpmSays(url, { dependencies: { lodash: url } })).toBe('fine');
    expect(pnpmSays(url, own, `overrides: {lodash: ${url}}`)).toBe('fine');
  });

  test('is refuted when it calls a dependency a peer, to have it pass with anything', () => {
    expect(pnpmSays('evil@6.6.6', own, '', '', 'peerDependencies: {lodash: "*"}')).toBe('dependencies-mismatch');
    expect(pnpmSays('0.0.1', own, '', '', 'peerDependencies: {lodash: "*"}')).toBe('dependencies-mismatch');
  });

  test('passes when the project itself puts another package under that name, for peers alone', () => {
    expect(pnpmSays('evil@6.6.6', {}, '', alias)).toBe('fine');
    expect(pnpmSays('evil@6.6.6', { peerDependencies: { lodash: '4' } }, '', alias)).toBe('fine');
    expect(pnpmSays('evil@6.6.6', own, '', alias)).toBe('dependencies-mismatch');
  });
});

function npm6Says(requires: object, manifest: object): string {
  const text = JSON.stringify({ lockfileVersion: 1, dependencies: { a: { version: '1.0.0', integrity, requires } } });
  return judge(lockedAs('package-lock.json', text), manifest);
}

describe('a package-lock.json of npm 6 that claims dependencies', () => {
  const manifest = {
    dependencies: { b: '^1.0.0', n: 'npm:m@^2.0.0', g: 'github:o/g' },
    optionalDependencies: { o: '1.0.0' },
  };
  test.each([
    ['the ranges, as npm 6 writes them', { b: '^1.0.0', n: 'npm:m@^2.0.0', g: 'github:o/g', o: '1.0.0' }, 'fine'],
    ['the versions that were found, as npm 5 writes them', { b: '1.4.2' }, 'fine'],
    ['less than the package asks for: optional ones may not be there', {}, 'fine'],
    ['a package more', { b: '^1.0.0', evil: '1.0.0' }, 'dependencies-mismatch'],
    ['another range', { b: '^2.0.0' }, 'dependencies-mismatch'],
    ['a version that the range does not allow', { b: '2.0.0' }, 'dependencies-mismatch'],
    ['another package under the name', { b: 'npm:evil@1.0.0' }, 'dependencies-mismatch'],
    ['a URL', { b: 'https://evil.example/b.tgz' }, 'dependencies-mismatch'],
    ['a number', { b: 1 }, 'dependencies-mismatch'],
  ])('%s', (_what, requires, expected) => {
    expect(npm6Says(requires, manifest)).toBe(expected);
  });
});

function bunSays(info: object, manifest: object): string {
  const packages = { a: ['a@1.0.0', '', info, integrity] };
  return judge(
    lockedAs('bun.lock', JSON.stringify({ lockfileVersion: 1, workspaces: { '': {} }, packages })),
    manifest,
  );
}

describe('a bun.lock that claims commands and dependencies', () => {
  test.each<[string, object, object, string]>([
    ['its own', { bin: { a: 'a.js' }, dependencies: { b: '1' } }, { bin: './a.js', dependencies: { b: '1' } }, 'fine'],
    ['its own folder of commands', { binDir: './bin' }, { directories: { bin: 'bin/' } }, 'fine'],
    ['another folder of commands', { binDir: './lib' }, { directories: { bin: 'bin' } }, 'bin-mismatch'],
    ['a folder of commands of its own making', { binDir: 'bin' }, {}, 'bin-mismatch'],
    ['the whole package as a folder of commands', { binDir: '.' }, {}, 'bin-mismatch'],
    ['another file for a command', { bin: { a: 'evil.js' } }, { bin: './a.js' }, 'bin-mismatch'],
    ['another dependency', { dependencies: { evil: '1' } }, {}, 'dependencies-mismatch'],
    ['another specifier', { dependencies: { b: 'npm:evil' } }, { dependencies: { b: '1' } }, 'dependencies-mismatch'],
    ['a peer', { peerDependencies: { evil: '1' } }, {}, 'dependencies-mismatch'],
    [
      'a peer that its manifest only calls optional, as debug does',
      { peerDependencies: { b: '*' }, optionalPeers: ['b'] },
      { peerDependenciesMeta: { b: { optional: true } } },
      'fine',
    ],
    [
      'another version of such a peer',
      { peerDependencies: { b: '1' } },
      { peerDependenciesMeta: { b: { optional: true } } },
      'dependencies-mismatch',
    ],
    [
      'a peer that is said not to be optional',
      { peerDependencies: { b: '*' } },
      { peerDependenciesMeta: { b: { optional: false } } },
      'dependencies-mismatch',
    ],
    [
      'any version of a peer that has a range',
      { peerDependencies: { b: '*' }, optionalPeers: ['b'] },
      { peerDependencies: { b: '^2.0.0' }, peerDependenciesMeta: { b: { optional: true } } },
      'dependencies-mismatch',
    ],
  ])('%s', (_what, info, manifest, expected) => {
    expect(bunSays(info, manifest)).toBe(expected);
  });
});

function yarnSays(asked: Readonly<Record<string, string>>, manifest: object): string {
  const lines = Object.entries(asked).map(([name, range]) => `    ${name}: "${range}"\n`);
  const text = `__metadata:\n  version: 8\n  cacheKey: 10c0\n\n"a@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "a@npm:1.0.0"\n  dependencies:\n${lines.join('')}  languageName: node\n  linkType: hard\n`;
  return judge(lockedAs('yarn.lock', text), manifest);
}

describe('a yarn.lock of Yarn 2 and later that claims dependencies', () => {
  const manifest = { dependencies: { b: '^1.0.0', t: 'next', n: 'npm:m@^2.0.0', s: 'npm:@s/m@^2.0.0' } };
  test.each([
    ['what the manifest asks for', { b: 'npm:^1.0.0', t: 'npm:next', n: 'npm:m@^2.0.0', s: 'npm:@s/m@^2.0.0' }, 'fine'],
    ['node-gyp by its tag, which Yarn adds to whatever is built by it', { 'node-gyp': 'npm:latest' }, 'fine'],
    ['a package that it knows to be forgotten', { c: 'npm:^1.0.0' }, 'fine'],
    ['another package under a name that nobody asks for', { c: 'npm:evil@^1.0.0' }, 'dependencies-mismatch'],
    ['another package under the name', { b: 'npm:evil@^1.0.0' }, 'dependencies-mismatch'],
    ['another range', { b: 'npm:^2.0.0' }, 'dependencies-mismatch'],
    ['another tag', { t: 'npm:latest' }, 'dependencies-mismatch'],
    ['a tag for a range', { b: 'npm:latest' }, 'dependencies-mismatch'],
    ['a URL', { b: 'https://evil.example/b.tgz' }, 'dependencies-mismatch'],
    ['a patch of the project’s', { c: 'patch:c@npm%3A1.0.0#./evil.patch' }, 'dependencies-mismatch'],
  ])('%s', (_what, asked, expected) => {
    expect(yarnSays(asked, manifest)).toBe(expected);
  });
});
