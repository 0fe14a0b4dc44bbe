/** Licence packages of Composer: a Satis repository with basic auth on loopback, and what Composer leaves on the machine. */

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { licenseZipMistakes, mintLicenseZip, startVendorServer, type LicenseZipMistake } from '@assay/testkit';
import { recordLicenses } from '@assay/verifier';
import { describe, expect, test } from 'vitest';
import {
  composerAuth,
  composerEntry,
  composerLicense,
  composerScene,
  composerToken,
  login,
  sha256Of,
  type ComposerScene,
} from './composer-scene.js';
import { lookedAt } from './look-at-license.js';

const { name, version } = composerLicense;
const unrecorded = 'project license-not-recorded';
const before = ['before'] as const;
const offline = ['after', 'installed'] as const;
const other = mintLicenseZip({ version, token: composerToken, mistake: 'code-calls-home' });

const cacheFolder = ({ went }: ComposerScene) => join(went.cacheFolder, name);
const archiveIn = async (scene: ComposerScene) =>
  join(cacheFolder(scene), (await readdir(cacheFolder(scene))).find((file) => file.endsWith('.zip')) ?? '');

describe('a licence package that Composer installed', () => {
  test.each(['inline', 'includes', 'metadata-url'] as const)(
    'passes in every phase, from a repository of the form %s',
    async (composerForm) => {
      await composerScene({ server: { composerForm } }, async ({ look }) => {
        const { exitCode, bad, good, report } = await look();
        expect([exitCode, bad]).toEqual([0, [unrecorded]]);
        expect(good).toEqual(
          expect.arrayContaining([
            'before license-digest-match',
            'before license-content-allowed',
            'before license-token-verified',
            'after license-digest-match',
            'installed license-installed-match',
          ]),
        );
        expect(JSON.stringify(report)).not.toMatch(/sword|YWNtZTpz/);
      });
    },
  );

  test('is recorded, and re-checked without the server', async () => {
    await composerScene({}, async ({ look, server, went, env }) => {
      const digests = [await sha256Of(composerLicense.bytes)];
      const entries = [composerEntry(server.url, { digests })];
      const policy = { text: JSON.stringify({ version: 1, licensePackages: entries }), file: 'x.yaml' };
      const { written } = await recordLicenses({ policy, project: went.projectFolder, env, at: lookedAt });
      expect(written.length).toBe(1);
      const asked = server.requests.length;
      const { exitCode, bad } = await look(offline);
      expect([exitCode, bad, server.requests.length]).toEqual([0, [], asked]);
    });
  });

  test.each<readonly [string, (folder: string) => Promise<void>, readonly string[]]>([
    [
      'a changed file',
      (folder) => writeFile(join(folder, 'src/License.php'), '<?php\n'),
      ['installed license-code-unknown', 'installed license-installed-changed'],
    ],
    [
      'an added file',
      (folder) => writeFile(join(folder, 'notes.txt'), '1\n'),
      ['installed license-file-unexpected', 'installed license-installed-added'],
    ],
    [
      'a missing file',
      (folder) => rm(join(folder, 'license.txt')),
      ['installed license-file-missing', 'installed license-installed-missing', 'installed license-token-missing'],
    ],
  ])('is refused with %s', async (_what, tamper, expected) => {
    await composerScene({}, async ({ went, look }) => {
      await tamper(join(went.vendorFolder, name));
      const { exitCode, bad } = await look(offline);
      expect([exitCode, bad]).toEqual([1, [...expected, unrecorded]]);
    });
  });

  test('is refused with other bytes in the cache', async () => {
    await composerScene({}, async (scene) => {
      await writeFile(await archiveIn(scene), other.bytes);
      const { exitCode, bad } = await scene.look(['after']);
      expect([exitCode, bad]).toEqual([1, ['after license-code-unknown', 'after license-digest-mismatch', unrecorded]]);
    });
  });

  test('is refused with other bytes beside the right ones in the cache', async () => {
    await composerScene({}, async (scene) => {
      await writeFile(join(cacheFolder(scene), `${'0'.repeat(40)}.zip`), other.bytes);
      expect((await scene.look(['after'])).exitCode).toBe(1);
    });
  });

  test('is missed where it is not installed', async () => {
    await composerScene({}, async ({ went, look }) => {
      await rm(went.vendorFolder, { recursive: true });
      await rm(went.cacheFolder, { recursive: true });
      const { exitCode, bad } = await look(offline);
      expect([exitCode, bad]).toEqual([
        1,
        expect.arrayContaining(['after license-copy-missing', 'installed license-copy-missing']),
      ]);
    });
  });

  test('lies where the project’s composer.json says', async () => {
    await composerScene({}, async ({ went, look }) => {
      await mkdir(join(went.projectFolder, 'lib'), { recursive: true });
      const { rename } = await import('node:fs/promises');
      await rename(went.vendorFolder, join(went.projectFolder, 'lib', 'php'));
      await writeFile(join(went.projectFolder, 'composer.json'), '{"config":{"vendor-dir":"lib/php"}}');
      expect(await look(offline)).toMatchObject({ exitCode: 0, bad: [unrecorded] });
    });
  });
});

