import { describe, expect, test } from 'vitest';
import { mintBunLock } from './mint-bun-lock.js';
import { mintGemfileLock } from './mint-gemfile-lock.js';
import { mintPackageLock } from './mint-package-lock.js';
import { mintPnpmLock } from './mint-pnpm-lock.js';
import { mintGemRelease, mintPackage } from './minted-package.js';

const registry = 'https://npm.registry.example/';
const pad = mintPackage({ name: 'left-pad', version: '1.3.0' });
const tool = mintPackage({
  name: '@acme/tool',
  version: '2.0.0',
  packageJson: { dependencies: { 'left-pad': '1.3.0' } },
});
const inner = mintPackage({ name: 'inner', version: '0.1.0' });
const commit = 'a'.repeat(40);

interface Lock {
  readonly packages: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly dependencies?: Readonly<Record<string, unknown>>;
}

function packageLock(...args: Parameters<typeof mintPackageLock>): Lock {
  return JSON.parse(mintPackageLock(...args).text) as Lock;
}

describe('a minted package-lock.json', () => {
  const entries = [
    { kind: 'registry', package: tool },
    { kind: 'registry', package: pad },
    { kind: 'registry', package: pad, at: 'node_modules/pad-alias', scope: 'dev' },
    {
      kind: 'git',
      package: inner,
      url: 'git+ssh://git@forge.example/acme/inner.git',
      commit,
      at: 'node_modules/from-git',
    },
    { kind: 'url', package: inner, url: 'https://files.example/inner.tgz', at: 'node_modules/from-url' },
    { kind: 'archive', package: inner, path: 'vendor/inner.tgz', at: 'node_modules/from-file' },
    { kind: 'link', package: inner, folder: 'packages/inner' },
    { kind: 'bundled', package: inner, at: 'node_modules/@acme/tool/node_modules/inner' },
  ] as const;

  test('states resolved and integrity of registry entries, right ones', () => {
    const lock = packageLock({ registry, entries });
    expect(lock.packages['node_modules/@acme/tool']).toEqual({
      version: '2.0.0',
      resolved: 'https://npm.registry.example/@acme/tool/-/tool-2.0.0.tgz',
      integrity: tool.integrity,
      dependencies: { 'left-pad': '1.3.0' },
    });
    expect(lock.packages['node_modules/pad-alias']).toMatchObject({ name: 'left-pad', dev: true });
  });

  test('can hold every other entry kind', () => {
    const { packages } = packageLock({ registry, entries });
    expect(packages['node_modules/from-git']).toMatchObject({
      resolved: `git+ssh://git@forge.example/acme/inner.git#${commit}`,
    });
    expect(packages['node_modules/from-git']).not.toHaveProperty('integrity');
    expect(packages['node_modules/from-url']).toMatchObject({
      resolved: 'https://files.example/inner.tgz',
      integrity: inner.integrity,
    });
    expect(packages['node_modules/from-file']).toMatchObject({ resolved: 'file:vendor/inner.tgz' });
    expect(packages['node_modules/inner']).toEqual({ resolved: 'packages/inner', link: true });
    expect(packages['packages/inner']).toEqual({ version: '0.1.0' });
    expect(packages['node_modules/@acme/tool/node_modules/inner']).toEqual({ version: '0.1.0', inBundle: true });
  });

  test('lists what nobody else needs as the project’s own dependencies', () => {
    expect(packageLock({ registry, entries }).packages['']).toMatchObject({
      dependencies: { '@acme/tool': '2.0.0' },
      devDependencies: { 'pad-alias': 'npm:left-pad@1.3.0' },
    });
  });

  test('leaves resolved or integrity out when told to, and takes any other text', () => {
    const lock = packageLock({
      registry,
      omitResolved: true,
      entries: [{ kind: 'registry', package: pad, integrity: null }],
    });
    expect(lock.packages['node_modules/left-pad']).toEqual({ version: '1.3.0' });
    const other = packageLock({
      registry,
      entries: [{ kind: 'registry', package: pad, integrity: 'sha512-', resolved: 'x' }],
    });
    expect(other.packages['node_modules/left-pad']).toMatchObject({ integrity: 'sha512-', resolved: 'x' });
  });

  test('in version 2 also holds the nested tree that npm 6 reads', () => {
    const { dependencies } = packageLock({ registry, entries, lockfileVersion: 2 });
    expect(dependencies).toMatchObject({
      '@acme/tool': { version: '2.0.0', requires: { 'left-pad': '1.3.0' }, dependencies: { inner: { bundled: true } } },
      'pad-alias': { version: 'npm:left-pad@1.3.0', dev: true },
      inner: { version: 'file:packages/inner' },
    });
  });

  test('takes names that are dangerous as property keys', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const lock = packageLock({
      registry,
      entries: names.map((name) => ({ kind: 'registry', package: mintPackage({ name, version: '1.0.0' }) })),
    });
    expect(Object.keys(lock.packages)).toEqual(['', ...names.map((name) => `node_modules/${name}`).sort()]);
    expect(Object.keys(lock.packages['']?.['dependencies'] ?? {})).toEqual(names);
  });

  test('comes with the folders and archives it names', () => {
    const { files } = mintPackageLock({ registry, entries });
    expect(Object.keys(files)).toEqual([
      'package.json',
      'package-lock.json',
      'vendor/inner.tgz',
      'packages/inner/package.json',
    ]);
  });
});

