/** Licence packages of npm, installed for real by npm and pnpm from a vendor's server on loopback. */

import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasClient, mintLicenseTarball, npmCachePath, pnpmStorePath } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { recordLicenses } from '@assay/verifier';
import { lookedAt } from './look-at-license.js';
import { npmEntry, npmFolder, npmLicense, npmScene, npmToken, type NpmScene } from './npm-scene.js';

const clients = [['npm'], ['pnpm']] as const;
const offline = ['after', 'installed'] as const;
const unrecorded = 'project license-not-recorded';

/** Where the files of a client's copy lie. */
async function installedFolder({ went }: NpmScene): Promise<string> {
  const folder = join(went.nodeModules, npmFolder);
  return (await readdir(join(went.nodeModules, '.pnpm')).catch(() => [])).length === 0
    ? folder
    : join(went.nodeModules, '.pnpm', '@acme-pro+license@1.0.0', 'node_modules', npmFolder);
}

async function unlinkAndWrite(file: string, content: string | Uint8Array): Promise<void> {
  // pnpm links files into its store: a tampered file of one project must not be the store's.
  await rm(file, { force: true });
  await writeFile(file, content);
}

describe.each(clients.filter(([client]) => hasClient(client)))('a licence package that %s installed', (client) => {
  const install = { client } as const;

  test('passes in every phase', async () => {
    await npmScene({ install }, async ({ look, went }) => {
      expect([went.status, went.stderr]).toEqual([0, '']);
      const { exitCode, bad, good, report } = await look();
      expect([exitCode, bad]).toEqual([0, [unrecorded]]);
      expect(good).toEqual(
        expect.arrayContaining([
          'before license-digest-match',
          'before license-token-verified',
          'before license-code-known',
          'after license-content-allowed',
          'installed license-installed-match',
          'project license-lock-consistent',
        ]),
      );
      expect(JSON.stringify(report)).not.toMatch(/tulip|VEdVe/);
    });
  });

  test('is recorded, and then re-checked without a network, and without the server', async () => {
    await npmScene({ install }, async ({ look, went, server }) => {
      const policy = { text: JSON.stringify({ version: 1, licensePackages: [npmEntry(server.url)] }), file: 'x.yaml' };
      const asked = { policy, project: went.projectFolder, env: went.env, at: lookedAt };
      const { written, refused } = await recordLicenses({ ...asked, phases: ['before'] });
      expect([written.length, refused]).toEqual([1, []]);
      const requests = server.requests.length;
      const { exitCode, bad, good } = await look(offline);
      expect([exitCode, bad]).toEqual([0, []]);
      expect(good).toContain('project license-record-unchanged');
      expect(good.some((code) => /^installed license-installed-(?:match|recorded)$/.test(code))).toBe(true);
      expect(server.requests.length).toBe(requests);
    });
  });

  test.each<readonly [string, (folder: string) => Promise<void>, readonly string[]]>([
    [
      'a changed file',
      (folder) => unlinkAndWrite(join(folder, 'index.js'), 'exports.token = "mine";\n'),
      ['installed license-code-unknown', 'installed license-installed-changed'],
    ],
    [
      'an added file',
      (folder) => writeFile(join(folder, 'more.js'), '1\n'),
      ['installed license-code-unknown', 'installed license-file-unexpected', 'installed license-installed-added'],
    ],
    [
      'an added file that runs nothing',
      (folder) => writeFile(join(folder, 'notes.txt'), '1\n'),
      ['installed license-file-unexpected', 'installed license-installed-added'],
    ],
    [
      'a missing file',
      (folder) => rm(join(folder, 'license.txt')),
      ['installed license-file-missing', 'installed license-installed-missing', 'installed license-token-missing'],
    ],
    [
      'a file in place of the folder',
      async (folder) => {
        await rm(folder, { recursive: true });
        await writeFile(folder, '');
      },
      ['installed license-code-unread', 'installed license-installed-unread'],
    ],
  ])('is refused with %s', async (_what, tamper, expected) => {
    await npmScene({ install }, async (scene) => {
      await tamper(await installedFolder(scene));
      const { exitCode, bad } = await scene.look(['before', 'installed']);
      expect([exitCode, bad]).toEqual([1, expect.arrayContaining([...expected, unrecorded])]);
      const own = bad.filter((code) => code.startsWith('installed') && !expected.includes(code));
      expect(own.filter((code) => !code.includes('content') && !code.includes('token-unread'))).toEqual([]);
    });
  });

  test('is refused with a module beside its folder, which Node would load in its place', async () => {
    await npmScene({ install }, async ({ went, look }) => {
      await writeFile(join(went.nodeModules, `${npmFolder}.js`), 'exports.token = 1;\n');
      const { exitCode, bad } = await look(['before', 'installed']);
      expect([exitCode, bad]).toEqual([1, ['installed license-installed-doubtful', unrecorded]]);
    });
  });

  test('is missed where it is not installed, and where the cache is empty, if the phase is named', async () => {
    await npmScene({ install }, async ({ went, look }) => {
      await rm(went.nodeModules, { recursive: true });
      await rm(went.npmCache, { recursive: true, force: true });
      await rm(join(went.pnpmStore, '..'), { recursive: true, force: true });
      const { exitCode, bad } = await look(offline);
      const missing = offline.flatMap((phase) => `${phase} license-copy-missing`);
      expect([exitCode, bad]).toEqual([1, expect.arrayContaining(missing)]);
      const all = await look();
      expect([all.exitCode, all.bad]).toEqual([0, [unrecorded]]);
    });
  });
});