describe('the vendor’s repository', () => {
  const said = (act: (scene: ComposerScene) => void, entry: object = {}) =>
    composerScene({}, async (scene) => {
      act(scene);
      const { exitCode, bad } = await scene.look(before, { entry });
      return [String(exitCode), ...bad.filter((code) => code !== unrecorded && !code.endsWith('license-no-copy'))];
    });

  test.each<readonly [string, (scene: ComposerScene) => void, readonly string[]]>([
    [
      'no longer takes the credential',
      ({ server }) => {
        server.setCredentials([{ ...login, state: 'expired' }]);
      },
      ['3', 'before license-credentials-refused'],
    ],
    [
      'denies the package',
      ({ server }) => {
        server.setCredentials([{ ...login, state: 'forbidden' }]);
      },
      ['3', 'before license-access-denied'],
    ],
    [
      'lists other versions alone',
      ({ server }) => {
        server.remove(name, version, { unlist: true });
        server.add({ composer: [mintLicenseZip({ version: '2.0.0', token: composerToken })] });
      },
      ['1', 'before license-withdrawn'],
    ],
    [
      'lists the file and does not have it',
      ({ server }) => {
        server.remove(name, version);
      },
      ['3', 'before license-gone'],
    ],
    [
      'sends nothing',
      ({ server }) => {
        server.fault(server.filePath(name, version), { kind: 'body', body: '' });
      },
      ['1', 'before license-body-empty'],
    ],
    [
      'sends a login page',
      ({ server }) => {
        server.fault(server.filePath(name, version), { kind: 'html' });
      },
      ['1', 'before license-body-web-page'],
    ],
    [
      'is down',
      ({ server }) => {
        server.fault(() => true, { kind: 'status', status: 503 });
      },
      ['3', 'before http-error'],
    ],
    [
      'serves other bytes, and says so',
      ({ server }) => {
        server.serve({ name, version, bytes: other.bytes });
      },
      ['1', 'before license-code-unknown', 'before license-digest-mismatch'],
    ],
    [
      'says that the package is a plugin, which the archive does not: Composer goes by what it is told',
      ({ server }) => {
        server.fault('/packages.json', { kind: 'replace', from: '"type":"library"', to: '"type":"composer-plugin"' });
      },
      ['1', 'before license-plugins'],
    ],
    [
      'says that the package needs another, which the archive does not',
      ({ server }) => {
        const to = '"require":{"evil/tool":"*"},"license":';
        server.fault('/packages.json', { kind: 'replace', from: '"license":', to });
      },
      ['1', 'before license-dependencies'],
    ],
    [
      'says that a file of the package loads itself',
      ({ server }) => {
        const to = '"autoload":{"files":["src/License.php"],';
        server.fault('/packages.json', { kind: 'replace', from: '"autoload":{', to });
      },
      ['1', 'before license-autoload'],
    ],
  ])('%s', async (_what, act, expected) => {
    expect(await said(act)).toEqual(expected);
  });

  test('is asked with what lies in the user’s auth.json, or in variables', async () => {
    await composerScene({}, async ({ look, env, server }) => {
      const { COMPOSER_AUTH: _, ...bare } = env;
      expect((await look(before, { env: bare })).bad).toContain('before license-credentials-missing');
      await mkdir(env['COMPOSER_HOME'] ?? '', { recursive: true });
      await writeFile(join(env['COMPOSER_HOME'] ?? '', 'auth.json'), composerAuth(server.url));
      expect((await look(before, { env: bare })).exitCode).toBe(0);
      const credentials = { env: { username: 'U', password: 'P' } };
      const own = { HOME: '/nonexistent', U: login.user, P: login.password };
      expect((await look(before, { env: own, entry: { credentials } })).exitCode).toBe(0);
      expect(new Set(server.requests.map(({ credential }) => credential))).toEqual(new Set(['login']));
    });
  });

  test('is not asked with what lies in the checkout’s auth.json', async () => {
    await composerScene({}, async ({ look, env, server, went }) => {
      const { COMPOSER_AUTH: _, ...bare } = env;
      await writeFile(join(went.projectFolder, 'auth.json'), composerAuth(server.url));
      const { bad, notes } = await look(before, { env: bare });
      expect(bad).toContain('before license-credentials-missing');
      expect(notes.join(' ')).toContain('a checkout brings no credentials');
    });
  });

  test('and not the one that describes the version twice', async () => {
    await using twice = await startVendorServer({ composer: [composerLicense, other], credentials: [login] });
    const form = 'metadata-url';
    await composerScene({ server: { composerForm: form } }, async ({ server, look }) => {
      const doubled = JSON.stringify({
        packages: { [name]: [...(await records(server.url)), ...(await records(server.url))] },
      });
      server.fault(`/p2/${name}.json`, { kind: 'body', body: doubled });
      expect((await look(before)).exitCode).not.toBe(0);
    });
    expect(twice.requests).toEqual([]);
  });
});

