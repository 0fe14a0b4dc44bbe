import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from '../client.js';
import { temporaryFolder } from '../temporary-folder.js';
import { mintLicenseIssuer } from './license-issuer.js';
import { mintLicenseTarball } from './license-tarball.js';
import {
  nodeInstall,
  npmCachePath,
  pnpmStorePath,
  type NodeInstallation,
  type NodeInstallOptions,
} from './node-install.js';
import { startVendorServer, type VendorServer, type VendorServerOptions } from './vendor-server.js';

const token = mintLicenseIssuer().token('Acme Ltd');
const right = { version: '1.0.0', token, assets: true };
const pack = mintLicenseTarball(right);
const bearer = { token: 'tulip', name: 'bearer' };
const basic = { user: 'acme', password: 'swordfish', name: 'basic' };

async function scene<T>(
  { server: options = {}, install = {} }: { server?: VendorServerOptions; install?: Partial<NodeInstallOptions> },
  look: (went: NodeInstallation, server: VendorServer) => Promise<T>,
): Promise<T> {
  await using server = await startVendorServer({ npm: [pack], credentials: [bearer, basic], ...options });
  await using folder = await temporaryFolder();
  const given = { folder: folder.path, source: server.url, packages: [pack], credential: bearer, ...install };
  return await look(await nodeInstall(given), server);
}

async function installedToken({ projectFolder, env }: NodeInstallation): Promise<string> {
  const program = "process.stdout.write(require('@acme-pro/license').token)";
  return (await runClient('node', ['-e', program], { cwd: projectFolder, env })).stdout;
}

describe.skipIf(!hasClient('npm'))('npm with a private scope', () => {
  test.each([bearer, basic])('installs with the right credential ($name) and keeps the archive', async (credential) => {
    await scene({ install: { credential } }, async (went, server) => {
      expect([went.status, went.stderr]).toEqual([0, '']);
      expect(await installedToken(went)).toBe(token);
      expect(await readFile(npmCachePath(went.npmCache, pack.integrity))).toEqual(Buffer.from(pack.bytes));
      const downloads = server.requests.filter(({ path }) => path === server.filePath(pack.name, '1.0.0'));
      expect(downloads).toMatchObject([{ status: 200, credential: credential.name }]);
    });
  });

  test('installs without a lockfile', async () => {
    await scene({ install: { locked: false } }, async (went) => {
      expect(await installedToken(went)).toBe(token);
      expect(existsSync(join(went.projectFolder, 'package-lock.json'))).toBe(true);
    });
  });

  test('fails without a credential, and with other bytes than the lockfile’s', async () => {
    const credential = { token: 'wrong' };
    expect(await scene({ install: { credential } }, ({ stderr }) => Promise.resolve(stderr))).toContain('E401');
    const other = mintLicenseTarball({ ...right, mistake: 'extra-file' });
    expect(await scene({ server: { npm: [other] } }, ({ stderr }) => Promise.resolve(stderr))).toContain('EINTEGRITY');
  });

  test('runs an install script only where scripts may run', async () => {
    const scripted = mintLicenseTarball({ ...right, mistake: 'postinstall-script' });
    const ran = (scripts: boolean) =>
      scene({ server: { npm: [scripted] }, install: { packages: [scripted], scripts } }, ({ nodeModules }) =>
        Promise.resolve(existsSync(join(nodeModules, '@acme-pro', 'license', 'ran-postinstall.txt'))),
      );
    expect([await ran(true), await ran(false)]).toEqual([true, false]);
  });
});

describe.skipIf(!hasClient('pnpm'))('pnpm with a private scope', () => {
  test('installs with the right credential, into a store of single files', async () => {
    await scene({ install: { client: 'pnpm' } }, async (went) => {
      expect([went.status, went.stderr]).toEqual([0, '']);
      expect(await installedToken(went)).toBe(token);
      expect(await readFile(pnpmStorePath(went.pnpmStore, `${token}\n`), 'utf8')).toBe(`${token}\n`);
    });
  });

  test('fails with a wrong credential', async () => {
    const install = { client: 'pnpm', credential: { token: 'wrong' } } as const;
    await scene({ install }, ({ status, stdout, stderr }, { requests }) => {
      expect([status, stdout + stderr]).toEqual([1, expect.stringContaining('401')]);
      expect(new Set(requests.map((request) => request.status))).toEqual(new Set([401]));
      return Promise.resolve();
    });
  });
});