describe('a minted pnpm-lock.yaml', () => {
  test('holds importers, packages and snapshots', () => {
    const { text } = mintPnpmLock({
      entries: [
        { kind: 'registry', package: tool },
        { kind: 'registry', package: pad, group: null },
      ],
    });
    expect(text).toContain("      '@acme/tool':\n        specifier: 2.0.0\n        version: 2.0.0\n");
    expect(text).toContain(`  left-pad@1.3.0:\n    resolution: {integrity: ${pad.integrity}}\n`);
    expect(text).toContain("  '@acme/tool@2.0.0':\n    dependencies:\n      left-pad: 1.3.0\n");
  });

  test('can hold every other entry kind', () => {
    const { text, files } = mintPnpmLock({
      entries: [
        { kind: 'registry', package: pad, alias: 'pad-alias' },
        { kind: 'git', package: inner, alias: 'from-git', url: 'https://forge.example/acme/inner.git', commit },
        { kind: 'url', package: inner, alias: 'from-url', url: 'https://files.example/inner.tgz' },
        { kind: 'archive', package: inner, alias: 'from-file', path: 'vendor/inner.tgz' },
        { kind: 'directory', package: inner, alias: 'copied', folder: 'packages/inner' },
        { kind: 'link', package: inner, alias: 'linked', folder: 'packages/inner' },
      ],
    });
    expect(text).toContain(
      "      pad-alias:\n        specifier: 'npm:left-pad@1.3.0'\n        version: left-pad@1.3.0\n",
    );
    expect(text).toContain(
      `    resolution: {commit: ${commit}, repo: 'https://forge.example/acme/inner.git', type: git}\n    version: 0.1.0\n`,
    );
    expect(text).toContain(
      `    resolution: {integrity: ${inner.integrity}, tarball: 'https://files.example/inner.tgz'}\n`,
    );
    expect(text).toContain("        version: 'link:packages/inner'\n");
    expect(Object.keys(files)).toContain('vendor/inner.tgz');
  });

  test('is two YAML documents when pnpm locks itself', () => {
    const { text } = mintPnpmLock({ entries: [], packageManager: mintPackage({ name: 'pnpm', version: '12.21.0' }) });
    expect(text.split('---\n')).toHaveLength(3);
    expect(text).toContain('    packageManagerDependencies:\n      pnpm:\n        specifier: 12.21.0\n');
  });
});

