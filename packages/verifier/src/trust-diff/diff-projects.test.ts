import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintGemRelease,
  mintGemfileLock,
  mintPackage,
  mintPackageLock,
  mintYarnLock,
  temporaryFolder,
  writeFiles,
  type MintedPackage,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diffProjects } from './diff-projects.js';
import type { ProjectDiffOptions } from './project-diff-options.js';

const hasGit = (() => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const one = mintPackage({ name: 'left-pad', version: '1.0.0' });
const swapped = mintPackage({ name: 'left-pad', version: '1.0.0', packageJson: { description: 'x' } });
const gem = mintGemRelease({ name: 'rack', version: '3.0.0' });

function lock(minted: MintedPackage) {
  return mintPackageLock({ registry: 'https://registry.example/', entries: [{ kind: 'registry', package: minted }] })
    .files;
}

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

async function codesOf(options: ProjectDiffOptions): Promise<readonly string[]> {
  const env = { PATH: process.env['PATH'], HOME: join(folder.path, 'home') };
  const shared = { depth: 'pins', env, store: null, folder: folder.path } as const;
  const { diff } = await diffProjects({ ...shared, ...options });
  return diff.changes.map(({ code }) => code);
}

const file = (...parts: readonly string[]) => join(folder.path, ...parts);

async function project(name: string, minted: MintedPackage): Promise<void> {
  await mkdir(file(name), { recursive: true });
  await writeFiles(file(name), lock(minted));
}

describe('a lockfile of Yarn 2 and later', () => {
  const other = mintPackage({ name: 'right-pad', version: '1.0.0' });
  const { files } = mintYarnLock({ format: 'berry', packages: [one, other], registry: 'https://registry.example/' });
  const older = files['yarn.lock'] as string;

  async function changesTo(newer: string) {
    await mkdir(file('old'), { recursive: true });
    await mkdir(file('new'), { recursive: true });
    await writeFiles(file('old'), files);
    await writeFiles(file('new'), { ...files, 'yarn.lock': newer });
    const env = { PATH: process.env['PATH'], HOME: join(folder.path, 'home') };
    const options = { depth: 'pins', env, store: null, folder: folder.path, base: './old', head: './new' } as const;
    const { diff } = await diffProjects(options);
    return diff.changes.map(({ severity, code, places }) => `${severity} ${code} ${String(places.length)}`);
  }

  test('that another Yarn wrote with archives of another kind is one change, not one for each package', async () => {
    const newer = older.replaceAll(/10c0(\/.{127})./g, '11c0$10').replace('cacheKey: 10c0', 'cacheKey: 11c0');
    expect(newer.match(/11c0/g)).toHaveLength(3);
    expect(await changesTo(newer)).toEqual(['attention pins-replaced 2', 'info gap-added 1']);
  });

  test('that pins another archive of the same kind is an alarm', async () => {
    const newer = older.replace(/10c0\/./, (text) => `10c0/${text.endsWith('0') ? '1' : '0'}`);
    expect(await changesTo(newer)).toEqual(['alarm pins-changed 1']);
  });

  test('in which one package alone has another kind of archive lets it fail', async () => {
    const newer = older.replace('checksum: 10c0/', 'checksum: 8/');
    const changes = await changesTo(newer);
    expect(changes).toEqual(expect.arrayContaining(['attention pins-replaced 1', 'alarm verdict-worsened 1']));
  });
});

describe('two folders', () => {
  test('are compared by the names that lockfiles have inside of them', async () => {
    await project('old', one);
    await project('new', swapped);
    expect(await codesOf({ base: './old', head: './new' })).toContain('pins-changed');
    const files = { base: 'old/package-lock.json', head: 'new/package-lock.json' };
    expect(await codesOf(files)).toContain('pins-changed');
    await writeFiles(file('new'), lock(one));
    expect(await codesOf({ base: './old', head: './new' })).toEqual([]);
  });

  test('one of which has nothing is no error: everything is gone or new', async () => {
    await project('old', one);
    await mkdir(file('new'));
    expect(await codesOf({ base: 'old', head: 'new' })).toEqual(['lockfile-removed', 'package-unlocked']);
    expect(await codesOf({ base: 'new', head: 'old' })).toEqual(
      expect.arrayContaining(['lockfile-added', 'package-added']),
    );
  });

  test.each([
    [{ base: './gone' }, /cannot be read/],
    [{ base: '--help' }, /names no folder and no revision/],
    [{ base: '.', paths: ['../x'] }, /leads out/],
    [{ base: '.', paths: ['/etc'] }, /leads out/],
    [{ base: '.', paths: ['typo'] }, /neither in the base nor in the head/],
    [{ base: '.', policy: { file: 'a' }, policyFromBase: 'b' }, /exclude each other/],
  ] as const)('that cannot be read so are refused: %j', async (options, message) => {
    await project('.', one);
    await expect(codesOf(options)).rejects.toThrow(message);
  });
});

describe.skipIf(!hasGit)('revisions', () => {
  const git = (...args: string[]) => {
    const who = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@acme.example' };
    const env = {
      ...who,
      GIT_COMMITTER_NAME: 'A',
      GIT_COMMITTER_EMAIL: 'a@acme.example',
      GIT_CONFIG_GLOBAL: '/dev/null',
    };
    return execFileSync('git', args, { cwd: folder.path, env: { PATH: process.env['PATH'] ?? '', ...env } })
      .toString()
      .trim();
  };
  const commit = () => {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', 'x');
  };

  beforeEach(async () => {
    git('init', '--quiet', '--initial-branch', 'main');
    await project('web', one);
    commit();
  });

  test('name lockfiles as the repository does, from whatever folder they are asked for', async () => {
    await project('web', swapped);
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
    const { diff } = await diffProjects({ base: 'main', folder: file('web'), depth: 'pins', env, store: null });
    expect(diff.base.lockfiles).toEqual(['web/package-lock.json']);
    expect(diff.changes[0]).toMatchObject({ code: 'pins-changed', places: [{ lockfile: 'web/package-lock.json' }] });
    expect(diff.head.name).toBe('the working folder');
  });

  test('and working folder may each lack what is asked for', async () => {
    await rm(file('web'), { recursive: true });
    expect(await codesOf({ base: 'main', paths: ['web'] })).toEqual(['lockfile-removed', 'package-unlocked']);
    commit();
    await project('web', one);
    expect(await codesOf({ base: 'main', paths: ['web'] })).toEqual(expect.arrayContaining(['lockfile-added']));
  });

  test('are never taken from a folder of the checkout that is called like them', async () => {
    await project('web', swapped);
    await project('origin/main/web', swapped);
    await project('main/web', swapped);
    await expect(codesOf({ base: 'origin/main', paths: ['web'] })).rejects.toThrow(/no revision "origin\/main"/);
    expect(await codesOf({ base: 'main', paths: ['web'] })).toContain('pins-changed');
    expect(await codesOf({ base: './main', head: '.', paths: ['web'] })).toEqual([]);
  });

  test('settings of the checkout and archives in the project count on both sides', async () => {
    const entries = [{ kind: 'archive', package: one, path: 'vendor/left-pad-1.0.0.tgz' }] as const;
    const gems = mintGemfileLock({ sources: [{ kind: 'registry', remote: 'https://gems.example/', gems: [gem] }] });
    const vendored = mintPackageLock({ registry: 'https://registry.example/', entries });
    await writeFiles(folder.path, {
      ...vendored.files,
      ...gems.files,
      '.bundle/config': 'BUNDLE_DISABLE_CHECKSUM_VALIDATION: "true"\n',
    });
    git('add', '--all', '--force');
    commit();
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
    const { diff, base, head } = await diffProjects({
      base: 'HEAD',
      folder: folder.path,
      env,
      store: null,
    });
    expect(diff.changes).toEqual([]);
    expect(base.doubts.length).toBeGreaterThan(0);
    expect(base.report.inventoryDigest).toEqual(head.report.inventoryDigest);
    const digests = base.report.findings.filter(
      ({ check, subject }) => check === 'artifact-digest' && subject.includes('left-pad'),
    );
    expect(digests.map(({ outcome }) => outcome)).toEqual(['proven']);
  });

  test('judge by the base’s policy; one that the head breaks or removes is told', async () => {
    const policy = 'version: 1\nrules: []\n';
    await writeFile(file('assay.yaml'), policy);
    commit();
    const options = { base: 'main', paths: ['web'], policyFromBase: 'assay.yaml' };
    expect(await codesOf(options)).toEqual([]);
    await writeFile(file('assay.yaml'), 'version: 1\nwaivrs: []\n');
    expect(await codesOf(options)).toEqual(['policy-proposed']);
    await rm(file('assay.yaml'));
    expect(await codesOf(options)).toEqual(['policy-proposed']);
    await expect(codesOf({ ...options, policyFromBase: 'web/x.yaml' })).rejects.toThrow(/holds no policy web\/x.yaml/);
    await expect(codesOf({ ...options, policyFromBase: '../x.yaml' })).rejects.toThrow(/holds no policy/);
  });
});