async function records(url: string): Promise<readonly object[]> {
  const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`;
  const answer = await fetch(`${url}p2/${name}.json`, { headers: { authorization } });
  const { packages } = (await answer.json()) as { packages: Record<string, object[]> };
  return packages[name] ?? [];
}

/** What must be said of the archive; empty: nothing is wrong with it. */
const expected: Readonly<Record<LicenseZipMistake, readonly string[]>> = {
  plugin: ['license-code-unknown', 'license-file-unexpected', 'license-plugins'],
  'plugin-type': ['license-plugins'],
  // Composer runs nothing for a type that no plugin of the project's handles, and no plugin comes with the package.
  'other-type': [],
  scripts: ['license-scripts'],
  'autoload-files': ['license-autoload', 'license-code-unknown', 'license-file-unexpected'],
  'autoload-other': [],
  bin: ['license-code-unknown', 'license-executables', 'license-file-unexpected'],
  dependency: ['license-dependencies'],
  replace: ['license-plugins'],
  provide: ['license-plugins'],
  'extra-file': ['license-file-unexpected'],
  'hidden-file': ['license-file-unexpected'],
  'other-code': ['license-code-unknown', 'license-file-unexpected'],
  'case-twin': ['license-content-unclear'],
  'many-files': ['license-file-unexpected'],
  symlink: ['license-file-unexpected', 'license-symlink'],
  'symlink-outside': ['license-content-unclear'],
  'duplicate-entry': ['license-content-unclear', 'license-token-unread'],
  'path-escape': ['license-code-unknown', 'license-content-unclear'],
  setuid: ['license-file-unexpected'],
  'code-calls-home': ['license-code-unknown'],
  'code-own-token': ['license-code-unknown'],
  'code-reformatted': ['license-code-unknown'],
  'empty-token': ['license-token-malformed'],
  'foreign-token': ['license-token-foreign-key'],
  'garbled-token': ['license-token-foreign-key'],
  'revoked-token': [],
  'large-file': ['license-file-too-large', 'license-token-malformed'],
  'no-license-file': ['license-file-missing', 'license-token-missing'],
  'no-code': ['license-file-missing'],
  'other-name': ['license-other-package'],
  'other-version': ['license-other-package'],
  'required-php': [],
};

describe('a pinned licence package of Composer with', () => {
  test.each(licenseZipMistakes)('$about', async ({ name: mistake }) => {
    const license = mintLicenseZip({ version, token: composerToken, mistake });
    await composerScene({ license }, async ({ look }) => {
      const wanted = expected[mistake];
      const exitCode = wanted.length === 0 ? 0 : wanted.every((code) => code === 'license-code-unknown') ? 3 : 1;
      const { exitCode: is, bad } = await look(before);
      const said = bad.flatMap((code) => (code.startsWith('before') ? [code.slice(7)] : []));
      expect([is, said]).toEqual([exitCode, wanted]);
    });
  });
});
