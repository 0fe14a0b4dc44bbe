/** Licence gems in Gemfile.lock and assay.lock, and while their credentials are rotated. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  licenseGemScene,
  mintLicenseGem,
  mintLicenseIssuer,
  sceneGem,
  sceneLicenseId,
  scenePassword,
  writeFiles,
  type LicenseGemScene,
  type LicenseGemSceneOptions,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { recordLicenses, type RecordLicensesOptions } from './record-licenses.js';
import { checkRotation } from './rotate-check.js';
import { faultsIn, lookAtLicense } from './testing/look-at-license.js';

const token = mintLicenseIssuer().token('Acme Ltd');
const again = mintLicenseGem({ id: sceneLicenseId, token, mistake: 'development-dependency' });

describe('Gemfile.lock', () => {
  interface Lock {
    readonly project?: LicenseGemSceneOptions['project'];
    /** Changes the lockfile's text. */
    readonly edit?: (text: string) => string;
    readonly exitCode: number;
    readonly faults: readonly string[];
  }

  const locks: Readonly<Record<string, Lock>> = {
    'with the right digest': { exitCode: 0, faults: [] },
    'without CHECKSUMS': {
      project: { checksums: 'absent' },
      exitCode: 1,
      faults: ['license-lock/license-lock-checksum-missing'],
    },
    'without this gem under CHECKSUMS': {
      project: { checksums: 'missing' },
      exitCode: 1,
      faults: ['license-lock/license-lock-checksum-missing'],
    },
    'with an empty entry under CHECKSUMS': {
      project: { checksums: 'empty' },
      exitCode: 1,
      faults: ['license-lock/license-lock-checksum-missing'],
    },
    'with another digest': {
      project: { checksums: 'other' },
      exitCode: 1,
      faults: [
        'after license-digest/license-republished',
        'before license-digest/license-republished',
        'installed license-installed/license-installed-unclear',
        'license-lock/license-lock-checksum-mismatch',
      ],
    },
    'with half a digest': {
      edit: (text) => text.replace(/sha256=[0-9a-f]{32}/, 'sha256='),
      exitCode: 1,
      faults: ['license-lock/license-lock-checksum-malformed'],
    },
    'with another source': {
      edit: (text) => text.replace(/remote: http:\/\/127\.0\.0\.1:\d+\//, 'remote: https://mirror.example/'),
      exitCode: 1,
      faults: ['license-lock/license-lock-other-source'],
    },
    'with the same source twice in one block': {
      edit: (text) => text.replace(/( {2}remote: )(http.*)\n/, '$1https://mirror.example/\n$1$2\n'),
      exitCode: 1,
      faults: ['license-lock/license-lock-other-source'],
    },
    'with another version': {
      edit: (text) => text.replaceAll('1000.42', '1000.43'),
      exitCode: 1,
      faults: ['license-lock/license-lock-other-version'],
    },
    'without the gem': {
      edit: (text) =>
        text
          .split('\n')
          .filter((line) => !line.includes('karafka-license'))
          .join('\n'),
      exitCode: 1,
      faults: ['license-lock/license-not-locked'],
    },
    'for several platforms': {
      edit: (text) => text.replace('PLATFORMS\n', 'PLATFORMS\n  arm64-darwin\n  x86_64-linux\n'),
      exitCode: 0,
      faults: [],
    },
    'with the gem of another platform beside it, which Bundler would prefer there': {
      edit: (text) =>
        text
          .replace('PLATFORMS\n', 'PLATFORMS\n  x86_64-linux\n')
          .replace('    karafka-license (1000.42)\n', '$&    karafka-license (1000.42-x86_64-linux)\n'),
      exitCode: 1,
      faults: ['license-lock/license-lock-checksum-missing', 'license-lock/license-lock-other-version'],
    },
  };

  test.each(Object.entries(locks))('%s', async (_title, { project = {}, edit, exitCode, faults }) => {
    await using scene = await licenseGemScene({ project });
    const file = join(scene.project, 'Gemfile.lock');
    if (edit !== undefined) await writeFile(file, edit(await readFile(file, 'utf8')));
    const told = await lookAtLicense(scene);
    expect({ exitCode: told.exitCode, faults: told.faults }).toEqual({ exitCode, faults: [...faults].sort() });
  });

  test('that is not there where it must be is told', async () => {
    await using scene = await licenseGemScene({ project: { locked: false } });
    expect(await lookAtLicense(scene)).toMatchObject({ exitCode: 1, faults: ['license-lock/license-not-locked'] });
    await scene.writePolicy({ locked: false });
    expect(await lookAtLicense(scene)).toMatchObject({ exitCode: 0, faults: [] });
  });

  test('is held to the Gemfile beside it, which must pin a licence exactly', async () => {
    await using scene = await licenseGemScene({ project: { pinned: false } });
    const { exitCode, faults } = await lookAtLicense(scene);
    expect(exitCode).toBe(1);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^license-lock\//);
  });
});