describe.skipIf(!hasClient('npm'))('npm’s cache', () => {
  const other = mintLicenseTarball({ version: '1.0.0', token: npmToken, mistake: 'code-calls-home' });

  test('that was tampered with is refuted, and vouches for no installed file', async () => {
    await npmScene({}, async ({ went, look }) => {
      await writeFile(npmCachePath(went.npmCache, npmLicense.integrity), other.bytes);
      const { exitCode, bad } = await look(offline);
      expect([exitCode, bad]).toEqual([
        1,
        [
          'after license-code-unknown',
          'after license-digest-mismatch',
          'installed license-installed-unclear',
          unrecorded,
        ],
      ]);
    });
  });

  test('that holds half of the archive is refuted', async () => {
    await npmScene({}, async ({ went, look }) => {
      const half = npmLicense.bytes.slice(0, npmLicense.bytes.length >> 1);
      await writeFile(npmCachePath(went.npmCache, npmLicense.integrity), half);
      const { exitCode, bad } = await look(['after']);
      expect([exitCode, bad]).toEqual([1, expect.arrayContaining(['after license-digest-mismatch'])]);
    });
  });

  test('that also holds other bytes under the same address is refuted: npm may hand out either', async () => {
    await npmScene({}, async ({ went, look, server }) => {
      server.serve({ name: npmLicense.name, version: '1.0.0', bytes: other.bytes });
      await rm(join(went.projectFolder, 'package-lock.json'));
      const { nodeInstall } = await import('@assay/testkit');
      const again = await nodeInstall({
        folder: join(went.projectFolder, '..'),
        source: server.url,
        packages: [other],
        credential: { token: 'tulip-secret' },
      });
      expect(again.status).toBe(0);
      const { exitCode, bad } = await look(['after']);
      expect([exitCode, bad]).toEqual([1, expect.arrayContaining(['after license-digest-mismatch'])]);
    });
  });
});

describe.skipIf(!hasClient('pnpm'))('pnpm’s store', () => {
  test('in which a file was changed is refuted', async () => {
    await npmScene({ install: { client: 'pnpm' } }, async ({ went, look }) => {
      await unlinkAndWrite(pnpmStorePath(went.pnpmStore, `${npmToken}\n`), `${npmToken}x\n`);
      const { exitCode, bad } = await look(['before', 'after']);
      expect(exitCode).toBe(1);
      expect(bad).toContain('after license-content-unclear');
    });
  });

  test('that lost a file is refuted', async () => {
    await npmScene({ install: { client: 'pnpm' } }, async ({ went, look }) => {
      await rm(pnpmStorePath(went.pnpmStore, `${npmToken}\n`));
      const { exitCode, bad } = await look(['before', 'after']);
      expect([exitCode, bad]).toEqual([1, expect.arrayContaining(['after license-installed-unread'])]);
    });
  });

  test('vouches for nothing by itself: without record and server the files are compared with nothing', async () => {
    await npmScene({ install: { client: 'pnpm' } }, async ({ look }) => {
      const { exitCode, bad } = await look(offline);
      expect([exitCode, bad]).toEqual([
        3,
        ['after license-installed-unclear', 'installed license-installed-unclear', unrecorded],
      ]);
    });
  });

  test('is not the place where another project’s files are looked for', async () => {
    await npmScene({ install: { client: 'pnpm' } }, async ({ went, look }) => {
      const elsewhere = join(went.projectFolder, '..', 'elsewhere');
      await cp(join(went.projectFolder, 'package.json'), join(elsewhere, 'package.json'));
      const { exitCode, bad } = await look(offline, { project: elsewhere });
      expect(exitCode).toBe(1);
      expect(bad).toEqual(expect.arrayContaining(['after license-copy-missing', 'project license-not-locked']));
      expect(await readFile(join(went.projectFolder, 'pnpm-lock.yaml'), 'utf8')).toContain(npmLicense.name);
    });
  });
});