describe('a minted Gemfile.lock', () => {
  const remote = 'https://gems.example/';
  const rack = mintGemRelease({ name: 'rack', version: '3.0.8' });
  const native = mintGemRelease({
    name: 'nokogiri',
    version: '1.16.0',
    platform: 'x86_64-linux',
    dependencies: [{ name: 'rack', requirement: '~> 3.0' }],
  });
  const sources = [{ kind: 'registry', remote, gems: [rack, native] }] as const;

  test('is what Bundler writes', () => {
    expect(mintGemfileLock({ sources, platforms: ['x86_64-linux'] }).text).toBe(`GEM
  remote: https://gems.example/
  specs:
    nokogiri (1.16.0-x86_64-linux)
      rack (~> 3.0)
    rack (3.0.8)

PLATFORMS
  x86_64-linux

DEPENDENCIES
  nokogiri
  rack

CHECKSUMS
  nokogiri (1.16.0-x86_64-linux) sha256=${native.sha256}
  rack (3.0.8) sha256=${rack.sha256}

BUNDLED WITH
   2.6.2
`);
  });

  test('can have empty checksums, none at all, or any text', () => {
    expect(mintGemfileLock({ sources, checksums: 'none' }).text).not.toContain('CHECKSUMS');
    expect(mintGemfileLock({ sources, checksums: 'empty' }).text).toContain('\n  rack (3.0.8)\n\nBUNDLED');
    const checksumTexts = new Map([['rack-3.0.8', 'sha512=00']]);
    expect(mintGemfileLock({ sources, checksumTexts }).text).toContain('\n  rack (3.0.8) sha512=00\n');
  });

  test('marks gems from other sources, which have no digest', () => {
    const git = {
      kind: 'git',
      remote: 'https://forge.example/acme/karat.git',
      revision: commit,
      gems: [mintGemRelease({ name: 'karat', version: '1.0.0' })],
    } as const;
    const { text, files } = mintGemfileLock({ sources: [sources[0], git] });
    expect(text).toContain(
      `GIT\n  remote: https://forge.example/acme/karat.git\n  revision: ${commit}\n  specs:\n    karat (1.0.0)\n`,
    );
    expect(text).toContain('\n  karat!\n');
    expect(text).toContain('\n  karat (1.0.0)\n');
    expect(files['Gemfile']).toContain(
      `git 'https://forge.example/acme/karat.git', ref: '${commit}' do\n  gem 'karat'\nend\n`,
    );
  });
});

describe('a minted bun.lock', () => {
  const minted = mintBunLock({
    entries: [
      { kind: 'registry', package: tool },
      { kind: 'registry', package: pad, group: null },
      { kind: 'registry', package: pad, at: 'pad-alias', group: 'devDependencies', url: `${registry}x.tgz` },
      { kind: 'git', package: inner, at: 'from-git', url: 'git+https://forge.example/inner.git', commit },
      { kind: 'url', package: inner, at: 'from-url', url: 'https://files.example/inner.tgz', integrity: null },
      { kind: 'archive', package: inner, at: 'from-file', path: 'vendor/inner.tgz' },
      { kind: 'directory', package: inner, at: 'from-folder', folder: 'libs/inner' },
      { kind: 'member', package: inner, folder: 'packages/inner' },
      { kind: 'raw', at: '@acme/tool/left-pad', value: 7 },
    ],
    sections: { overrides: { a: '1.0.0' } },
  });
  const lines = minted.text.split('\n').map((line) => line.trim());

  test('has a row of the right shape for every kind, in the order of their depth', () => {
    expect(lines.filter((line) => /: [[7]/.test(line))).toEqual([
      `"@acme/tool": ["@acme/tool@2.0.0","",{"dependencies":{"left-pad":"1.3.0"}},"${tool.integrity}"],`,
      `"from-file": ["inner@vendor/inner.tgz",{},"${inner.integrity}"],`,
      '"from-folder": ["inner@file:libs/inner",{}],',
      `"from-git": ["inner@git+https://forge.example/inner.git#${commit}",{},"${commit}"],`,
      '"from-url": ["inner@https://files.example/inner.tgz",{}],',
      '"inner": ["inner@workspace:packages/inner"],',
      `"left-pad": ["left-pad@1.3.0","",{},"${pad.integrity}"],`,
      `"pad-alias": ["left-pad@1.3.0","${registry}x.tgz",{},"${pad.integrity}"],`,
      '"@acme/tool/left-pad": 7,',
    ]);
  });

  test('puts a comma after every last item, as bun does, and no package.json of another kind beside it', () => {
    expect(() => JSON.parse(minted.text) as unknown).toThrow();
    expect(JSON.parse(String(minted.files['package.json']))).toEqual({
      name: 'minted-project',
      version: '1.0.0',
      workspaces: ['packages/inner'],
      overrides: { a: '1.0.0' },
      dependencies: {
        '@acme/tool': '2.0.0',
        'from-git': `git+https://forge.example/inner.git#${commit}`,
        'from-url': 'https://files.example/inner.tgz',
        'from-file': 'file:vendor/inner.tgz',
        'from-folder': 'file:libs/inner',
      },
      devDependencies: { 'pad-alias': 'npm:left-pad@1.3.0' },
    });
  });
});
