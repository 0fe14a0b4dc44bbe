import { AssayError, type LockfileContent } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { parsePnpmLock } from './pnpm-lock.js';

const sha512 = `sha512-${'A'.repeat(86)}==`;
const commit = 'a'.repeat(40);

function parse(text: string): LockfileContent {
  return parsePnpmLock({ path: 'pnpm-lock.yaml', bytes: new TextEncoder().encode(text) });
}

/** A lockfile with one package, without snapshot. */
function parsePackage(key: string, entry: string): LockfileContent {
  return parse(`lockfileVersion: '9.0'\npackages:\n  ${JSON.stringify(key)}:\n    ${entry}\n`);
}

function errorOf(text: string): AssayError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const source = (content: LockfileContent) => content.subjects[0]!.source;
const gapCodes = (content: LockfileContent) => content.gaps.map((gap) => gap.code);

describe('what a pnpm lockfile must not get past us', () => {
  it.each([
    ['type: git', `{type: git, repo: https://evil.example/x.git, commit: ${commit}}`],
    ['type: directory', '{type: directory, directory: evil}'],
    ['a git archive', `{tarball: https://codeload.github.com/o/r/tar.gz/${commit}}`],
    ['gitHosted', `{gitHosted: true, tarball: https://evil.example/x.tgz, integrity: ${sha512}}`],
    ['a project file', `{tarball: file:evil.tgz, integrity: ${sha512}}`],
    ['a relative URL', `{tarball: //evil.example/x.tgz, integrity: ${sha512}}`],
    ['a revision', `{integrity: ${sha512}, revision: 2}`],
    ['a custom type', '{type: "custom:cdn", url: https://evil.example}'],
  ])('does not judge a registry key that is backed by %s', (_what, resolution) => {
    expect(source(parsePackage('a@1.0.0', `resolution: ${resolution}`)).kind).toBe('unsupported');
  });

  it('does not take an archive for git because it says `gitHosted`', () => {
    const url = 'https://evil.example/x.tgz';
    const content = parsePackage(`a@${url}`, `resolution: {tarball: ${url}, gitHosted: true}\n    version: 1.0.0`);
    expect(source(content)).toEqual({ kind: 'url', url });
  });

  it('pnpm issue 4361: keeps the name a project asks for unjudged when another package took its place', () => {
    const content = parse(`lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      lodash:
        specifier: ^4.17.0
        version: evil@1.0.0
packages:
  evil@1.0.0:
    resolution: {integrity: ${sha512}}
snapshots:
  evil@1.0.0: {}
`);
    expect(content.subjects.map(({ name, source: { kind } }) => [name, kind])).toEqual([
      ['evil', 'registry'],
      ['lodash', 'unsupported'],
    ]);
    expect(content.gaps).toMatchObject([{ code: 'alias-not-declared', line: 5 }]);
  });

  it.each([
    ['npm:evil@^1.0.0', ''],
    ['npm:evil', ''],
    ['work:evil@1', ''],
    ["'catalog:'", 'catalogs:\n  default:\n    alias:\n      specifier: npm:evil@1\n      version: 1.0.0\n'],
    ["'catalog:x'", 'catalogs:\n  x:\n    alias:\n      specifier: npm:evil@1\n      version: 1.0.0\n'],
    ['^1.0.0', 'overrides:\n  alias: npm:evil@1.0.0\n'],
    ['https://host.example/evil.tgz', null],
  ])('knows the alias that %s declares', (specifier, more) => {
    const text = `lockfileVersion: '9.0'\n${more ?? ''}importers:\n  .:\n    dependencies:\n      alias:\n        specifier: ${specifier}\n        version: evil@1.0.0\npackages:\n  evil@1.0.0:\n    resolution: {integrity: ${sha512}}\nsnapshots:\n  evil@1.0.0: {}\n`;
    expect(parse(text).subjects).toHaveLength(more === null ? 2 : 1);
  });

  it('follows the `version` field that pnpm puts above the key, and says so', () => {
    const content = parsePackage('a@1.0.0', `resolution: {integrity: ${sha512}}\n    version: 2.0.0`);
    expect(content.subjects[0]!.version).toBe('2.0.0');
    expect(gapCodes(content)).toEqual(['version-disagrees']);
  });

  it('never shows credentials', () => {
    const content = parse(`lockfileVersion: '9.0'
packages:
  a@1.0.0:
    resolution: {integrity: ${sha512}, tarball: https://user:hunter2@registry.example/a/-/a-1.0.0.tgz}
  b@https://user:hunter2@host.example/b.tgz:
    resolution: {tarball: https://user:hunter2@host.example/b.tgz}
  c@git+https://x:hunter2@host.example/c.git#${commit}:
    resolution: {type: git, repo: https://x:hunter2@host.example/c.git, commit: ${commit}}
snapshots:
  d@https://user:hunter2@host.example/d.tgz: {}
  a@1.0.0:
    dependencies:
      e: https://user:hunter2@host.example/e.tgz
`);
    expect(JSON.stringify(content)).not.toContain('hunter2');
    expect(gapCodes(content).filter((code) => code === 'credentials-in-lockfile')).toHaveLength(3);
  });

  it.each([
    'a@../../x',
    '../x@1.0.0',
    '__proto__@1.0.0',
    'a\\u0000@1.0.0',
    '@1.0.0',
    'a',
    'a@',
    `${'a'.repeat(9999)}@1.0.0`,
  ])('lists the odd key %s as unsupported', (key) => {
    const content = parse(`lockfileVersion: '9.0'\npackages:\n  "${key}":\n    resolution: {integrity: ${sha512}}\n`);
    expect(source(content).kind).toBe('unsupported');
  });

  it('lists a snapshot without package, and reports a dependency without snapshot', () => {
    const content = parse(`lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      a:
        specifier: 1.0.0
        version: 1.0.0
      b:
        specifier: 1.0.0
        version: 1.0.0
snapshots:
  a@1.0.0: {}
`);
    expect(content.subjects).toMatchObject([{ name: 'a', source: { kind: 'unsupported' } }]);
    expect(content.gaps).toMatchObject([{ code: 'dependency-not-locked', line: 8 }]);
  });
});