describe('assay.lock', () => {
  const record = ({ policy, project, env }: LicenseGemScene, options: Partial<RecordLicensesOptions> = {}) =>
    recordLicenses({ policy: { file: policy }, project, env, at: '2026-06-01T12:00:00Z', ...options });
  const textOf = ({ project }: LicenseGemScene) => readFile(join(project, 'assay.lock'), 'utf8');
  /** Nothing but what was seen first says which bytes are right. */
  const unpinned: LicenseGemSceneOptions = { entry: { digests: undefined, locked: false }, project: { locked: false } };

  test('holds what was seen first, and the same look again changes nothing', async () => {
    await using scene = await licenseGemScene();
    const first = await record(scene);
    expect(first).toMatchObject({ refused: [], written: [{ package: 'pkg:gem/karafka-license', version: '1000.42' }] });
    const text = await textOf(scene);
    expect(text).toContain(scene.gem.sha256);
    expect(text).not.toContain(token);
    expect(await record(scene, { at: '2026-07-01T12:00:00Z' })).toMatchObject({ refused: [], written: [] });
    expect(await textOf(scene)).toBe(text);
    const { findings } = await lookAtLicense(scene);
    expect(findings.find(({ check }) => check === 'license-record')?.code).toBe('license-record-unchanged');
  });

  test('notices other bytes, and is only replaced on request', async () => {
    await using scene = await licenseGemScene(unpinned);
    await record(scene);
    const text = await textOf(scene);
    scene.server.serve({ name: again.name, version: again.version, bytes: again.bytes });
    const told = await lookAtLicense(scene, { phases: ['before'] });
    expect(told).toMatchObject({ exitCode: 1, faults: ['before license-digest/license-republished'] });
    expect((await record(scene)).refused).toHaveLength(1);
    expect(await textOf(scene)).toBe(text);
    expect(await record(scene, { replace: true })).toMatchObject({ refused: [], written: [{ version: '1000.42' }] });
    expect(await textOf(scene)).toContain(again.sha256);
    expect(await lookAtLicense(scene, { phases: ['before'] })).toMatchObject({ exitCode: 0, faults: [] });
  });

  test('is not replaced by bytes that the lockfile does not know', async () => {
    await using scene = await licenseGemScene({ entry: { digests: undefined } });
    await record(scene);
    const text = await textOf(scene);
    scene.server.serve({ name: again.name, version: again.version, bytes: again.bytes });
    const { refused, report } = await record(scene, { replace: true });
    expect(refused).toHaveLength(1);
    expect(faultsIn(report.findings)).toEqual(['before license-digest/license-republished']);
    expect(await textOf(scene)).toBe(text);
  });

  test.each([
    ['id', { version: '1000.43', digests: undefined }, 'license-record/license-id-changed'],
    ['source', { source: 'https://gems.example/' }, 'license-record/license-source-changed'],
    ['digest', { digests: [`sha256:${'0'.repeat(64)}`] }, 'license-record/license-record-contradicts'],
  ])('notices another %s in the policy', async (_what, entry, fault) => {
    await using scene = await licenseGemScene(unpinned);
    await record(scene);
    await scene.writePolicy(entry);
    const { exitCode, faults } = await lookAtLicense(scene, { phases: ['after'] });
    expect(exitCode).toBe(1);
    expect(faults).toContain(fault);
  });

  test('notices another token under the same id', async () => {
    await using scene = await licenseGemScene(unpinned);
    await record(scene);
    const other = mintLicenseGem({
      id: sceneLicenseId,
      token: mintLicenseIssuer().token('Acme Ltd', { fields: { n: 2 } }),
    });
    scene.server.serve({ name: other.name, version: other.version, bytes: other.bytes });
    expect(await lookAtLicense(scene, { phases: ['before'] })).toMatchObject({
      exitCode: 1,
      faults: ['before license-digest/license-republished', 'before license-token/license-token-changed'],
    });
  });

  test('notices installed files that it does not know, without any archive', async () => {
    await using scene = await licenseGemScene(unpinned);
    await record(scene);
    await writeFiles(join(scene.gemDir, 'gems', 'karafka-license-1000.42'), { 'lib/version.txt': '1000.42 \n' });
    await writeFiles(join(scene.gemDir, 'cache'), { [scene.gem.fileName]: '' });
    const { exitCode, faults } = await lookAtLicense(scene, { phases: ['installed'] });
    expect({ exitCode, faults }).toEqual({
      exitCode: 1,
      faults: ['installed license-installed/license-installed-not-recorded'],
    });
  });

  test.each([
    ['a word that it does not have', (text: string) => text.replace('recorded:', 'seen:')],
    ['half a digest', (text: string) => text.replace(/sha256:[0-9a-f]{32}/, 'sha256:')],
    ['a package twice', (text: string) => text + text.slice(text.indexOf('  - package'))],
    ['nothing', () => ''],
    ['a newer form', (text: string) => text.replace('version: 1', 'version: 2')],
  ])('that somebody gave %s is refused, with its line', async (_what, edit) => {
    await using scene = await licenseGemScene();
    await record(scene);
    await writeFile(join(scene.project, 'assay.lock'), edit(await textOf(scene)));
    await expect(lookAtLicense(scene)).rejects.toMatchObject({
      code: 'ERR_LOCKFILE',
      file: expect.stringMatching(/assay\.lock$/) as string,
    });
    await expect(record(scene)).rejects.toMatchObject({ code: 'ERR_LOCKFILE' });
  });

  test('is not replaced while the lockfile still pins the old bytes, and does not promise that', async () => {
    await using scene = await licenseGemScene({ entry: { digests: undefined } });
    await record(scene);
    scene.server.serve({ name: again.name, version: again.version, bytes: again.bytes });
    const [said] = (await record(scene)).refused;
    expect(said).toContain('--replace');
    const [refused] = (await record(scene, { replace: true })).refused;
    expect(refused).toContain('Gemfile.lock');
    expect(refused).not.toContain('--replace');
  });

  test('is not written for a package that is refuted or cannot be had', async () => {
    await using scene = await licenseGemScene(unpinned);
    const bad = mintLicenseGem({ id: sceneLicenseId, token, mistake: 'extra-file' });
    scene.server.serve({ name: bad.name, version: bad.version, bytes: bad.bytes });
    expect(await record(scene)).toMatchObject({ written: [], refused: [expect.stringContaining('lib/notes.txt')] });
    scene.server.setCredentials([{ user: 'nobody', password: 'x' }]);
    expect((await record(scene)).refused).toHaveLength(1);
    await expect(textOf(scene)).rejects.toThrow('ENOENT');
  });
});

