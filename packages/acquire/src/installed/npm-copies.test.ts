/** Copies of an npm package where npm and pnpm really leave them. Tests that need a client are skipped visibly where it is not. */

import { createHash, hash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  digestFromHex,
  type Evidence,
  type EvidenceRequest,
  type LicensePhase,
  type LocalCopyRead,
} from '@assay/model';
import {
  hasClient,
  mintLicenseTarball,
  nodeInstall,
  npmCachePath,
  startVendorServer,
  temporaryFolder,
  writeFiles,
  type NodeInstallation,
  type TemporaryFolder,
} from '@assay/testkit';
import { createCopiesSource, type CopiesSourceOptions } from './copies-source.js';

const name = '@acme-pro/license';
const version = '1.2.3';
const minted = mintLicenseTarball({ name, version, token: 'TOKEN' });
const sha256 = hash('sha256', minted.bytes);
const sha512 = hash('sha512', minted.bytes);

let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await temporaryFolder();
});

afterEach(() => folder.remove());

function ask(
  options: Omit<CopiesSourceOptions, 'projectRoot' | 'home'>,
  phase: Exclude<LicensePhase, 'before'>,
  more: Partial<EvidenceRequest> = {},
): Promise<Evidence> {
  const source = createCopiesSource({
    projectRoot: join(folder.path, 'project'),
    home: join(folder.path, 'home'),
    ...options,
  });
  return source.get({
    kind: 'copies',
    ecosystem: 'npm',
    url: `pkg:npm/%40acme-pro/license@${version}`,
    copies: { phase, name, version },
    pins: [],
    algorithms: ['sha512'],
    listing: { format: 'npm-tgz', members: ['package.json', 'license.txt'], hashEntries: true },
    maxBytes: 2 ** 24,
    ...more,
  });
}

async function copies(...question: Parameters<typeof ask>): Promise<readonly LocalCopyRead[]> {
  const evidence = await ask(...question);
  return evidence.state === 'found' ? (evidence.copies ?? []) : [];
}

function codes(copy: LocalCopyRead | undefined): readonly string[] {
  return [...(copy?.listing.problems ?? []), ...(copy?.problems ?? [])].map(({ code }) => code);
}

function filesOf(copy: LocalCopyRead | undefined) {
  return copy?.listing.entries.filter(({ type }) => type === 'file').map(({ path, sha256: digest }) => [path, digest]);
}

const own = Object.keys(minted.files)
  .sort()
  .map((path) => [path, hash('sha256', minted.files[path] ?? '')]);

async function install(
  client: 'npm' | 'pnpm',
  env: Readonly<Record<string, string>> = {},
): Promise<NodeInstallation & { readonly source: string }> {
  await using server = await startVendorServer({ npm: [minted] });
  const result = await nodeInstall({ folder: folder.path, source: server.url, packages: [minted], client, env });
  expect(result).toMatchObject({ status: 0 });
  return { ...result, source: server.url };
}