describe('lockfiles that cannot be read', () => {
  it.each(['5', '5.0', '5.5', "'6.2'", "'7.0'", "'8.0'", "'10.0'", "'9.0.0'", 'x'])(
    'refuses version %s with a hint',
    (version) => {
      expect(errorOf(`lockfileVersion: ${version}\n`)).toMatchObject({
        code: 'ERR_LOCKFILE_UNSUPPORTED',
        file: 'pnpm-lock.yaml',
        line: 1,
        hint: 'Write it anew with pnpm 9 or later: pnpm install --lockfile-only',
      });
    },
  );

  it.each([
    ['nothing', ''],
    ['no version', 'packages: {}\n'],
    ['a list', '- a\n'],
    ['a duplicate key', "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  a@1.0.0: {}\n"],
    ['an alias', "lockfileVersion: '9.0'\npackages: &p {}\nsnapshots: *p\n"],
    ['a tag', "lockfileVersion: '9.0'\npackages: !!js/function x\n"],
    ['packages that are a list', "lockfileVersion: '9.0'\npackages: []\n"],
    ['importers that are text', "lockfileVersion: '9.0'\nimporters: x\n"],
    ['a merge conflict', "lockfileVersion: '9.0'\n<<<<<<< HEAD\npackages: {}\n=======\n"],
    ['three documents', "---\nlockfileVersion: '9.0'\n---\nlockfileVersion: '9.0'\n---\nlockfileVersion: '9.0'\n"],
    ['two documents that pnpm sees as one', "lockfileVersion: '9.0'\n---\nlockfileVersion: '9.0'\n"],
    ['a marker that pnpm overlooks', "---\nlockfileVersion: '9.0'\n--- # x\nlockfileVersion: '9.0'\n"],
    ['an end marker', "lockfileVersion: '9.0'\n...\n"],
    ['a lockfile that pnpm would take for its own', "---\nlockfileVersion: '9.0'\npackages: {}\n"],
  ])('refuses %s', (_what, text) => {
    expect(errorOf(text).code).toBe('ERR_LOCKFILE');
  });
});

