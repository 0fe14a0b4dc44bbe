import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from '../client.js';
import { temporaryFolder } from '../temporary-folder.js';
import {
  composerCacheFile,
  composerInstall,
  layComposerVendor,
  mintComposerProject,
  type ComposerInstallOptions,
} from './composer-project.js';
import { mintLicenseIssuer } from './license-issuer.js';
import { mintLicenseZip } from './license-zip.js';
import { startVendorServer, type VendorServer, type VendorServerOptions } from './vendor-server.js';

const token = mintLicenseIssuer().token('Acme Ltd');
const pro = mintLicenseZip({ version: '1.2.3', token });
const credential = { user: 'acme', password: 'swordfish', name: 'first' };

type Installed = Awaited<ReturnType<typeof composerInstall>>;
type Installing = Partial<ComposerInstallOptions> & { readonly locked?: boolean };

async function scene<T>(
  { server: options = {}, install = {} }: { server?: VendorServerOptions; install?: Installing },
  look: (went: Installed, server: VendorServer) => Promise<T>,
): Promise<T> {
  await using server = await startVendorServer({ composer: [pro], credentials: [credential], ...options });
  await using folder = await temporaryFolder();
  const { locked = true, ...over } = install;
  const project = mintComposerProject({ source: server.url, packages: [pro], locked });
  return await look(
    await composerInstall({ folder: folder.path, project, source: server.url, credential, ...over }),
    server,
  );
}

describe('a vendor folder as Composer leaves it', () => {
  test('holds the files of the archive, installed.json, and the archive in the cache', async () => {
    await using folder = await temporaryFolder();
    const source = 'https://packages.vendor.example/';
    const laid = await layComposerVendor({ folder: folder.path, source, packages: [pro] });
    expect(await readFile(join(laid.vendorFolder, 'acme/pro/license.txt'), 'utf8')).toBe(`${token}\n`);
    expect(await readFile(join(laid.cacheFolder, composerCacheFile(pro, source)))).toEqual(Buffer.from(pro.bytes));
    const installed = await readFile(join(laid.vendorFolder, 'composer/installed.json'), 'utf8');
    expect(JSON.parse(installed)).toMatchObject({
      packages: [{ name: 'acme/pro', version: '1.2.3', dist: { shasum: pro.shasum }, 'install-path': '../acme/pro' }],
    });
  });
});

describe.skipIf(!hasClient('composer'))('composer install from a vendor’s server', () => {
  test('leaves what we lay out without it', async () => {
    await scene({}, async ({ status, stderr, vendorFolder, cacheFolder }, { url, requests }) => {
      expect([status, stderr]).toEqual([0, expect.not.stringContaining('not up to date')]);
      await using folder = await temporaryFolder();
      const laid = await layComposerVendor({ folder: folder.path, source: url, packages: [pro] });
      const same = await runClient('diff', ['-r', join(laid.vendorFolder, 'acme'), join(vendorFolder, 'acme')]);
      expect(same).toEqual({ status: 0, stdout: '', stderr: '' });
      const json = async (place: string) =>
        JSON.parse(await readFile(join(place, 'composer', 'installed.json'), 'utf8')) as unknown;
      expect(await json(vendorFolder)).toEqual(await json(laid.vendorFolder));
      expect(await readFile(join(cacheFolder, composerCacheFile(pro, url)))).toEqual(Buffer.from(pro.bytes));
      expect(requests.at(-1)).toMatchObject({ credential: 'first', status: 200 });
    });
  });

  test.each(['inline', 'includes', 'metadata-url'] as const)(
    'finds the package without a lockfile in a repository of the form %s',
    async (composerForm) => {
      const said = await scene({ server: { composerForm }, install: { locked: false } }, ({ status, stderr }) =>
        Promise.resolve(`${String(status)} ${stderr}`),
      );
      expect(said).toMatch(/^0 [^]*Installing acme\/pro/);
    },
  );

  test('fails with a wrong password, and with other bytes than the lockfile’s', async () => {
    const wrong = { user: 'acme', password: 'wrong' };
    expect(await scene({ install: { credential: wrong } }, ({ status }) => Promise.resolve(status))).not.toBe(0);
    const other = mintLicenseZip({ version: '1.2.3', token, mistake: 'extra-file' });
    const went = await scene({ server: { composer: [other] } }, (each) => Promise.resolve(each));
    expect(went.status).not.toBe(0);
    expect(went.stderr).toContain('checksum');
  });
});
