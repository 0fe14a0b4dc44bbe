/** A job states what a run found without a key; what nobody could verify is not given out. */

import { writeFile } from 'node:fs/promises';
import { mintSigstore, startSigstoreServices, githubIdentity, type SigstoreServicesOptions } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { openStatementSigning } from '../signing/statement-signing.js';
import { verifyAttestation } from '../verify-attestation.js';
import { parsePublisherSpec } from '../verify-attestation-publisher.js';
import type { AttestedRun } from './attest-options.js';
import { attestScene, summaryOf, type AttestScene } from './testing/attest-scene.js';

const sigstore = mintSigstore();
const job = githubIdentity({ repository: 'acme/app', workflow: '.github/workflows/release.yml' });
const limits = { requestMs: 1000, retries: 0, totalMs: 5000 };

interface KeylessScene extends AttestScene {
  /** Secrets of the job. */
  readonly secrets: readonly string[];
  readonly signed: () => Promise<AttestedRun>;
}

async function keylessScene<T>(
  options: Partial<SigstoreServicesOptions> & { readonly strangers?: boolean },
  act: (scene: KeylessScene) => Promise<T>,
): Promise<T> {
  return attestScene({}, async (scene) => {
    const { strangers = false, ...rest } = options;
    await using services = await startSigstoreServices(sigstore, { identity: job, ...rest });
    const { fulcio, rekor, tsa, githubEnv } = services;
    const root = strangers ? mintSigstore({ name: 'strangers.example' }) : sigstore;
    await writeFile(scene.path('root.json'), JSON.stringify(root.trustedRoot()));
    const env = { ...scene.env, ...githubEnv };
    const keyless = {
      services: { fulcio, rekor: { url: rekor, api: 1 }, tsa },
      env,
      limits,
      trustedRoot: scene.path('root.json'),
    } as const;
    const signing = await openStatementSigning({ keyless });
    const secrets = Object.entries(githubEnv).flatMap(([name, value]) => (name.endsWith('TOKEN') ? [value] : []));
    return await act({ ...scene, secrets, signed: () => scene.attest({ signing }) });
  });
}

describe('statements that a job signs', () => {
  it('are verified by who expects the job, and by nobody else', async () => {
    await keylessScene({}, async ({ signed, path, env }) => {
      const attested = await signed();
      expect(attested.signer).toContain('--publisher github:acme/app');
      expect(summaryOf(attested).exitCode).toBe(0);
      await writeFile(path('out.jsonl'), attested.document ?? '');
      for (const [repository, exitCode] of [
        ['acme/app', 0],
        ['acme/other', 1],
      ] as const) {
        const expected = { publishers: [parsePublisherSpec(`github:${repository}`, {})] };
        const asked = { expected, env, trustedRoot: path('root.json'), files: [path('app.tgz')] };
        const { report } = await verifyAttestation({ ...asked, bundles: [path('out.jsonl')] });
        expect(report.exitCode).toBe(exitCode);
      }
    });
  });

  it('are not given out where this machine could not verify them', async () => {
    await keylessScene({ strangers: true }, async ({ signed }) => {
      const attested = await signed();
      expect(attested).toMatchObject({ document: null, problem: { code: 'certificate-authority-unknown' } });
      expect(attested.exitCode).not.toBe(0);
    });
  });

  it('have no token in them, nor does anything that is told', async () => {
    await keylessScene({}, async ({ signed, secrets }) => {
      const attested = await signed();
      const told = `${new TextDecoder().decode(attested.document ?? new Uint8Array())}${attested.notes.join('\n')}`;
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(told).not.toContain(secret);
    });
  });
});