describe('every kind of entry has an answer', () => {
  const lockfile = `lockfileVersion: '9.0'

settings:
  autoInstallPeers: true
  excludeLinksFromLockfile: false
  injectWorkspacePackages: true

catalogs:
  default:
    is-number:
      specifier: 7.0.0
      version: 7.0.0

patchedDependencies:
  ms@2.1.3: abc
  unused@1.0.0: def

packageExtensionsChecksum: sha256-x

pnpmfileChecksum: sha256-x

newThing: 1

importers:

  .:
    dependencies:
      alias:
        specifier: npm:@scope/real@4.6.0
        version: '@scope/real@4.6.0'
      std:
        specifier: jsr:@std/path@1.0.0
        version: '@jsr/std__path@1.0.0'
      folder:
        specifier: file:./folder
        version: file:folder
      linked:
        specifier: link:./elsewhere
        version: link:elsewhere
      member:
        specifier: workspace:*
        version: link:packages/member
      ms:
        specifier: 2.1.3
        version: 2.1.3(patch_hash=abc)
      react-dom:
        specifier: 18.2.0
        version: 18.2.0(react@18.2.0)
      archive:
        specifier: file:./tgz/archive-1.0.0.tgz
        version: file:tgz/archive-1.0.0.tgz
      node:
        specifier: runtime:22.0.0
        version: runtime:22.0.0
      work:
        specifier: work:work@1.0.0
        version: work:1.0.0
    devDependencies:
      tool:
        specifier: 1.0.0
        version: 1.0.0
    optionalDependencies:
      native:
        specifier: 1.0.0
        version: 1.0.0

  packages/member:
    dependencies:
      lib:
        specifier: link:../lib
        version: link:../lib

  packages/lib: {}

packages:

  '@scope/real@4.6.0':
    resolution: {integrity: ${sha512}}

  '@jsr/std__path@1.0.0':
    resolution: {integrity: ${sha512}, tarball: https://jsr.example/~/11/@jsr/std__path/1.0.0.tgz}

  folder@file:folder:
    resolution: {directory: folder, type: directory}

  ms@2.1.3:
    resolution: {integrity: ${sha512}}

  react-dom@18.2.0:
    resolution: {integrity: ${sha512}}
    peerDependencies:
      react: ^18.2.0

  react@18.2.0:
    resolution: {integrity: ${sha512}}

  archive@file:tgz/archive-1.0.0.tgz:
    resolution: {integrity: ${sha512}, tarball: file:tgz/archive-1.0.0.tgz}
    version: 1.0.0

  tool@1.0.0:
    resolution: {integrity: ${sha512}}
    bundledDependencies: true

  helper@1.0.0:
    resolution: {integrity: ${sha512}}

  native@1.0.0:
    resolution: {integrity: ${sha512}}
    os: [linux]

  node@runtime:22.0.0:
    resolution:
      type: variations
      variants: []
    version: 22.0.0

  work@work:1.0.0:
    resolution: {integrity: ${sha512}}

snapshots:

  '@scope/real@4.6.0': {}

  '@jsr/std__path@1.0.0': {}

  folder@file:folder:
    dependencies:
      ms: 2.1.3(patch_hash=abc)

  ms@2.1.3(patch_hash=abc): {}

  react-dom@18.2.0(react@18.2.0):
    dependencies:
      react: 18.2.0

  react@18.2.0: {}

  archive@file:tgz/archive-1.0.0.tgz: {}

  tool@1.0.0:
    dependencies:
      helper: 1.0.0

  helper@1.0.0: {}

  native@1.0.0:
    optional: true

  node@runtime:22.0.0: {}

  work@work:1.0.0: {}
`;
  const content = parse(lockfile);
  const bySubject = new Map(content.subjects.map((subject) => [subject.purl, subject]));

  it('reads names, versions and sources', () => {
    expect(content.format).toBe('pnpm-lock.yaml 9.0');
    expect(content.subjects.map(({ purl, source: { kind } }) => [purl, kind])).toEqual([
      ['pkg:npm/%40scope/real@4.6.0', 'registry'],
      ['pkg:npm/%40jsr/std__path@1.0.0', 'registry'],
      ['pkg:npm/folder', 'directory'],
      ['pkg:npm/ms@2.1.3', 'registry'],
      ['pkg:npm/react-dom@18.2.0', 'registry'],
      ['pkg:npm/react@18.2.0', 'registry'],
      ['pkg:npm/archive@1.0.0', 'archive'],
      ['pkg:npm/tool@1.0.0', 'registry'],
      ['pkg:npm/helper@1.0.0', 'registry'],
      ['pkg:npm/native@1.0.0', 'registry'],
      ['pkg:npm/node@22.0.0', 'unsupported'],
      ['pkg:npm/work@1.0.0', 'unsupported'],
      ['pkg:npm/member', 'directory'],
      ['pkg:npm/lib', 'directory'],
      ['pkg:npm/linked', 'directory'],
    ]);
    expect(bySubject.get('pkg:npm/lib')!.source).toEqual({ kind: 'directory', path: 'packages/lib' });
    expect(bySubject.get('pkg:npm/archive@1.0.0')!.source).toEqual({ kind: 'archive', path: 'tgz/archive-1.0.0.tgz' });
    expect(bySubject.get('pkg:npm/archive@1.0.0')!.files[0]!.pins).toHaveLength(1);
    expect(bySubject.get('pkg:npm/%40jsr/std__path@1.0.0')!.files[0]!.url).toContain('jsr.example');
  });

  it('finds scopes from the importers', () => {
    const scopes = Object.fromEntries(content.occurrences.map(({ path, scope }) => [path, scope]));
    expect(scopes).toMatchObject({
      'tool@1.0.0': 'dev',
      'helper@1.0.0': 'dev',
      'native@1.0.0': 'optional',
      'react@18.2.0': 'peer',
      'ms@2.1.3': 'prod',
    });
  });

  it('knows lines, parents and edges', () => {
    const helper = content.occurrences.find(({ path }) => path === 'helper@1.0.0')!;
    expect(lockfile.split('\n')[helper.line - 1]).toBe('  helper@1.0.0:');
    expect(helper.parent).toBe('pkg:npm/tool@1.0.0');
    expect(content.edges).toContainEqual({ from: 'pkg:npm/react-dom@18.2.0', to: 'pkg:npm/react@18.2.0' });
    expect(content.edges).toContainEqual({ from: 'pkg:npm/member', to: 'pkg:npm/lib' });
  });

  it('reports patches, hooks, bundles and sections it does not know', () => {
    expect(gapCodes(content).sort()).toEqual([
      'bundled-not-listed',
      'package-extensions',
      'patched-locally',
      'patched-locally',
      'pnpmfile',
      'unknown-section',
    ]);
  });

  it.each([
    [
      `a@git+ssh://git@git.example/a.git#${commit}`,
      `{type: git, repo: git@git.example:o/a.git, commit: ${commit}}`,
      'git',
    ],
    [
      `a@https://codeload.github.com/o/r/tar.gz/${commit}`,
      `{tarball: https://codeload.github.com/o/r/tar.gz/${commit}, gitHosted: true, integrity: ${sha512}}`,
      'git',
    ],
    [
      `a@https://gitlab.com/api/v4/projects/o%2Fr/repository/archive.tar.gz?ref=${commit}`,
      `{tarball: 'https://gitlab.com/api/v4/projects/o%2Fr/repository/archive.tar.gz?ref=${commit}'}`,
      'git',
    ],
    [
      `a@https://bitbucket.org/o/r/get/${commit}.tar.gz`,
      `{tarball: https://bitbucket.org/o/r/get/${commit}.tar.gz}`,
      'git',
    ],
    ['a@https://files.example/a.tgz', '{tarball: https://files.example/a.tgz}', 'url'],
    ['a@file:a.tgz', `{integrity: ${sha512}}`, 'archive'],
    ['a@custom:x', '{type: "custom:x"}', 'unsupported'],
    ['a@x:y', '{type: binary, url: https://host.example/a}', 'unsupported'],
    ['a@1.0.0', '{}', 'registry'],
  ])('reads %s', (key, resolution, kind) => {
    const parsed = parsePackage(key, `resolution: ${resolution}`);
    expect(source(parsed).kind).toBe(kind);
    if (kind === 'git') expect(source(parsed)).toMatchObject({ commit });
  });

  it('reads both documents: what pnpm needs for itself, and what the project needs', () => {
    const two = parse(`---
lockfileVersion: '9.0'
importers:
  .:
    configDependencies:
      plugin:
        specifier: 0.2.2
        version: 0.2.2
    packageManagerDependencies:
      pnpm:
        specifier: 12.0.0
        version: 12.0.0
packages:
  plugin@0.2.2:
    resolution: {integrity: ${sha512}}
  pnpm@12.0.0:
    resolution: {integrity: ${sha512}}
  '@pnpm/exe.linux-x64@12.0.0':
    resolution: {integrity: ${sha512}}
snapshots:
  plugin@0.2.2: {}
  pnpm@12.0.0:
    optionalDependencies:
      '@pnpm/exe.linux-x64': 12.0.0
  '@pnpm/exe.linux-x64@12.0.0':
    optional: true
---
lockfileVersion: '9.0'
importers:
  .: {}
`);
    expect(two.occurrences.map(({ path, scope }) => [path, scope])).toEqual([
      ['plugin@0.2.2', 'prod'],
      ['pnpm@12.0.0', 'prod'],
      ['@pnpm/exe.linux-x64@12.0.0', 'optional'],
    ]);
    expect(two.gaps).toEqual([]);
  });

  it('reads a file whose lines end in carriage returns', () => {
    const text = `---\nlockfileVersion: '9.0'\nimporters: {}\n---\nlockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: ${sha512}}\n`;
    expect(parse(text.replaceAll('\n', '\r\n')).subjects).toHaveLength(1);
  });
});