describe.skipIf(!hasClient('npm'))('a package that npm installed', () => {
  test('has its archive in the cache, found by what npm says it installed', async () => {
    const { env } = await install('npm');
    const [copy, ...others] = await copies({ env }, 'after');
    expect(others).toEqual([]);
    expect(copy).toMatchObject({ copy: { kind: 'archive' }, problems: [], listing: { complete: true, problems: [] } });
    expect(copy?.digests.map(({ value }) => value)).toEqual([sha256, sha512]);
    expect([...(copy?.listing.members.keys() ?? [])].sort()).toEqual(['license.txt', 'package.json']);
  });

  test('has it there by its URL at the registry, and by a pinned digest, too', async () => {
    const { env, source, nodeModules } = await install('npm');
    await rm(nodeModules, { recursive: true });
    expect(await ask({ env }, 'after')).toEqual({ state: 'absent', status: 404 });
    expect(await copies({ env, registryOf: () => source }, 'after')).toHaveLength(1);
    expect(await copies({ env }, 'after', { registry: source })).toHaveLength(1);
    const pins = [digestFromHex('sha512', sha512)!];
    expect(await copies({ env }, 'after', { pins })).toHaveLength(1);
  });

  test('whose archive was tampered with in the cache shows by its digest', async () => {
    const { env, npmCache } = await install('npm');
    await appendFile(npmCachePath(npmCache, minted.integrity), 'x');
    const [copy] = await copies({ env }, 'after');
    expect(copy?.digests[0]?.value).toBe(hash('sha256', Buffer.concat([minted.bytes, Buffer.from('x')])));
  });

  test('of which the cache’s index names other content has both, whatever the checksums of its lines say', async () => {
    const { env, npmCache, source } = await install('npm');
    const other = Buffer.from('other');
    const integrity = `sha512-${createHash('sha512').update(other).digest('base64')}`;
    await mkdir(join(npmCachePath(npmCache, integrity), '..'), { recursive: true });
    await writeFile(npmCachePath(npmCache, integrity), other);
    const key = `make-fetch-happen:request-cache:${source}${name}/-/license-${version}.tgz`;
    const bucket = hash('sha256', key);
    const index = join(npmCache, 'index-v5', bucket.slice(0, 2), bucket.slice(2, 4), bucket.slice(4));
    expect(await readFile(index, 'utf8')).toContain(key);
    await appendFile(index, `\nno checksum\t${JSON.stringify({ key, integrity })}\n\nnonsense\n`);
    const found = await copies({ env }, 'after');
    expect(new Set(found.map(({ digests }) => digests[0]?.value))).toEqual(new Set([sha256, hash('sha256', other)]));
  });

  test('has its archive where npm’s settings say', async () => {
    const { npmCache } = await install('npm');
    const home = join(folder.path, 'home');
    await rename(join(npmCache, '..'), join(home, 'moved'));
    const env = { PATH: process.env['PATH'], MOVED: 'moved' };
    expect(await copies({ env }, 'after')).toEqual([]);
    await appendFile(join(home, '.npmrc'), 'cache=~/${MOVED}\n');
    expect(
      (await copies({ env }, 'after')).map(({ copy }) => copy.path.startsWith('~/moved/_cacache/content-v2')),
    ).toEqual([true]);
    await writeFile(join(folder.path, 'project', '.npmrc'), 'cache=elsewhere\n');
    expect(await copies({ env }, 'after')).toEqual([]);
    expect(await copies({ env: { ...env, NPM_CONFIG_CACHE: join(home, 'moved') } }, 'after')).toHaveLength(1);
  });

  test('is installed in node_modules, file by file', async () => {
    const { env } = await install('npm');
    const [copy, ...others] = await copies({ env }, 'installed');
    expect(others).toEqual([]);
    expect(filesOf(copy)).toEqual(own);
    expect(copy?.copy).toEqual({ kind: 'tree', where: 'node_modules', path: `node_modules/${name}` });
    expect(codes(copy)).toEqual([]);
  });
});

