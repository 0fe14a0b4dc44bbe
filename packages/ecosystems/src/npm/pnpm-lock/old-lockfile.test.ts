import { AssayError, type LockfileContent } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { matchUrl } from '../match-url.js';
import { parsePnpmLock } from './pnpm-lock.js';

const sha512 = `sha512-${'A'.repeat(86)}==`;
const commit = 'a'.repeat(40);
const registry = 'https://registry.example/';

function parse(text: string): LockfileContent {
  return parsePnpmLock({ path: 'pnpm-lock.yaml', bytes: new TextEncoder().encode(text) });
}

function codeOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
  return 'read';
}

const kinds = (content: LockfileContent) => content.subjects.map(({ name, source: { kind } }) => [name, kind]);
const gapCodes = (content: LockfileContent) => content.gaps.map(({ code }) => code);

const five = `lockfileVersion: 5.4

specifiers:
  alias: npm:real@4.6.0
  folder: file:./folder
  linked: link:./elsewhere
  react-dom: ^18.2.0
  private: 1.0.0
  from-url: https://files.example/from-url.tgz
  from-git: git.example/o/r
  archive: file:archive.tgz
  tool: 1.0.0
  native: 1.0.0

dependencies:
  alias: /real/4.6.0
  folder: file:folder
  linked: link:elsewhere
  react-dom: 18.2.0_react@18.2.0
  private: registry.example/private/1.0.0
  from-url: '@files.example/from-url.tgz'
  from-git: git.example/o/r/${commit}
  archive: file:archive.tgz

optionalDependencies:
  native: 1.0.0

devDependencies:
  tool: 1.0.0

packages:

  /real/4.6.0:
    resolution: {integrity: ${sha512}}
    patched: true
    dev: false

  /react-dom/18.2.0_react@18.2.0:
    resolution: {integrity: ${sha512}}
    peerDependencies:
      react: ^18.2.0
    dependencies:
      react: 18.2.0
    dev: false

  /react/18.2.0:
    resolution: {integrity: ${sha512}}
    dev: false

  /native/1.0.0:
    resolution: {integrity: ${sha512}}
    requiresBuild: true
    optional: true

  /tool/1.0.0:
    resolution: {integrity: ${sha512}}
    hasBin: true
    bundledDependencies:
      - inner
    dependencies:
      helper: 1.0.0
    dev: true

  /helper/1.0.0:
    resolution: {integrity: ${sha512}}
    dev: true

  '@files.example/from-url.tgz':
    resolution: {tarball: https://files.example/from-url.tgz}
    name: from-url
    version: 2.0.0
    dev: false

  git.example/o/r/${commit}:
    resolution: {type: git, repo: https://git.example/o/r.git, commit: ${commit}}
    name: from-git
    version: 3.0.0
    prepare: true
    requiresBuild: true

  registry.example/private/1.0.0:
    resolution: {integrity: ${sha512}, registry: https://registry.example/, tarball: https://registry.example/private/-/private-1.0.0.tgz}
    name: private
    version: 1.0.0

  file:archive.tgz:
    resolution: {integrity: ${sha512}, tarball: file:archive.tgz}
    name: archive
    version: 1.0.0

  file:folder:
    resolution: {directory: folder, type: directory}
    name: folder
    version: 1.0.0
    dependencies:
      react: 18.2.0
`;

/** The same project as pnpm 8 writes it: keys with `@`, specifiers beside the versions. */
function asSix(text: string): string {
  const specifiers = new Map(
    [...text.matchAll(/^ {2}([\w-]+): (.*)$/gm)].slice(0, 10).map(([, name, ask]) => [name!, ask!]),
  );
  const [head, packages] = text.split('\npackages:\n') as [string, string];
  const sections = head
    .slice(head.indexOf('dependencies:'))
    .replaceAll(/^ {2}([\w-]+): (.*)$/gm, (_line, name: string, version: string) => {
      return `  ${name}:\n    specifier: ${specifiers.get(name)}\n    version: ${asRef(version)}`;
    });
  const entries = packages.replaceAll(/^ {2}([^ ].*):$/gm, (_line, key: string) => `  ${asRef(key)}:`);
  return `lockfileVersion: '6.0'\n\nsettings:\n  autoInstallPeers: true\n\n${sections}\npackages:\n${entries}`;
}

function asRef(text: string): string {
  return text.replace(/^(\/|registry\.example\/)([\w-]+)\/([\d.]+)/, '$1$2@$3').replace(/_(react@[\d.]+)$/, '($1)');
}

