/** What lockfiles say of their own projects, of who depends on whom, and of packages for people. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LockfileContent, Project } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { npm } from './npm/index.js';
import { rubygems } from './rubygems/index.js';

const encoder = new TextEncoder();
const integrity = `sha512-${'A'.repeat(86)}==`;

type Json = Readonly<Record<string, unknown>>;

function packageLock(packages: Json, manifest?: Json | string): LockfileContent {
  const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
  return npm.parseLockfile({
    path: 'package-lock.json',
    bytes: encoder.encode(JSON.stringify({ name: 'x', lockfileVersion: 3, packages })),
    ...(manifest === undefined ? {} : { manifest: encoder.encode(text) }),
  });
}

function pnpmLock(text: string, manifest?: Json): LockfileContent {
  return npm.parseLockfile({
    path: 'pnpm-lock.yaml',
    bytes: encoder.encode(text),
    ...(manifest === undefined ? {} : { manifest: encoder.encode(JSON.stringify(manifest)) }),
  });
}

const gemfileLock = (text: string) => rubygems.parseLockfile({ path: 'Gemfile.lock', bytes: encoder.encode(text) });
const locked = (version: string, more: Json = {}): Json => ({ version, integrity, ...more });
const identities = ({ projects }: LockfileContent) =>
  projects.map(({ path, name, version, subject, dependsOn }) => ({ path, name, version, subject, dependsOn }));

describe('the project of a package lock', () => {
  const packages = {
    '': { name: 'locked', version: '1.0.0', license: 'ISC', dependencies: { a: '1' }, devDependencies: { b: '1' } },
    'node_modules/a': locked('1.0.0', { dependencies: { c: '1' } }),
    'node_modules/b': locked('1.0.0', { dev: true }),
    'node_modules/c': locked('1.0.0'),
  };

  it('asks for what its sections name, and for nothing else', () => {
    expect(packageLock(packages).projects).toEqual([
      {
        lockfile: 'package-lock.json',
        path: '.',
        name: 'locked',
        version: '1.0.0',
        description: { from: 'lockfile', licenses: ['ISC'], authors: [], maintainers: [], links: [] },
        dependsOn: ['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0'],
      },
    ]);
  });

  it('is what package.json says, where that can be read', () => {
    const manifest = { name: 'own', version: '2.0.0', license: 'MIT', author: 'Ada', dependencies: { a: '1' } };
    expect(packageLock(packages, manifest).projects[0]).toMatchObject({
      name: 'own',
      version: '2.0.0',
      description: { from: 'project', licenses: ['MIT'], authors: [{ name: 'Ada' }] },
    });
    expect(packageLock(packages, '{').projects[0]).toMatchObject({ name: 'locked', version: '1.0.0' });
  });

  it.each([{ name: 7, version: [] }, { name: '', version: '' }, {}])('has no name where %j says none', (manifest) => {
    const [project] = packageLock({ '': {} }, manifest).projects;
    expect(project).toEqual({ lockfile: 'package-lock.json', path: '.', dependsOn: [] });
  });

  it('has its workspace’s members beside it, which are subjects; a folder that somebody depends on is none', () => {
    const content = packageLock({
      '': { name: 'root', workspaces: ['packages/*'], dependencies: { other: 'file:other' } },
      'node_modules/@x/one': { resolved: 'packages/one', link: true },
      'node_modules/other': { resolved: 'other', link: true },
      'packages/one': {
        name: '@x/one',
        version: '1.2.3',
        license: 'MIT',
        dependencies: { a: '1' },
        devDependencies: { b: '1' },
      },
      other: { name: 'other', version: '0.0.1' },
      'node_modules/a': locked('1.0.0'),
      'node_modules/b': locked('1.0.0', { dev: true }),
    });
    expect(identities(content)).toEqual([
      { path: '.', name: 'root', version: undefined, subject: undefined, dependsOn: ['pkg:npm/other@0.0.1'] },
      {
        path: 'packages/one',
        name: '@x/one',
        version: '1.2.3',
        subject: 'pkg:npm/%40x/one@1.2.3',
        dependsOn: ['pkg:npm/a@1.0.0', 'pkg:npm/b@1.0.0'],
      },
    ]);
    expect(content.projects[1]?.description).toMatchObject({ from: 'lockfile', licenses: ['MIT'] });
  });
});

describe('the dependencies of a package lock', () => {
  const edges = (packages: Json) =>
    packageLock(packages)
      .edges.map(({ from, to }) => `${from.slice(8)} → ${to.slice(8)}`)
      .sort();

  it('are edges in every section, of bundled packages, aliases, archives and repositories too', () => {
    const git = `git+ssh://git@git.example/x/git.git#${'a'.repeat(40)}`;
    expect(
      edges({
        '': { dependencies: { a: '1' } },
        'node_modules/a': locked('1.0.0', {
          dependencies: { git, alias: 'npm:b@1', archive: 'file:archive.tgz' },
          optionalDependencies: { o: '1' },
          peerDependencies: { p: '1', missing: '1' },
          bundleDependencies: ['bundled'],
        }),
        'node_modules/a/node_modules/bundled': { version: '1.0.0', inBundle: true, dependencies: { p: '1' } },
        'node_modules/alias': locked('1.0.0', { name: 'b', dependencies: { p: '1' } }),
        'node_modules/archive': locked('1.0.0', { resolved: 'file:archive.tgz' }),
        'node_modules/git': { version: '1.0.0', resolved: git, dependencies: { o: '1' } },
        'node_modules/o': locked('1.0.0', { optional: true }),
        'node_modules/p': locked('1.0.0', { peer: true, dependencies: { a: '1' } }),
      }),
    ).toEqual([
      'a@1.0.0 → archive@1.0.0',
      'a@1.0.0 → b@1.0.0',
      'a@1.0.0 → git@1.0.0',
      'a@1.0.0 → o@1.0.0',
      'a@1.0.0 → p@1.0.0',
      'b@1.0.0 → p@1.0.0',
      'bundled@1.0.0 → p@1.0.0',
      'git@1.0.0 → o@1.0.0',
      'p@1.0.0 → a@1.0.0',
    ]);
  });

  it('lead to a bundled package where it is depended on', () => {
    expect(
      edges({
        '': { dependencies: { a: '1' } },
        'node_modules/a': locked('1.0.0', { dependencies: { b: '1' }, bundleDependencies: ['b'] }),
        'node_modules/a/node_modules/b': { version: '1.0.0', inBundle: true },
      }),
    ).toEqual(['a@1.0.0 → b@1.0.0']);
  });
});

describe('an alias', () => {
  it('of npm is told where it is installed', () => {
    const { occurrences } = packageLock({
      '': { dependencies: { alias: 'npm:b@1', b: '1' } },
      'node_modules/alias': locked('1.0.0', { name: 'b' }),
      'node_modules/b': locked('1.0.0'),
    });
    expect(occurrences.map(({ path, aliases }) => [path, aliases])).toEqual([
      ['node_modules/alias', ['alias']],
      ['node_modules/b', undefined],
    ]);
  });

  it('of pnpm is told where the package is locked', () => {
    const of = (alias: string) => `      ${alias}:\n        specifier: npm:b@1\n        version: b@1.0.0\n`;
    const { occurrences } = pnpmLock(
      `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n${of('z')}${of('alias')}      b:\n        specifier: '1'\n        version: 1.0.0\n` +
        `packages:\n  b@1.0.0:\n    resolution: {integrity: ${integrity}}\nsnapshots:\n  b@1.0.0: {}\n`,
    );
    expect(occurrences.map(({ aliases }) => aliases)).toEqual([['alias', 'z']]);
  });
});

describe('the projects of a pnpm lockfile', () => {
  const text = [
    "lockfileVersion: '9.0'",
    'importers:',
    '  packages/one:',
    '    devDependencies:',
    '      a: {specifier: 1.0.0, version: 1.0.0}',
    '  .:',
    '    dependencies:',
    "      one: {specifier: 'workspace:*', version: link:packages/one}",
    'packages:',
    '  a@1.0.0:',
    `    resolution: {integrity: ${integrity}}`,
    '    deprecated: Use b.',
    'snapshots:',
    '  a@1.0.0: {}',
    '',
  ].join('\n');

  it('are its importers; package.json names the first', () => {
    const content = pnpmLock(text, { name: 'root', version: '1.0.0', license: 'MIT' });
    const [root, one] = content.projects;
    expect(root).toMatchObject({ path: '.', name: 'root', version: '1.0.0', description: { licenses: ['MIT'] } });
    expect(root?.dependsOn).toEqual([one?.subject]);
    expect(one).toMatchObject({ path: 'packages/one', dependsOn: ['pkg:npm/a@1.0.0'] });
    expect(content.subjects.map(({ id }) => id)).toContain(one?.subject);
    expect(content.subjects[0]?.description?.deprecated).toBe('Use b.');
  });

  it('of two documents are one: pnpm itself is asked for by the project', () => {
    const own = [
      "lockfileVersion: '9.0'",
      'importers:',
      '  .:',
      '    packageManagerDependencies:',
      '      pnpm: {specifier: 11.0.0, version: 11.0.0}',
      'packages:',
      '  pnpm@11.0.0:',
      `    resolution: {integrity: ${integrity}}`,
      'snapshots:',
      '  pnpm@11.0.0: {}',
    ].join('\n');
    const { projects } = pnpmLock(`---\n${own}\n---\n${text}`);
    expect(projects.map(({ path }) => path).sort()).toEqual(['.', 'packages/one']);
    expect(projects[0]?.dependsOn).toContain('pkg:npm/pnpm@11.0.0');
  });
});

describe('the project of a Gemfile.lock', () => {
  const gem = 'GEM\n  remote: https://gems.example/\n  specs:\n    rack (3.0.0)\n      rake\n    rake (13.0.0)\n\n';
  const rest = (names: string) => `PLATFORMS\n  x86_64-linux\n\nDEPENDENCIES\n${names}\n`;

  it('asks for what the Gemfile names', () => {
    expect(gemfileLock(`${gem}${rest('  rack')}`).projects).toEqual([
      { lockfile: 'Gemfile.lock', path: '.', dependsOn: ['pkg:gem/rack@3.0.0'] },
    ]);
  });

  it('is the one gem in its own folder', () => {
    const own = 'PATH\n  remote: .\n  specs:\n    mine (1.0.0)\n      rack\n\n';
    expect(identities(gemfileLock(`${own}${gem}${rest('  mine!\n  rake')}`))).toEqual([
      {
        path: '.',
        name: 'mine',
        version: '1.0.0',
        subject: 'pkg:gem/mine@1.0.0',
        dependsOn: ['pkg:gem/rack@3.0.0', 'pkg:gem/rake@13.0.0'],
      },
    ]);
  });

  it('has the gems of its folders beside it; what lies outside is none of it', () => {
    const folders = [
      'PATH\n  remote: engines/one\n  specs:\n    one (1.0.0)\n      rack\n\n',
      'PATH\n  remote: ../two\n  specs:\n    two (1.0.0)\n\n',
      'PATH\n  remote: .\n  specs:\n    three (1.0.0)\n    four (1.0.0)\n\n',
    ].join('');
    const names = '  four!\n  one!\n  three!\n  two!';
    expect(identities(gemfileLock(`${folders}${gem}${rest(names)}`)).map(({ path, name }) => [path, name])).toEqual([
      ['.', undefined],
      ['engines/one', 'one'],
      ['.', 'three'],
      ['.', 'four'],
    ]);
  });
});

describe('what a package lock says of packages for people', () => {
  const described = (more: Json) =>
    packageLock({ '': {}, 'node_modules/a': locked('1.0.0', more) }).subjects[0]?.description;

  it('is what it asks of its engines, and that it runs a script when it is installed', () => {
    expect(described({ engines: { node: '>=18' }, hasInstallScript: true })).toEqual({
      from: 'lockfile',
      licenses: [],
      authors: [],
      maintainers: [],
      links: [],
      engines: [{ name: 'node', range: '>=18' }],
      installScript: true,
    });
  });

  it('is pnpm’s word for a script as well, which its YAML says as text', () => {
    expect(described({ requiresBuild: true })?.installScript).toBe(true);
    expect(described({ requiresBuild: 'true' })?.installScript).toBe(true);
    expect(described({ requiresBuild: false })).toBeUndefined();
    // Of what it may not have downloaded, pnpm says so without knowing.
    expect(described({ requiresBuild: true, optional: true })).toBeUndefined();
    expect(described({ requiresBuild: 'true', optional: 'true' })).toBeUndefined();
    expect(described({ hasInstallScript: true, optional: true })?.installScript).toBe(true);
  });

  it('is licence, funding and deprecation', () => {
    const url = 'https://me:hunter2@x.example/';
    expect(described({ license: 'MIT', funding: [{ url }, 'file:///etc'], deprecated: 'Old.' })).toEqual({
      from: 'lockfile',
      licenses: ['MIT'],
      authors: [],
      maintainers: [],
      links: [{ kind: 'funding', url: 'https://x.example/' }],
      deprecated: 'Old.',
    });
  });

  it.each([{}, { license: 7 }, { license: [] }, { funding: 'nowhere' }, { deprecated: false }, { author: 'Ada' }])(
    'is nothing in %j',
    (more) => {
      expect(described(more)).toBeUndefined();
    },
  );

  it('is no part of what tells two subjects apart', () => {
    const content = packageLock({
      '': {},
      'node_modules/a': locked('1.0.0', { license: 'MIT' }),
      'node_modules/b/node_modules/a': locked('1.0.0', { license: 'ISC' }),
    });
    expect(content.subjects).toHaveLength(1);
    expect(content.subjects[0]?.description?.licenses).toEqual(['MIT']);
  });

  it('is one object for all packages of one licence that ask the same of their engines', () => {
    const objects = (engineOf: (index: number) => string) => {
      const packages = Array.from({ length: 5 }, (_, index): [string, Json] => [
        `node_modules/p${String(index)}`,
        locked('1.0.0', { license: 'MIT', engines: { node: engineOf(index) } }),
      ]);
      const { subjects } = packageLock({ '': {}, ...(Object.fromEntries(packages) as Json) });
      return new Set(subjects.map(({ description }) => description)).size;
    };
    expect(objects(() => '>=18')).toBe(1);
    expect(objects((index) => `>=${String(index % 2)}`)).toBe(2);
  });
});

const corpus = fileURLToPath(new URL('../../../../shared/data/lockfiles/', import.meta.url));
/** Cut from larger lockfiles: their projects ask for nothing that is there. And two that are refused. */
const without = ['nested-dependencies.v2.json', 'optional-package.v2.json', 'scoped-packages.v2.json'];
const refused = ['invalid.lock', 'no-packages.v9.yaml'];

describe.skipIf(!existsSync(corpus))('in real lockfiles every package is reached from a project', () => {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\/(?:[^/]*\.v[29]\.(?:json|yaml)|package-lock\.json|pnpm-lock\.yaml|Gemfile\.lock|[^/]*\.lock)$/.test(file),
  );
  const known = files.filter(
    (file) => !/^(?:yarn|bun)/.test(file) && ![...without, ...refused].some((name) => file.endsWith(name)),
  );

  it.each(known)('%s', (file) => {
    const ecosystem = file.startsWith('gemfile') ? rubygems : npm;
    const content = ecosystem.parseLockfile({ path: file, bytes: readFileSync(join(corpus, file)) });
    expect(unreached(content)).toEqual([]);
  });
});

function unreached({ subjects, edges, projects }: LockfileContent): readonly string[] {
  const needs = new Map<string, string[]>();
  for (const { from, to } of edges) needs.set(from, [...(needs.get(from) ?? []), to]);
  const waiting = projects.flatMap(({ subject, dependsOn }: Project) => [...dependsOn, subject ?? '']);
  const reached = new Set<string>();
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    waiting.push(...(needs.get(id) ?? []));
  }
  return subjects.map(({ id }) => id).filter((id) => !reached.has(id));
}