describe('a folder in the place of a package', () => {
  const swapped = (specifier: string, version: string, more = '') =>
    parse(
      `lockfileVersion: '9.0'\n${more}importers:\n  .:\n    dependencies:\n      a:\n        specifier: ${specifier}\n        version: ${version}\n`,
    );
  const entry = (resolution: string) =>
    `packages:\n  a@file:vendor/a:\n    resolution: ${resolution}\nsnapshots:\n  a@file:vendor/a: {}\n`;
  const directory = '{directory: vendor/a, type: directory}';
  const kinds = (content: LockfileContent) => content.subjects.map(({ source }) => source.kind);

  it.each([
    ['link:vendor/a', ''],
    ['link:../outside/a', ''],
    ['link:/tmp/a', ''],
    ['file:vendor/a', entry(directory)],
  ])('is not taken for one of the project: %s', (version, more) => {
    const content = swapped('1.0.0', version, more);
    expect(kinds(content)).toContain('unsupported');
    expect(content.gaps).toMatchObject([{ code: 'folder-not-declared' }]);
  });

  it('is not taken for one of the project where a fetched package is said to need it', () => {
    const packages = `packages:\n  b@1.0.0:\n    resolution: {integrity: ${sha512}}\n`;
    const content = parse(
      `lockfileVersion: '9.0'\n${packages}snapshots:\n  b@1.0.0:\n    dependencies:\n      a: link:vendor/a\n`,
    );
    expect(kinds(content)).toEqual(['registry', 'directory', 'unsupported']);
  });

  it('is none that a range beginning with a tilde asks for', () => {
    expect(kinds(swapped('~1.0.0', 'link:vendor/a'))).toContain('unsupported');
  });

  it('is an archive as well: taken only where the project asks for a file', () => {
    const key = 'a@file:x/a.tgz';
    const archive = `packages:\n  ${key}:\n    resolution: {integrity: ${sha512}, tarball: file:x/a.tgz}\n    version: 1.0.0\n`;
    const snapshots = `snapshots:\n  ${key}: {}\n`;
    expect(kinds(swapped('^1.0.0', 'file:x/a.tgz', archive + snapshots))).toContain('unsupported');
    for (const spec of ['file:x/a.tgz', './x/a.tgz', 'x/a.tgz'])
      expect(kinds(swapped(spec, 'file:x/a.tgz', archive + snapshots))).toEqual(['archive']);
    const needs = `snapshots:\n  ${key}: {}\n  b@1.0.0:\n    dependencies:\n      a: file:x/a.tgz\n`;
    const fetched = `${archive}  b@1.0.0:\n    resolution: {integrity: ${sha512}}\n${needs}`;
    expect(kinds(parse(`lockfileVersion: '9.0'\n${fetched}`))).toEqual(['archive', 'registry', 'unsupported']);
  });

  it.each([
    ['link:vendor/a', 'link:vendor/a', ''],
    ['workspace:*', 'link:vendor/a', ''],
    ['portal:vendor/a', 'link:vendor/a', ''],
    ['./vendor/a', 'link:vendor/a', ''],
    ['file:vendor/a', 'file:vendor/a', entry(directory)],
    [
      "'catalog:'",
      'link:vendor/a',
      "catalogs:\n  default:\n    a:\n      specifier: workspace:^\n      version: '1'\n",
    ],
    ['1.0.0', 'link:vendor/a', "overrides:\n  'b@>=1 <2>a@^1': link:vendor/a\n"],
  ])('is one of the project where that asks for %s', (specifier, version, more) => {
    const content = swapped(specifier, version, more);
    expect(kinds(content)).toEqual(['directory']);
    expect(content.gaps).toEqual([]);
  });

  it('is one of the project where it is a member of the workspace', () => {
    const content = parse(
      "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a: {specifier: ^1.0.0, version: link:packages/a}\n  packages/a: {}\n",
    );
    expect(kinds(content)).toEqual(['directory']);
    expect(content.gaps).toEqual([]);
  });

  it.each(['link:../a', 'link:/tmp/a', 'link:~/a', 'link:C:\\a'])('lies in the project, unlike %s', (version) => {
    expect(kinds(swapped(`'${version}'`, `'${version}'`))).toEqual(['unsupported']);
  });

  it('cannot have an integrity', () => {
    const resolution = `{directory: vendor/a, type: directory, integrity: ${sha512}}`;
    expect(kinds(swapped('file:vendor/a', 'file:vendor/a', entry(resolution)))).toEqual(['unsupported']);
  });

  it('is declared by the override of its own name alone', () => {
    const content = swapped('1.0.0', 'link:vendor/a', 'overrides:\n  b: link:vendor/a\n');
    expect(kinds(content)).toEqual(['directory', 'unsupported']);
  });
});