describe('rotating credentials', () => {
  const first = { name: 'old', user: 'acme', password: scenePassword } as const;
  const second = { name: 'new', user: 'acme', password: 'tulip-77c0' } as const;
  const env = { NEW_PASSWORD: second.password } as const;
  const rotate = async (scene: LicenseGemScene, variables: Readonly<Record<string, string>> = env) => {
    const { report } = await checkRotation({
      policy: { file: scene.policy },
      project: scene.project,
      env: { ...scene.env, ...variables },
      old: { from: 'env', username: 'KARAFKA_PRO_USERNAME', password: 'KARAFKA_PRO_PASSWORD' },
      new: { from: 'env', username: 'KARAFKA_PRO_USERNAME', password: 'NEW_PASSWORD' },
    });
    return { exitCode: report.exitCode, faults: faultsIn(report.findings), findings: report.findings };
  };
  const file = `/gems/${sceneGem().fileName}`;

  test('is proven by two real downloads, past every cache', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [first, second], cacheable: true } });
    const { exitCode, faults, findings } = await rotate(scene);
    expect({ exitCode, faults }).toEqual({ exitCode: 0, faults: [] });
    expect(findings.map(({ code }) => code)).toContain('license-rotation-same');
    const asked = scene.server.requests.filter(({ path }) => path === file);
    const real = { status: 200, conditional: false, range: null, sha256: scene.gem.sha256 };
    expect(asked).toMatchObject([
      { ...real, credential: 'old' },
      { ...real, credential: 'new' },
    ]);
    for (const { cacheControl } of asked) expect(cacheControl).toMatch(/no-cache|no-store/);
  });

  test('that changes the bytes is refuted', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [first, second] } });
    scene.server.serve({ name: again.name, version: again.version, bytes: again.bytes, credential: 'new' });
    const { exitCode, faults } = await rotate(scene);
    expect(exitCode).toBe(1);
    expect(faults).toEqual([
      'before license-digest/license-digest-mismatch',
      'before license-rotation/license-rotation-other',
    ]);
  });

  test('is not proven where both get the wrong bytes alike', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [first, second] } });
    scene.server.serve({ name: again.name, version: again.version, bytes: again.bytes });
    const { exitCode, faults } = await rotate(scene);
    expect({ exitCode, faults }).toEqual({ exitCode: 1, faults: ['before license-digest/license-digest-mismatch'] });
  });

  test.each([
    [
      'the old ones have ended',
      [{ ...first, state: 'expired' as const }, second],
      'credentials-refused',
      'old credentials',
    ],
    [
      'the new ones are forbidden',
      [first, { ...second, state: 'forbidden' as const }],
      'access-denied',
      'new credentials',
    ],
    ['the new ones are unknown', [first], 'credentials-refused', 'new credentials'],
  ])('is not shown where %s', async (_title, credentials, code, side) => {
    await using scene = await licenseGemScene({ server: { credentials } });
    const { exitCode, findings } = await rotate(scene);
    expect(exitCode).toBe(3);
    const refused = findings.filter((finding) => finding.code === `license-${code}`);
    expect(refused.map(({ detail }) => detail.includes(`(${side})`))).toEqual([true]);
    expect(findings.map((finding) => finding.code)).toContain('license-rotation-not-shown');
  });

  test('is not shown where both get a login page', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [first, second] } });
    scene.server.fault(file, { kind: 'html' });
    const { exitCode, faults } = await rotate(scene);
    expect(exitCode).toBe(1);
    expect(faults).toContain('before license-rotation/license-rotation-not-shown');
    expect(faults).toContain('before license-presence/license-body-web-page');
  });

  test('to the same secret under another name proves nothing', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [first] } });
    const same = { ...env, NEW_PASSWORD: first.password };
    await expect(rotate(scene, same)).rejects.toMatchObject({ code: 'ERR_USAGE' });
    expect(scene.server.requests).toEqual([]);
  });

  test('is not shown where a variable is not set, and nobody is asked with it', async () => {
    await using scene = await licenseGemScene({ server: { credentials: [first] } });
    const { report } = await checkRotation({
      policy: { file: scene.policy },
      project: scene.project,
      env: scene.env,
      old: { from: 'env', username: 'KARAFKA_PRO_USERNAME', password: 'KARAFKA_PRO_PASSWORD' },
      new: { from: 'env', username: 'KARAFKA_PRO_USERNAME', password: 'NOT_SET' },
    });
    expect(report.exitCode).toBe(3);
    expect(faultsIn(report.findings)).toContain('before license-presence/license-credentials-missing');
    expect(scene.server.requests.filter(({ path }) => path === file)).toHaveLength(1);
  });
});
