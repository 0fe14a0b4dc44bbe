/** Copies of a Composer package where Composer really leaves them. Tests that need it are skipped visibly where it is not. */

import { hash } from 'node:crypto';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Evidence, EvidenceRequest, LicensePhase, LocalCopyRead } from '@assay/model';
import {
  composerInstall,
  hasClient,
  layComposerVendor,
  mintComposerProject,
  mintLicenseZip,
  startVendorServer,
  temporaryFolder,
  writeFiles,
  type TemporaryFolder,
} from '@assay/testkit';
import { createCopiesSource } from './copies-source.js';

const name = 'acme/pro';
const version = '1.2.3';
const minted = mintLicenseZip({ name, version, token: 'TOKEN', root: 'acme-pro-abc' });
const source = 'https://satis.vendor.example/';

let folder: TemporaryFolder;
let project: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  project = join(folder.path, 'project');
});

afterEach(() => folder.remove());

function ask(
  phase: Exclude<LicensePhase, 'before'>,
  env: Readonly<Record<string, string>> = { COMPOSER_CACHE_DIR: join(folder.path, 'cache') },
  more: Partial<EvidenceRequest> = {},
): Promise<Evidence> {
  return createCopiesSource({ projectRoot: project, env, home: join(folder.path, 'home') }).get({
    kind: 'copies',
    ecosystem: 'composer',
    url: `pkg:composer/${name}@${version}`,
    copies: { phase, name, version },
    pins: [],
    algorithms: [],
    listing: { format: 'zip', members: ['license.txt'], hashEntries: true },
    maxBytes: 2 ** 24,
    ...more,
  });
}

async function copies(...question: Parameters<typeof ask>): Promise<readonly LocalCopyRead[]> {
  const evidence = await ask(...question);
  return evidence.state === 'found' ? (evidence.copies ?? []) : [];
}

function codes(copies: readonly LocalCopyRead[]): readonly string[] {
  return copies.flatMap((copy) => [...copy.listing.problems, ...copy.problems].map(({ code }) => code));
}

const lay = () => layComposerVendor({ folder: folder.path, source, packages: [minted] });

test.skipIf(!hasClient('composer'))('a package that Composer installed has its archive and its files', async () => {
  await using server = await startVendorServer({ composer: [minted] });
  const plan = mintComposerProject({ source: server.url, packages: [minted] });
  const result = await composerInstall({ folder: folder.path, source: server.url, project: plan });
  expect(result).toMatchObject({ status: 0 });
  const archives = await copies('after');
  expect(archives.map(({ digests }) => digests[0]?.value)).toEqual([hash('sha256', minted.bytes)]);
  expect(archives[0]?.listing).toMatchObject({ complete: true, problems: [] });
  const [tree, ...others] = await copies('installed');
  expect(others).toEqual([]);
  expect(tree?.copy).toMatchObject({ kind: 'tree', path: `vendor/${name}` });
  const files = tree?.listing.entries.filter(({ type }) => type === 'file').map(({ path, sha256 }) => [path, sha256]);
  expect(new Map(files as [string, string][])).toEqual(
    new Map(Object.entries(minted.files).map(([path, content]) => [path, hash('sha256', content)])),
  );
  expect(tree?.listing.members.has('license.txt')).toBe(true);
});

describe('an archive in the cache', () => {
  const other = mintLicenseZip({ name, version: '1.2.2', token: 'TOKEN' });
  const silent = mintLicenseZip({ name, version, token: 'TOKEN', files: { 'composer.json': `{"name":"${name}"}` } });

  test('that says it is another version is left out, one that does not say so is not', async () => {
    const { cacheFolder } = await lay();
    await writeFiles(join(cacheFolder, name), { 'other.zip': other.bytes, 'silent.zip': silent.bytes, 'x.tmp': '' });
    const found = await copies('after');
    expect(new Set(found.map(({ digests }) => digests[0]?.value))).toEqual(
      new Set([minted, silent].map(({ bytes }) => hash('sha256', bytes))),
    );
  });

  test('is found in all caches that may be in use, and in the one that is configured', async () => {
    const { cacheFolder } = await lay();
    await mkdir(join(folder.path, 'home', '.cache'), { recursive: true });
    await rename(join(cacheFolder, '..'), join(folder.path, 'home', '.cache', 'composer'));
    expect(
      (await copies('after', {})).map(({ copy }) => copy.path.startsWith(`~/.cache/composer/files/${name}/`)),
    ).toEqual([true]);
    expect(await copies('after', { COMPOSER_HOME: '/nowhere' })).toEqual([]);
    await writeFile(join(project, 'composer.json'), JSON.stringify({ config: { 'cache-files-dir': '~/elsewhere' } }));
    expect(await copies('after', {})).toEqual([]);
    await rename(join(folder.path, 'home', '.cache', 'composer', 'files'), join(folder.path, 'home', 'elsewhere'));
    expect(await copies('after', {})).toHaveLength(1);
  });

  test('is not looked for where a link leads', async () => {
    const { cacheFolder } = await lay();
    await rename(join(cacheFolder, name), join(folder.path, 'moved'));
    await symlink(join(folder.path, 'moved'), join(cacheFolder, name));
    expect(codes(await copies('after'))).toEqual(['tree-link']);
  });
});

describe('an installed package', () => {
  test('is where Composer’s settings and its record say', async () => {
    await lay();
    await rename(join(project, 'vendor'), join(project, 'lib'));
    expect(await ask('installed')).toEqual({ state: 'absent', status: 404 });
    expect(await copies('installed', { COMPOSER_VENDOR_DIR: 'lib' })).toHaveLength(1);
    await rename(join(project, 'lib', name), join(project, 'plugin'));
    const record = { packages: [{ name, 'install-path': '../../plugin' }] };
    await writeFile(join(project, 'lib', 'composer', 'installed.json'), JSON.stringify(record));
    const found = await copies('installed', { COMPOSER_VENDOR_DIR: 'lib' });
    expect(found.map(({ copy }) => copy.path)).toEqual(['plugin']);
  });

  test('that would lie outside of the project is a problem', async () => {
    await lay();
    await rm(join(project, 'vendor', name), { recursive: true });
    const record = { packages: [{ name, 'install-path': '../../../elsewhere' }] };
    await writeFile(join(project, 'vendor', 'composer', 'installed.json'), JSON.stringify(record));
    expect(codes(await copies('installed'))).toEqual(['tree-link-outside']);
  });

  test('that a link leads to is a problem', async () => {
    await lay();
    await rename(join(project, 'vendor', name), join(folder.path, 'elsewhere'));
    await symlink(join(folder.path, 'elsewhere'), join(project, 'vendor', name));
    expect(codes(await copies('installed'))).toEqual(['tree-link']);
  });

  test('of a project whose composer.json is none cannot be told', async () => {
    await lay();
    await writeFile(join(project, 'composer.json'), '[]');
    expect(await ask('installed')).toMatchObject({ state: 'unreachable', reason: 'path-refused' });
  });
});
