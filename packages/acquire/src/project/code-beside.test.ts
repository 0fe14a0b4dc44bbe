import { temporaryFolder, writeFiles } from '@assay/testkit';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeBeside } from './code-beside.js';

async function told(name: string, files: Readonly<Record<string, string>>, lock = '') {
  await using folder = await temporaryFolder();
  await writeFiles(folder.path, files);
  const bytes = new TextEncoder().encode(lock);
  const gaps = await codeBeside({ path: `sub/${name}`, bytes }, (path) => join(folder.path, path.replace(/^sub/, '')));
  for (const gap of gaps) expect(gap).toMatchObject({ lockfile: `sub/${name}` });
  // What a project brings along is reviewed with it: it is told, and no doubt by itself.
  expect(gaps.some(({ doubt }) => doubt)).toBe(false);
  return gaps.map(({ code, detail }) => `${code}: ${detail}`);
}

describe('code that Yarn runs from the checkout', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['another Yarn', { '.yarnrc.yml': 'yarnPath: .yarn/releases/yarn-4.cjs\n' }, 'yarn-path: .*yarn-4.cjs'],
    ['another Yarn 1', { '.yarnrc': 'yarn-path "./.yarn/yarn-1.cjs"\n' }, 'yarn-path: .*yarn-1.cjs'],
    [
      'plugins by path',
      { '.yarnrc.yml': 'plugins:\n  - path: .yarn/plugins/a.cjs\n    spec: x\n' },
      'yarn-plugins: .*a.cjs',
    ],
    ['plugins by name', { '.yarnrc.yml': 'plugins:\n  - ./b.cjs\n' }, 'yarn-plugins: .*b.cjs'],
    ['plugins in an unknown form', { '.yarnrc.yml': 'plugins: c.cjs\n' }, 'yarn-plugins: .*c.cjs'],
    ['loaders', { '.pnp.cjs': '', '.pnp.loader.mjs': '' }, 'yarn-pnp-loader: .pnp.cjs and .pnp.loader.mjs'],
    ['the older loader', { '.pnp.js': '' }, 'yarn-pnp-loader: .pnp.js'],
    ['unpacked packages', { '.yarn/unplugged/a/index.js': '' }, 'yarn-unplugged: '],
  ])('is told: %s', async (_what, files, expected) => {
    const gaps = await told('yarn.lock', files);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatch(new RegExp(`^${expected}`));
  });

  test('is not made up', async () => {
    expect(
      await told('yarn.lock', { '.yarnrc.yml': 'nodeLinker: node-modules\n', '.yarnrc': 'registry "x"\n' }),
    ).toEqual([]);
    expect(await told('yarn.lock', { '.yarnrc.yml': '{', '.yarn/releases/yarn-4.cjs': '' })).toEqual([]);
    expect(await told('package-lock.json', { '.yarnrc.yml': 'yarnPath: x\n', '.pnp.cjs': '' })).toEqual([]);
  });
});

describe('a pnpmfile', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['of pnpm 5 and later', { '.pnpmfile.cjs': '' }, '.pnpmfile.cjs'],
    ['of pnpm 11', { '.pnpmfile.mjs': '' }, '.pnpmfile.mjs'],
    ['of pnpm 4', { 'pnpmfile.js': '' }, 'pnpmfile.js'],
    ['that a setting names', { 'pnpm-workspace.yaml': 'pnpmfile: a.cjs\n' }, 'the setting `pnpmfile`'],
    ['of several', { 'pnpm-workspace.yaml': 'pnpmfile:\n  - a.cjs\n  - b.cjs\n' }, 'the setting `pnpmfile`'],
    ['of .npmrc', { '.npmrc': 'global-pnpmfile=a.cjs\n' }, 'the setting `global-pnpmfile`'],
  ])('%s is told, also where the lockfile is silent', async (_what, files, expected) => {
    const gaps = await told('pnpm-lock.yaml', files);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain(expected);
  });

  test('is told once where the lockfile has its digest, and not where there is none', async () => {
    expect(await told('pnpm-lock.yaml', { '.pnpmfile.cjs': '' }, 'lockfileVersion: x\npnpmfileChecksum: y\n')).toEqual(
      [],
    );
    expect(await told('pnpm-lock.yaml', { '.npmrc': 'registry=https://x.example/\n' })).toEqual([]);
  });
});
