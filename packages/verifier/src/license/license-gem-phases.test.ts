/** Licence gems in each phase, with and without a copy, and beside public registries. */

import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  hasClient,
  layInstalledGem,
  licenseGemScene,
  mintLicenseGem,
  mintLicenseIssuer,
  sceneLicenseId,
  startRegistry,
  writeFiles,
  type LicenseGemMistake,
  type LicenseGemScene,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { recordLicenses } from './record-licenses.js';
import { lookAtLicense } from './testing/look-at-license.js';

const bad = (mistake: LicenseGemMistake) =>
  mintLicenseGem({ id: sceneLicenseId, token: mintLicenseIssuer().token('Acme Ltd'), mistake });
const cached = ({ gemDir, gem }: LicenseGemScene) => join(gemDir, 'cache', gem.fileName);
const before = { phases: ['before'] } as const;

describe('a public registry', () => {
  const squat = bad('code-calls-home');
  const names = (url: string) => ({ namesakes: [url] });
  const seen = async (
    gems: readonly ReturnType<typeof bad>[],
    attack?: (registry: { close(): Promise<void> }) => unknown,
  ) => {
    const registry = await startRegistry({ gems });
    await using scene = await licenseGemScene({ install: 'none' });
    await scene.writePolicy(names(registry.url));
    await attack?.(registry);
    const { exitCode, faults, findings } = await lookAtLicense(scene, before);
    await registry.close();
    const namesake = findings.find(({ check }) => check === 'license-namesake');
    return { exitCode, faults, code: namesake?.code, asked: registry.requests.map(({ path }) => path), registry };
  };

  test('that holds other bytes under the name is told', async () => {
    const { exitCode, code, asked } = await seen([squat]);
    expect({ exitCode, code }).toEqual({ exitCode: 1, code: 'license-name-taken' });
    expect(asked).toContain('/info/karafka-license');
  });

  test('that does not have the name is well, and gets no credential', async () => {
    const { exitCode, code, registry } = await seen([]);
    expect({ exitCode, code }).toEqual({ exitCode: 0, code: 'license-name-private' });
    expect(registry.requests.map(({ headers }) => headers['authorization'])).toEqual(
      registry.requests.map(() => undefined),
    );
  });

  test('that does not answer leaves it open', async () => {
    const { exitCode, code } = await seen([], (registry) => registry.close());
    expect({ exitCode, code }).toEqual({ exitCode: 0, code: 'license-namesake-unknown' });
  });
});

describe('the right gem', () => {
  const passes = async (scene: LicenseGemScene) => {
    for (const phases of [['before'], ['after'], ['installed'], ['before', 'after', 'installed']] as const)
      expect(await lookAtLicense(scene, { phases })).toMatchObject({ exitCode: 0, faults: [] });
    const all = await lookAtLicense(scene);
    expect(all).toMatchObject({ exitCode: 0, faults: [], notLookedAt: [] });
    return all;
  };

  test('passes in each phase and in all of them', async () => {
    await using scene = await licenseGemScene();
    await passes(scene);
  });

  test.skipIf(!hasClient('bundle'))('that a real `bundle install` left passes, vendored and recorded too', async () => {
    await using scene = await licenseGemScene({ install: 'bundle' });
    const { findings } = await passes(scene);
    const found = findings.filter(({ code }) => code === 'license-found').map(({ phase }) => phase);
    expect(found).toEqual(['after', 'after', 'installed']);
    await recordLicenses({ policy: { file: scene.policy }, project: scene.project, env: scene.env });
    const again = await lookAtLicense(scene);
    expect(again.findings.find(({ check }) => check === 'license-record')?.code).toBe('license-record-unchanged');
    await appendFile(join(scene.vendorCache, scene.gem.fileName), 'x');
    const { exitCode, faults } = await lookAtLicense(scene, { phases: ['after'] });
    expect(exitCode).toBe(1);
    expect(faults).toContain('after license-digest/license-digest-mismatch');
  });

  test('needs no server where only this machine is looked at', async () => {
    await using scene = await licenseGemScene();
    await lookAtLicense(scene, { phases: ['after', 'installed'], env: { KARAFKA_PRO_PASSWORD: undefined } });
    expect(scene.server.requests).toEqual([]);
  });
});

describe('a phase', () => {
  test.each(['after', 'installed'] as const)('%s that was asked for and has no copy is a fault', async (phase) => {
    await using scene = await licenseGemScene({ install: 'none' });
    const { exitCode, faults } = await lookAtLicense(scene, { phases: [phase] });
    expect(exitCode).toBe(1);
    expect(faults).toContain(`${phase} license-presence/license-copy-missing`);
  });

  test('bundled that was asked for and is not named is a fault', async () => {
    await using scene = await licenseGemScene();
    const { exitCode, faults } = await lookAtLicense(scene, { phases: ['bundled'] });
    expect(exitCode).toBe(1);
    expect(faults).toContain('bundled license-presence/license-bundled-missing');
  });

  test('that nobody asked for and has no copy is told, and no fault', async () => {
    await using scene = await licenseGemScene({ install: 'none' });
    expect(await lookAtLicense(scene)).toMatchObject({
      exitCode: 0,
      faults: [],
      notLookedAt: [
        'No downloaded archive was found here of karafka (phase `after`).',
        'No installed files were found here of karafka (phase `installed`).',
      ],
    });
  });

  test('before that was asked for and has no server is a fault', async () => {
    await using scene = await licenseGemScene({ project: { locked: false } });
    const offline = { source: 'none', insecure: undefined, credentials: undefined, bundled: { path: 'license.gem' } };
    await scene.writePolicy({ ...offline, locked: false });
    await writeFiles(scene.project, { 'license.gem': scene.gem.bytes });
    expect(await lookAtLicense(scene, { phases: ['before'] })).toMatchObject({ exitCode: 3 });
    expect(await lookAtLicense(scene)).toMatchObject({
      exitCode: 0,
      faults: [],
      notLookedAt: ['No server is named for karafka (phase `before`).'],
    });
  });

  test('bundled judges a licence inside the application', async () => {
    await using scene = await licenseGemScene();
    await scene.writePolicy({ bundled: { path: 'vendor/license.gem' } });
    await writeFiles(scene.project, { 'vendor/license.gem': scene.gem.bytes });
    expect(await lookAtLicense(scene, { phases: ['bundled'] })).toMatchObject({ exitCode: 0, faults: [] });
    await writeFiles(scene.project, { 'vendor/license.gem': bad('extra-file').bytes });
    const { exitCode, faults } = await lookAtLicense(scene, { phases: ['bundled'] });
    expect({ exitCode, faults }).toEqual({
      exitCode: 1,
      faults: ['bundled license-content/license-file-unexpected', 'bundled license-digest/license-digest-mismatch'],
    });
  });

  test('installed finds the archive to compare with by itself', async () => {
    await using scene = await licenseGemScene();
    await layInstalledGem(scene.gemDir, scene.gem);
    const { findings } = await lookAtLicense(scene, { phases: ['installed'] });
    expect(findings.find(({ check }) => check === 'license-installed')?.code).toBe('license-installed-match');
    await rm(cached(scene));
    const { exitCode, faults } = await lookAtLicense(scene, { phases: ['installed'] });
    expect({ exitCode, faults }).toEqual({
      exitCode: 3,
      faults: ['installed license-installed/license-installed-unclear'],
    });
  });
});
