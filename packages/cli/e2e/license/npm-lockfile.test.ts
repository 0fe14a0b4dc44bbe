/** Lockfiles of npm and pnpm that lock a licence package otherwise than the policy says. */

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasClient, mintLicenseTarball } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { npmLicense, npmScene, npmToken, type NpmScene } from './npm-scene.js';

const other = mintLicenseTarball({ version: '1.0.0', token: npmToken, mistake: 'extra-file' });
const files = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml' } as const;

/** What is said of the project alone, once its lockfile's text is another. */
async function said(
  client: 'npm' | 'pnpm',
  change: (text: string, scene: NpmScene) => string,
  entry: object = {},
): Promise<readonly string[]> {
  return npmScene({ install: { client } }, async (scene) => {
    const file = join(scene.went.projectFolder, files[client]);
    const text = await readFile(file, 'utf8');
    const changed = change(text, scene);
    if (change !== same) expect(changed).not.toBe(text);
    await writeFile(file, changed);
    const { exitCode, bad } = await scene.look(['before'], { entry });
    return [String(exitCode), ...bad.filter((code) => code !== 'project license-not-recorded')];
  });
}

const same = (text: string) => text;
const lock = /^project license-(?:lock|not-locked)/;

describe.skipIf(!hasClient('npm'))('a package-lock.json', () => {
  test.each<readonly [string, (text: string, scene: NpmScene) => string, readonly string[]]>([
    ['that is right passes', same, ['0']],
    [
      'with another integrity is refuted, and so is what the server serves',
      (text) => text.replace(npmLicense.integrity, other.integrity),
      ['1', 'before license-republished', 'project license-lock-checksum-mismatch'],
    ],
    [
      'without an integrity lets npm take any bytes',
      (text) => text.replace(/,\s*"integrity": "[^"]*"/, ''),
      ['1', 'project license-lock-checksum-missing'],
    ],
    [
      'with a SHA-1 alone lets npm take what collides',
      (text) => text.replace(npmLicense.integrity, `sha1-${Buffer.from(npmLicense.shasum, 'hex').toString('base64')}`),
      ['1', 'project license-lock-checksum-missing'],
    ],
    [
      'with an integrity that is none is refuted: npm passes over it',
      (text) => text.replace(npmLicense.integrity, 'sha512-none'),
      ['1', 'project license-lock-checksum-malformed'],
    ],
    [
      'that takes it from another origin is refuted',
      (text, { server }) => text.replaceAll(server.url, 'https://npm.evil.example/'),
      ['1', 'project license-lock-other-source'],
    ],
    ['that names no URL leaves the source to the client', (text) => text.replace(/"resolved": "[^"]*",?/, ''), ['0']],
    [
      'that locks another version is refuted',
      (text) => text.replaceAll('1.0.0', '2.0.0'),
      ['1', 'project license-lock-other-version'],
    ],
    [
      'that does not have it is missed',
      (text) => text.replaceAll(npmLicense.name, '@acme-pro/other'),
      ['1', 'project license-not-locked'],
    ],
  ])('%s', async (_what, change, expected) => {
    const found = await said('npm', change);
    expect(found).toEqual(expected);
  });

  test('need not be there where the policy says so', async () => {
    await npmScene({}, async ({ went, look }) => {
      await rm(join(went.projectFolder, 'package-lock.json'));
      expect((await look(['before'])).bad).toContain('project license-not-locked');
      expect((await look(['before'], { entry: { locked: false } })).exitCode).toBe(0);
    });
  });
});

describe.skipIf(!hasClient('pnpm'))('a pnpm-lock.yaml', () => {
  test.each<readonly [string, (text: string, scene: NpmScene) => string, readonly string[]]>([
    ['that is right passes', same, ['0']],
    [
      'with another integrity is refuted',
      (text) => text.replace(npmLicense.integrity, other.integrity),
      ['1', 'project license-lock-checksum-mismatch'],
    ],
    [
      'that takes it from a URL of its own is refuted',
      (text) => text.replace('integrity: ', 'tarball: https://npm.evil.example/x.tgz, integrity: '),
      ['1', 'project license-lock-other-source'],
    ],
  ])('%s', async (_what, change, expected) => {
    const found = await said('pnpm', change);
    expect(found.filter((code) => code.length === 1 || lock.test(code))).toEqual(expected);
  });
});
