/** The mode `license`: a step before the one that installs, and one after it. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasClient } from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bearer, npmEntry, npmFolder, npmScene, type NpmScene } from '../../cli/e2e/license/npm-scene.js';
import { startJob, type GitHubJob, type StepResult } from './github-job.js';

const at = '2026-11-22T00:00:00Z';

let job: GitHubJob;

beforeEach(async () => {
  job = await startJob();
});
afterEach(() => job.remove());

/** A job's steps around a real installation, whose files `spoil` may change before the second one. */
async function steps(
  act: (
    step: (phase: string, env?: Readonly<Record<string, string>>) => Promise<StepResult>,
    scene: NpmScene,
  ) => Promise<void>,
): Promise<void> {
  await npmScene({}, async (scene) => {
    const { server, went } = scene;
    const entry = npmEntry(server.url, { content: { code: 'unchecked' } });
    await job.write({ 'assay.yaml': JSON.stringify({ version: 1, licensePackages: [entry] }) });
    const step = (phase: string, env: Readonly<Record<string, string | undefined>> = went.env) =>
      job.run({ with: { policy: 'assay.yaml', phase, project: went.projectFolder, at, json: 'report.json' }, env });
    await act(step, scene);
  });
}

describe.skipIf(!hasClient('npm'))('a licence package around the step that installs it', () => {
  test('passes before and after it; the second step needs no server and no secret', async () => {
    await steps(async (step, { server }) => {
      const before = await step('before');
      expect([before.exitCode, before.errors]).toEqual([0, []]);
      expect(before.outputs.get('packages')).toBe('1');
      const asked = server.requests.length;
      expect(asked).toBeGreaterThan(0);
      const after = await step('after,installed');
      expect([after.exitCode, after.errors]).toEqual([0, []]);
      expect(server.requests.length).toBe(asked);
      for (const { stdout, stderr, summary } of [before, after]) {
        expect(`${stdout}${stderr}${summary}`).not.toContain(bearer.token);
      }
    });
  });

  test('fails after it where an installed file is not the archive’s, and says which', async () => {
    await steps(async (step, { went }) => {
      await writeFile(join(went.nodeModules, npmFolder, 'index.js'), 'exports.token = "mine";\n');
      const after = await step('after,installed');
      expect(after.exitCode).toBe(1);
      expect(after.errors.at(-1)).toContain('Assay: failed: 1 of 1 package failed: @acme-pro/license 1.0.0');
      expect(after.outputs.get('verdict')).toBe('fail');
      expect(after.summary).toContain('index.js');
    });
  });

  test('is not passed where the secret is missing: the step says that the server refused', async () => {
    await steps(async (step) => {
      const before = await step('before', {});
      expect([before.exitCode, before.outputs.get('verdict')]).toEqual([3, 'unverified']);
      expect(before.errors.at(-1)).toContain('could not verify');
      expect(before.summary).toContain('credential');
    });
  });
});

test('a phase that there is not is a usage error', async () => {
  await job.write({ 'assay.yaml': JSON.stringify({ version: 1 }) });
  const step = await job.run({ with: { policy: 'assay.yaml', phase: 'afterwards' } });
  expect(step).toMatchObject({ exitCode: 2, errors: [expect.stringContaining('afterwards')] });
});