describe('an installed package', () => {
  const project = () => join(folder.path, 'project');
  const place = (path: string) => join(project(), path);

  async function lay(path: string, files: Readonly<Record<string, string | Uint8Array>> = minted.files): Promise<void> {
    await writeFiles(place(path), files);
  }

  test('in the folder of another package is found with npm’s record and without one, whatever version it says', async () => {
    await lay(`node_modules/${name}`);
    await lay(`node_modules/a/node_modules/@b/c/node_modules/${name}`, { ...minted.files, 'index.js': 'evil' });
    await lay(`node_modules/d/node_modules/${name}`, { 'package.json': '{"version":"9.9.9"}' });
    const found = (await copies({ env: {} }, 'installed')).map(({ copy }) => copy.path);
    expect(found).toEqual([
      `node_modules/${name}`,
      `node_modules/d/node_modules/${name}`,
      `node_modules/a/node_modules/@b/c/node_modules/${name}`,
    ]);
    const packages = Object.fromEntries(found.map((path) => [path, { version }]));
    await writeFile(place('node_modules/.package-lock.json'), JSON.stringify({ packages }));
    expect((await copies({ env: {} }, 'installed')).map(({ copy }) => copy.path).sort()).toEqual([...found].sort());
  });

  test('with packages of its own is listed without them, and they are named', async () => {
    await lay(`node_modules/${name}`);
    await lay(`node_modules/${name}/node_modules/evil`, { 'index.js': '' });
    await lay(`node_modules/${name}/node_modules/@s/evil`, { 'index.js': '' });
    await lay(`node_modules/${name}/node_modules/.bin`, { x: '' });
    const [copy] = await copies({ env: {} }, 'installed');
    expect(filesOf(copy)).toEqual(own);
    expect(copy?.problems).toMatchObject([{ code: 'nested-packages' }]);
    expect(copy?.problems[0]?.detail).toContain('"@s/evil", "evil"');
  });

  test('with packages that came in its archive is listed with them', async () => {
    await lay(`node_modules/${name}`);
    await lay(`node_modules/${name}/node_modules/own`, { 'index.js': '' });
    const packages = { [`node_modules/${name}/node_modules/own`]: { inBundle: true, version: '1.0.0' } };
    await writeFile(place('node_modules/.package-lock.json'), JSON.stringify({ packages }));
    const [copy] = await copies({ env: {} }, 'installed');
    expect(codes(copy)).toEqual([]);
    expect(filesOf(copy)?.map(([path]) => path)).toContain('node_modules/own/index.js');
  });

  test('with a file directly in its node_modules, or in one further down, is listed with that', async () => {
    await lay(`node_modules/${name}`);
    await lay(`node_modules/${name}`, { 'node_modules/a.js': '', 'lib/node_modules/x/index.js': '' });
    const [copy] = await copies({ env: {} }, 'installed');
    const added = ['node_modules/a.js', 'lib/node_modules/x/index.js'];
    expect(new Set(filesOf(copy)?.map(([path]) => path))).toEqual(new Set([...own.map(([path]) => path), ...added]));
  });

  test.each(['.js', '.json', '.node'])(
    'beside which a file of its name with %s lies is not what Node loads',
    async (extension) => {
      await lay(`node_modules/${name}`);
      await writeFile(place(`node_modules/${name}${extension}`), '');
      expect((await copies({ env: {} }, 'installed')).map(codes)).toEqual([['installed-shadow']]);
    },
  );

  test('of another version in its place is read all the same', async () => {
    await lay(`node_modules/${name}`, { 'package.json': '{"version":"9.9.9"}' });
    expect(await copies({ env: {} }, 'installed')).toHaveLength(1);
  });

  test('that a link leads out to is not read', async () => {
    await writeFiles(join(folder.path, 'elsewhere'), minted.files);
    await mkdir(place('node_modules/@acme-pro'), { recursive: true });
    await symlink(join(folder.path, 'elsewhere'), place(`node_modules/${name}`));
    const [copy] = await copies({ env: {} }, 'installed');
    expect(codes(copy)).toEqual(['tree-link']);
  });

  test('of which the scope is a link is not read', async () => {
    await writeFiles(join(folder.path, 'elsewhere', 'license'), minted.files);
    await mkdir(place('node_modules'), { recursive: true });
    await symlink(join(folder.path, 'elsewhere'), place('node_modules/@acme-pro'));
    expect(codes((await copies({ env: {} }, 'installed'))[0])).toEqual(['tree-link']);
  });

  test('in a folder above the project counts where the project has none', async () => {
    await mkdir(project());
    await writeFiles(join(folder.path, 'node_modules', name), minted.files);
    expect((await copies({ env: {} }, 'installed')).map(filesOf)).toEqual([own]);
    await lay(`node_modules/${name}`, { 'index.js': '' });
    expect((await copies({ env: {} }, 'installed')).map(({ copy }) => copy.path)).toEqual([`node_modules/${name}`]);
  });

  test('that is not there is absent', async () => {
    expect(await ask({ env: {} }, 'installed')).toEqual({ state: 'absent', status: 404 });
  });
});

describe.skipIf(!hasClient('pnpm'))('a package that pnpm installed', () => {
  test('is where the link in node_modules leads', async () => {
    const { env } = await install('pnpm');
    const [copy, ...others] = await copies({ env }, 'installed');
    expect(others).toEqual([]);
    expect(filesOf(copy)).toEqual(own);
    expect(copy?.copy.path).toBe(`node_modules/.pnpm/@acme-pro+license@${version}/node_modules/${name}`);
    expect(codes(copy)).toEqual([]);
  });

  test('of which the link leads to another folder of the project has both', async () => {
    const { env, nodeModules } = await install('pnpm');
    await writeFiles(join(nodeModules, '.pnpm', 'evil'), { ...minted.files, 'index.js': 'evil' });
    await rm(join(nodeModules, name));
    await symlink('../.pnpm/evil', join(nodeModules, name));
    const found = await copies({ env }, 'installed');
    expect(found.map(({ copy }) => copy.path)).toEqual([
      'node_modules/.pnpm/evil',
      `node_modules/.pnpm/@acme-pro+license@${version}/node_modules/${name}`,
    ]);
  });

  test('without a virtual store has its files in node_modules', async () => {
    const { env } = await install('pnpm', { pnpm_config_node_linker: 'hoisted' });
    const found = await copies({ env }, 'installed');
    expect(found.map(filesOf)).toEqual([own]);
    expect(found[0]?.copy.path).toBe(`node_modules/${name}`);
  });

  test('with a virtual store for the whole machine is where the link into the store leads', async () => {
    const { env } = await install('pnpm', { pnpm_config_enable_global_virtual_store: 'true' });
    const found = await copies({ env }, 'installed');
    expect(found.map(filesOf)).toEqual([own]);
    expect(found.flatMap(codes)).toEqual([]);
    expect(found[0]?.copy.path).toContain(`/links/${name}/${version}/`);
  });
});
