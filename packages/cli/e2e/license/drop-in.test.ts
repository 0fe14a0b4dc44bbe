/** `assay license verify karafka` in the place of the vendor's own script, with its variables. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@assay/model';
import { licenseGemScene, sceneLicenseId, type LicenseGemScene } from '@assay/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installPackedCli } from '../packed-cli.js';

let cli: Awaited<ReturnType<typeof installPackedCli>>;

beforeAll(async () => {
  cli = await installPackedCli();
});
afterAll(() => cli.remove());

type Variables = Readonly<Record<string, string | undefined>>;

function assay(scene: LicenseGemScene, args: readonly string[], env: Variables) {
  const all = Object.entries({ ...scene.env, ...env });
  const set = all.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return cli.run(['license', ...args], { cwd: scene.project, env: Object.fromEntries(set) });
}

describe('the variables of the vendor’s own script', () => {
  const dropIn = (scene: LicenseGemScene, env: Variables) => {
    const sha256 = scene.gem.sha256;
    const usual = { KARAFKA_PRO_LICENSE_ID: sceneLicenseId, KARAFKA_PRO_LICENSE_CHECKSUM: sha256 };
    return assay(scene, ['verify', 'karafka'], { ...usual, ...env });
  };

  test.each([undefined, 'before', 'after', 'installed'])('MODE=%s', async (mode) => {
    await using scene = await licenseGemScene({ install: 'none', project: { locked: false } });
    // The vendor's server is a real one here: nobody is asked, or a proxy that is not there is.
    const { status, stdout } = await dropIn(scene, { MODE: mode, https_proxy: 'http://127.0.0.1:9/' });
    const asked = mode === undefined || mode === 'before';
    expect(stdout).toContain(asked ? 'license-presence: connect-failure (before)' : `license-copy-missing (${mode})`);
    expect(status).toBe(asked ? 3 : 1);
  });

  test('MODE beside a policy is said to count for nothing', async () => {
    await using scene = await licenseGemScene({ install: 'none' });
    const args = ['verify', '--policy', scene.policy, '--phase', 'bundled'];
    const { stderr } = await assay(scene, args, { MODE: 'afer', KARAFKA_PRO_LICENSE_ID: sceneLicenseId });
    expect(stderr).toContain('MODE=afer is not read beside --policy: the phases are --phase’s.');
    // Without any other of the vendor's variables it is somebody else's.
    const unset = { KARAFKA_PRO_USERNAME: undefined, KARAFKA_PRO_PASSWORD: undefined };
    expect((await assay(scene, args, { ...unset, MODE: 'production' })).stderr).not.toContain('MODE');
  });

  /** The lockfile takes the gem from the vendor, as the variables have it. */
  const lock = async (scene: LicenseGemScene, edit: (text: string) => string = (text) => text) => {
    const file = join(scene.project, 'Gemfile.lock');
    const text = await readFile(file, 'utf8');
    await writeFile(file, edit(text.replaceAll(scene.server.url, 'https://gems.karafka.io/')));
  };
  const lockVerdict = async (scene: LicenseGemScene) => {
    const { stdout } = await assay(scene, ['verify', 'karafka', '--format', 'json'], {
      KARAFKA_PRO_LICENSE_ID: sceneLicenseId,
      KARAFKA_PRO_LICENSE_CHECKSUM: scene.gem.sha256,
      MODE: 'installed',
    });
    const { report } = JSON.parse(stdout) as { readonly report: Report };
    const codes = report.findings.filter(({ check }) => check === 'license-lock').map(({ code }) => code);
    const refused = report.verdicts.flatMap(({ because }) => because).filter((id) => id.includes('|license-lock|'));
    return { codes, isRefused: refused.length > 0 };
  };

  test('warn of a lockfile that pins no digest, as one by an older Bundler', async () => {
    await using scene = await licenseGemScene({ project: { checksums: 'absent' } });
    await lock(scene);
    expect(await lockVerdict(scene)).toEqual({ codes: ['license-lock-checksum-missing'], isRefused: false });
  });

  test('refuse a lockfile that pins other bytes', async () => {
    await using scene = await licenseGemScene({ project: { checksums: 'other' } });
    await lock(scene);
    expect(await lockVerdict(scene)).toEqual({ codes: ['license-lock-checksum-mismatch'], isRefused: true });
  });

  test.each([
    [{ MODE: 'befor' }, 'there is no phase "befor"'],
    [{ MODE: 'After' }, 'there is no phase "After"'],
    [{ KARAFKA_PRO_LICENSE_CHECKSUM: undefined }, 'KARAFKA_PRO_LICENSE_CHECKSUM is not set'],
    [{ KARAFKA_PRO_LICENSE_CHECKSUM: '' }, 'KARAFKA_PRO_LICENSE_CHECKSUM is not set'],
    [{ KARAFKA_PRO_LICENSE_CHECKSUM: 'abc' }, 'KARAFKA_PRO_LICENSE_CHECKSUM'],
    [{ KARAFKA_PRO_LICENSE_ID: undefined }, 'KARAFKA_PRO_LICENSE_ID is not set'],
    [{ KARAFKA_PRO_VERSION: '1000.43' }, 'KARAFKA_PRO_VERSION and KARAFKA_PRO_LICENSE_ID differ'],
  ])('%j are refused', async (env, says) => {
    await using scene = await licenseGemScene();
    const { status, stdout, stderr } = await dropIn(scene, env);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});