describe.each([
  ['5.4', five],
  ['6.0', asSix(five)],
])('lockfileVersion %s', (version, text) => {
  const content = parse(text);

  it('reads every kind of entry', () => {
    expect(content.format).toBe(`pnpm-lock.yaml ${version}`);
    expect(content.subjects.map(({ purl, source: { kind } }) => [purl, kind])).toEqual([
      ['pkg:npm/real@4.6.0', 'registry'],
      ['pkg:npm/react-dom@18.2.0', 'registry'],
      ['pkg:npm/react@18.2.0', 'registry'],
      ['pkg:npm/native@1.0.0', 'registry'],
      ['pkg:npm/tool@1.0.0', 'registry'],
      ['pkg:npm/helper@1.0.0', 'registry'],
      ['pkg:npm/from-url@2.0.0', 'url'],
      ['pkg:npm/from-git@3.0.0', 'git'],
      ['pkg:npm/private@1.0.0', 'registry'],
      ['pkg:npm/archive@1.0.0', 'archive'],
      ['pkg:npm/folder@1.0.0', 'directory'],
      ['pkg:npm/linked', 'directory'],
    ]);
    const hosted = content.subjects.find(({ name }) => name === 'private')!;
    expect(hosted.files[0]?.url).toBe('https://registry.example/private/-/private-1.0.0.tgz');
    expect(hosted.files[0]?.pins).toHaveLength(1);
  });

  it('finds scopes, lines, parents, aliases and edges', () => {
    const placeOf = (name: string) =>
      content.occurrences.find(({ subject }) =>
        content.subjects.some((each) => each.id === subject && each.name === name),
      )!;
    const names = ['real', 'react', 'native', 'tool', 'helper'];
    expect(names.map((name) => placeOf(name).scope)).toEqual(['prod', 'prod', 'optional', 'dev', 'dev']);
    expect(placeOf('helper').parent).toBe('pkg:npm/tool@1.0.0');
    expect(placeOf('real').aliases).toEqual(['alias']);
    expect(text.split('\n')[placeOf('helper').line - 1]).toBe(
      version === '5.4' ? '  /helper/1.0.0:' : '  /helper@1.0.0:',
    );
    expect(content.edges).toContainEqual({ from: 'pkg:npm/react-dom@18.2.0', to: 'pkg:npm/react@18.2.0' });
    expect(content.projects).toHaveLength(1);
    expect(content.projects[0]?.dependsOn).toHaveLength(10);
  });

  it('reports patches and bundles, and nothing else', () => {
    expect(gapCodes(content)).toEqual(['bundled-not-listed', 'patched-locally']);
  });

  it('reads the projects of a workspace', () => {
    const [head, packages] = text.split('\npackages:\n') as [string, string];
    const [first, ...rest] = head.split('\n\n');
    const importers = rest
      .filter((part) => !part.startsWith('settings'))
      .join('\n')
      .replaceAll(/^/gm, '    ');
    const member = `  packages/member:\n    specifiers:\n      lib: workspace:*\n    dependencies:\n      lib: link:../lib\n  packages/lib:\n    specifiers: {}\n`;
    const shared = parse(`${first}\nimporters:\n  .:\n${importers}\n${member}packages:\n${packages}`);
    expect(shared.subjects.map(({ purl }) => purl)).toEqual([
      ...content.subjects.slice(0, -1).map(({ purl }) => purl),
      'pkg:npm/packages%2Fmember',
      'pkg:npm/lib',
      'pkg:npm/linked',
    ]);
    expect(shared.projects.map(({ path }) => path)).toEqual(['.', 'packages/member', 'packages/lib']);
    expect(shared.edges).toContainEqual({ from: 'pkg:npm/packages%2Fmember', to: 'pkg:npm/lib' });
  });
});

