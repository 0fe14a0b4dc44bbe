/** A tree with several lockfiles: none is passed over in silence. */

import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  mintPackage,
  mintPackageLock,
  mintPnpmLock,
  temporaryFolder,
  writeFiles,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { installPackedCli } from './packed-cli.js';

const good = mintPackage({ name: 'left-pad', version: '1.3.0' });
const other = mintPackage({ name: 'right-pad', version: '1.0.0' });

let cli: Awaited<ReturnType<typeof installPackedCli>>;
let project: TemporaryFolder;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());
beforeEach(async () => {
  project = await temporaryFolder();
});
afterEach(() => project.remove());

type Files = Readonly<Record<string, string | Uint8Array>>;

const below = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]));

/** A lockfile of npm; `pinned: false` fails. */
const lock = (pinned = true, minted = good): Files =>
  mintPackageLock({
    registry: 'https://registry.example/',
    entries: [{ kind: 'registry', package: minted, resolved: null, ...(pinned ? {} : { integrity: null }) }],
  }).files;

interface Told {
  readonly exitCode: number | null;
  readonly gaps: readonly string[];
  readonly warnings: readonly string[];
  readonly lockfiles: readonly string[];
  readonly stderr: string;
}

async function verify(...args: readonly string[]): Promise<Told> {
  const run = ['verify', '--depth', 'pins', '--format', 'json', ...args];
  const { status, stdout, stderr } = await cli.run(run, { cwd: project.path, env: { HOME: project.path } });
  if (stdout === '') return { exitCode: status, gaps: [], warnings: [], lockfiles: [], stderr };
  const { report, inventory } = JSON.parse(stdout) as {
    report: { gaps: { code: string; lockfile: string }[]; warnings: string[] };
    inventory: { occurrences: { lockfile: string }[] };
  };
  return {
    exitCode: status,
    gaps: report.gaps.map(({ code, lockfile }) => `${code} ${lockfile}`),
    warnings: report.warnings,
    lockfiles: [...new Set(inventory.occurrences.map(({ lockfile }) => lockfile))].sort(),
    stderr,
  };
}

describe('a folder is verified with everything below it', () => {
  test('one bad lockfile deep below fails the run of the root', async () => {
    await writeFiles(project.path, { ...lock(), ...below('frontend', lock(true, other)) });
    expect(await verify()).toMatchObject({
      exitCode: 0,
      lockfiles: ['frontend/package-lock.json', 'package-lock.json'],
    });
    await writeFiles(project.path, below('services/pay/web', lock(false)));
    expect(await verify()).toMatchObject({ exitCode: 1 });
    expect(await verify('services')).toMatchObject({ exitCode: 1, lockfiles: ['services/pay/web/package-lock.json'] });
    expect(await verify('package-lock.json', 'frontend')).toMatchObject({ exitCode: 0 });
  });

  test('whoever locks, also where the root locks nothing', async () => {
    const pnpm = mintPnpmLock({ entries: [{ kind: 'registry', package: other }] }).files;
    await writeFiles(project.path, { ...below('a', lock()), ...below('b', pnpm) });
    expect(await verify()).toMatchObject({ exitCode: 0, lockfiles: ['a/package-lock.json', 'b/pnpm-lock.yaml'] });
  });

  test('with lockfiles that cannot be read: their name and the next step are told', async () => {
    await writeFiles(project.path, { ...lock(), ...below('fixtures/broken', { 'package-lock.json': '{' }) });
    const { exitCode, stderr } = await verify();
    expect(exitCode).toBe(2);
    expect(stderr).toContain('fixtures/broken/package-lock.json');
    expect(stderr).toContain('leave this one out (`exclude`)');
    expect((await verify('--exclude', 'fixtures')).exitCode).toBe(0);
  });

  test('but for packages of others, hidden folders and links to folders, which the help names', async () => {
    const outside = await temporaryFolder();
    await writeFiles(outside.path, lock(false));
    await writeFiles(project.path, {
      ...lock(),
      ...below('a/node_modules/x', lock(false)),
      ...below('vendor/bundle/x', lock(false)),
      ...below('.cache/x', lock(false)),
    });
    await symlink(outside.path, join(project.path, 'a/outside'));
    await symlink('..', join(project.path, 'a/circle'));
    expect(await verify()).toMatchObject({ exitCode: 0, lockfiles: ['package-lock.json'] });
    const { stdout } = await cli.run(['help', 'verify'], { cwd: project.path });
    for (const name of ['node_modules', 'bower_components', 'vendor', 'hidden folders', 'links to folders']) {
      expect(stdout).toContain(name);
    }
    await outside.remove();
  });

  test.skipIf(process.getuid?.() === 0)('and a folder that may not be listed leaves the run unverified', async () => {
    await writeFiles(project.path, { ...lock(), ...below('locked', lock(false)) });
    await chmod(join(project.path, 'locked'), 0);
    expect(await verify()).toMatchObject({ exitCode: 3, gaps: ['folder-not-read locked'] });
    await chmod(join(project.path, 'locked'), 0o700);
  });

  test('a tree deeper than is searched leaves the run unverified, and ends', async () => {
    await writeFiles(project.path, lock());
    await mkdir(join(project.path, 'a/'.repeat(40)), { recursive: true });
    expect(await verify()).toMatchObject({ exitCode: 3, gaps: ['search-cut-short .'] });
    expect(await verify('--exclude', 'a')).toMatchObject({ exitCode: 0 });
  });
});

describe('what is left out', () => {
  beforeEach(async () => {
    await writeFiles(project.path, {
      ...lock(),
      ...below('fixtures/x', lock(false)),
      ...below('web/fixtures', lock(false)),
    });
  });

  test('by name is left out at any depth, and stands in every report', async () => {
    expect(await verify()).toMatchObject({ exitCode: 1 });
    const told = await verify('--exclude', 'fixtures');
    expect(told).toMatchObject({ exitCode: 0, lockfiles: ['package-lock.json'] });
    expect(told.warnings).toContain('Left out by `exclude`, and not looked at: fixtures, web/fixtures.');
  });

  test('by path is that alone', async () => {
    expect(await verify('--exclude', 'web/fixtures')).toMatchObject({
      exitCode: 1,
      lockfiles: ['fixtures/x/package-lock.json', 'package-lock.json'],
    });
    expect(await verify('--exclude', './web/fixtures/', '--exclude', 'fixtures/x')).toMatchObject({ exitCode: 0 });
  });

  test('is no pattern, and nothing that a checkout can say', async () => {
    await writeFile(join(project.path, 'assay.yaml'), 'version: 1\n');
    for (const text of ['*', 'fixture', '**/fixtures', '..', '/']) {
      expect(await verify('--exclude', text), text).toMatchObject({ exitCode: 1 });
    }
  });

  test('is not said of a replay', async () => {
    expect(await verify('--record', 'evidence.tar')).toMatchObject({ exitCode: 1 });
    expect(await verify('--exclude', 'fixtures', '--replay', 'evidence.tar')).toMatchObject({ exitCode: 2 });
  });
});
