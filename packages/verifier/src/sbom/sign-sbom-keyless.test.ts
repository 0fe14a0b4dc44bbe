/** A job signs a bill of materials without a key; whoever expects that job verifies it, and checks it against its evidence. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  githubIdentity,
  mintPackage,
  mintPackageLock,
  mintSigstore,
  startRegistry,
  startSigstoreServices,
  temporaryFolder,
  writeFiles,
  type SigstoreServicesOptions,
} from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { createVerifier } from '../create-verifier.js';
import type { KeylessSealing } from '../license/keyless-sealing.js';
import type { VerifyResult } from '../options.js';
import { importTrustFile } from '../trust-commands.js';
import { verifyAttestation } from '../verify-attestation.js';
import { parsePublisherSpec } from '../verify-attestation-publisher.js';
import { signSbom } from './sign-sbom.js';
import { verifySbom } from './verify-sbom.js';

const tool = mintPackage({ name: 'tool', version: '1.0.0' });
const sigstore = mintSigstore();
const job = githubIdentity({ repository: 'acme/shop', workflow: '.github/workflows/release.yml' });
const limits = { requestMs: 1000, retries: 0, totalMs: 5000 };

interface Scene {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly result: VerifyResult;
  readonly sign: (change?: Partial<KeylessSealing>) => ReturnType<typeof signSbom>;
}

async function scene<T>(options: Partial<SigstoreServicesOptions>, act: (scene: Scene) => Promise<T>): Promise<T> {
  await using place = await temporaryFolder();
  await using services = await startSigstoreServices(sigstore, { identity: job, ...options });
  const registry = await startRegistry({ npm: [tool] });
  const folder = place.path;
  const env = { HOME: folder, ASSAY_TRUST: join(folder, 'trust') };
  await writeFile(join(folder, 'root.json'), JSON.stringify(sigstore.trustedRoot()));
  await importTrustFile({ file: join(folder, 'root.json'), name: 'minted', env, cwd: folder });
  await writeFile(join(folder, '.npmrc'), `registry=${registry.url}\n`);
  await writeFiles(
    folder,
    mintPackageLock({ registry: registry.url, entries: [{ kind: 'registry', package: tool }] }).files,
  );
  const verifier = createVerifier({ env, store: null, facts: true, record: join(folder, 'evidence.tar') });
  const result = await verifier.verify([folder]);
  await registry.close();
  const { fulcio, rekor, tsa, githubEnv } = services;
  const keyless = {
    services: { fulcio, rekor: { url: rekor, api: 1 }, tsa },
    env: { ...env, ...githubEnv },
    limits,
  } as const;
  const sign = (change: Partial<KeylessSealing> = {}) =>
    signSbom(result, {}, { by: { keyless: { ...keyless, ...change } } });
  return await act({ folder, env, result, sign });
}

const expected = (repository: string) => ({ publishers: [parsePublisherSpec(`github:${repository}`, {})] });

describe('a bill of materials that a job signed', () => {
  it.each(['acme/shop', 'acme/other'])('is verified as what it is by who expects %s', async (repository) => {
    await scene({}, async ({ folder, env, sign }) => {
      const { document, signer } = await sign();
      expect(signer).toContain('--publisher github:acme/shop');
      const file = join(folder, 'bom.sigstore.json');
      await writeFile(file, document ?? '');
      const holds = repository === 'acme/shop';
      const signed = { expected: expected(repository), env };
      const lockfile = join(folder, 'package-lock.json');
      const { report } = await verifyAttestation({ ...signed, files: [lockfile], bundles: [file] });
      expect(report.exitCode).toBe(holds ? 0 : 1);
      const told = await verifySbom({ file, evidence: join(folder, 'evidence.tar'), env, signer: signed });
      expect(told).toMatchObject({ exitCode: holds ? 0 : 1, differences: [] });
    });
  });

  it('is not written where this machine could not verify it', async () => {
    await scene({}, async ({ sign, folder }) => {
      await writeFile(
        join(folder, 'strangers.json'),
        JSON.stringify(mintSigstore({ name: 'strangers.example' }).trustedRoot()),
      );
      const { document, problem } = await sign({ trustedRoot: join(folder, 'strangers.json') });
      expect(document).toBeNull();
      expect(problem).toMatchObject({ code: 'certificate-authority-unknown' });
    });
  });
});