describe('THREATS row 21: a field of an old pnpm lockfile is changed', () => {
  const one = (key: string, fields: string) =>
    parse(`lockfileVersion: 5.4\npackages:\n  ${JSON.stringify(key)}:\n    ${fields}\n`);
  const pinned = `resolution: {integrity: ${sha512}}`;

  function faults(content: LockfileContent): readonly string[] {
    const [subject] = content.subjects;
    const found: string[] = subject?.source.kind === 'registry' ? [] : [subject?.source.kind ?? 'gone'];
    if (subject?.purl !== 'pkg:npm/lodash@4.17.21') found.push('other purl');
    for (const file of subject?.files ?? []) {
      if (matchUrl(subject!, file, registry).match === 'different') found.push('url');
      if (file.pins.length === 0) found.push('no pin');
    }
    return [...found, ...gapCodes(content)];
  }

  it.each<[string, string, string, readonly string[]]>([
    ['nothing', '/lodash/4.17.21', pinned, []],
    ['name', '/evil/4.17.21', pinned, ['other purl']],
    ['version', '/lodash/4.17.20', pinned, ['other purl']],
    ['name beside the key', '/lodash/4.17.21', `${pinned}\n    name: evil`, ['unsupported']],
    ['version beside the key', '/lodash/4.17.21', `${pinned}\n    version: 4.17.20`, ['unsupported', 'other purl']],
    ['pin removed', '/lodash/4.17.21', 'resolution: {}', ['no pin']],
    ['resolution removed', '/lodash/4.17.21', 'engines: {}', ['unsupported']],
    ['URL', '/lodash/4.17.21', `resolution: {integrity: ${sha512}, tarball: https://evil.example/x.tgz}`, ['url']],
    ['registry', '/lodash/4.17.21', `resolution: {integrity: ${sha512}, registry: https://evil.example}`, ['url']],
    ['registry in the key', 'evil.example/lodash/4.17.21', pinned, ['unsupported']],
    [
      'to git',
      '/lodash/4.17.21',
      'resolution: {type: git, repo: https://evil.example/x.git, commit: x}',
      ['unsupported'],
    ],
    ['to a folder', '/lodash/4.17.21', 'resolution: {type: directory, directory: x}', ['unsupported']],
    ['to an archive of the project', '/lodash/4.17.21', 'resolution: {tarball: file:x.tgz}', ['unsupported']],
  ])('%s', (_what, key, fields, expected) => {
    expect(faults(one(key, fields))).toEqual([...expected]);
  });

  const project = (version: string, entry: string) =>
    parse(
      `lockfileVersion: 5.4\nspecifiers:\n  lodash: ^4.17.0\ndependencies:\n  lodash: ${version}\npackages:\n  ${entry}\n`,
    );

  it('pnpm issue 4361: keeps the name that was asked for, unjudged, when another package took its place', () => {
    const content = project('/evil/1.0.0', `/evil/1.0.0:\n    ${pinned}`);
    expect(kinds(content)).toEqual([
      ['evil', 'registry'],
      ['lodash', 'unsupported'],
    ]);
    expect(gapCodes(content)).toEqual(['alias-not-declared']);
  });

  it('and when the archive is named by its URL', () => {
    const url = `${registry}evil/-/evil-1.0.0.tgz`;
    const entry = `'@registry.example/evil/-/evil-1.0.0.tgz':\n    resolution: {tarball: ${url}}\n    name: evil\n    version: 1.0.0`;
    expect(gapCodes(project("'@registry.example/evil/-/evil-1.0.0.tgz'", entry))).toEqual(['alias-not-declared']);
  });

  it('does not take a folder for the package that was asked for', () => {
    const entry = 'file:vendor:\n    resolution: {directory: vendor, type: directory}\n    name: lodash';
    expect(gapCodes(project('file:vendor', entry))).toEqual(['folder-not-declared']);
  });

  it('says what is not locked', () => {
    expect(gapCodes(project('4.17.21', `/other/1.0.0:\n    ${pinned}`))).toEqual(['dependency-not-locked']);
  });

  it('keeps two ways in which one release is locked apart', () => {
    const content = parse(
      `lockfileVersion: 5.4\npackages:\n  /a/1.0.0_b@1.0.0:\n    ${pinned}\n  /a/1.0.0_b@2.0.0:\n    resolution: {integrity: sha512-${'B'.repeat(86)}==}\n`,
    );
    expect(content.subjects.map(({ id }) => id)).toEqual(['pkg:npm/a@1.0.0', 'pkg:npm/a@1.0.0#2']);
  });

  it('never shows credentials', () => {
    const content = parse(`lockfileVersion: '6.0'
dependencies:
  a: {specifier: x, version: '@user:hunter2@host.example/a.tgz'}
  b: {specifier: x, version: '@user:hunter2@host.example/b.tgz'}
packages:
  '@user:hunter2@host.example/a.tgz':
    resolution: {tarball: https://user:hunter2@host.example/a.tgz, registry: https://user:hunter2@host.example/}
    name: a
    version: 1.0.0
    patched: true
    dependencies:
      c: '@user:hunter2@host.example/c.tgz'
`);
    expect(JSON.stringify(content)).not.toContain('hunter2');
    expect(gapCodes(content)).toContain('credentials-in-lockfile');
  });
});

describe('an old lockfile that cannot be read', () => {
  it.each([
    ['snapshots, which pnpm 9 would follow', 'lockfileVersion: 5.4\nsnapshots: {}\n'],
    ['dependencies that are a list', 'lockfileVersion: 5.4\ndependencies: [a]\n'],
    ['specifiers that are text', 'lockfileVersion: 5.4\nspecifiers: a\n'],
    ['two documents', "---\nlockfileVersion: '9.0'\n---\nlockfileVersion: '6.0'\n"],
    ['a key that stands twice', 'lockfileVersion: 5.4\npackages:\n  /a/1.0.0: {}\n  /a/1.0.0: {}\n'],
  ])('%s', (_what, text) => {
    expect(codeOf(text)).toBe('ERR_LOCKFILE');
  });

  it.each(['5.1', '5.2', '5.3', '5.4', '5.4-inlineSpecifiers', "'6.0'", "'6.1'"])('unlike version %s', (version) => {
    expect(codeOf(`lockfileVersion: ${version}\n`)).toBe('read');
  });

  it('says which sections it does not understand', () => {
    const text =
      'lockfileVersion: 5.4\nimporters: {}\ndependencies: {a: 1.0.0}\ncatalogs: {}\nonlyBuiltDependencies: []\n';
    expect(parse(text).gaps.map(({ line, code }) => [line, code])).toEqual([
      [3, 'unknown-section'],
      [4, 'unknown-section'],
    ]);
  });
});
