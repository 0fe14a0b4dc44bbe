import {
  gemKey,
  mintGemCertificate,
  mintGemfileLock,
  mintGemRelease,
  mintSignedGem,
  startRegistry,
  temporaryFolder,
  writeFiles,
  type LoopbackRegistry,
  type MintedGemCertificate,
  type TemporaryFolder,
} from '@assay/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

const at = '2024-11-22T00:00:00Z';
const long = { notBefore: '2000-01-01T00:00:00Z', notAfter: '2049-01-01T00:00:00Z' } as const;

let registry: LoopbackRegistry;
let home: TemporaryFolder;
let project: TemporaryFolder;

beforeEach(async () => {
  registry = await startRegistry();
  home = await temporaryFolder();
  project = await temporaryFolder();
});
afterEach(async () => {
  await registry.close();
  await home.remove();
  await project.remove();
});

/** Verifies one gem under a policy that names the loopback registry. */
async function verify(gem: ReturnType<typeof mintGemRelease>, more: string, given: VerifierOptions = {}) {
  registry.serve({ gems: [gem] });
  const lock = mintGemfileLock({ sources: [{ kind: 'registry', remote: registry.url, gems: [gem] }] });
  await writeFiles(project.path, lock.files);
  const text = `version: 1\nregistries:\n  - { ecosystem: rubygems, url: '${registry.url}', insecure: true }\n${more}\n`;
  const options = { env: { HOME: home.path }, at, store: null, policy: { file: 'assay.yaml', text }, ...given };
  const { report } = await createVerifier(options).verify([project.path]);
  const found = (check: string) => report.findings.filter((finding) => finding.check === check).map(({ code }) => code);
  return { exitCode: report.exitCode, found };
}

function signed(...chain: readonly MintedGemCertificate[]) {
  const bytes = mintSignedGem({ name: 'acme', version: '1.0.0' }, { chain });
  return mintGemRelease({ name: 'acme', version: '1.0.0', bytes });
}

/** Demands a signature by these certificates. */
function trusting(...certificates: readonly MintedGemCertificate[]): string {
  const texts = certificates.map(({ pem }) => `    - |\n${pem.trimEnd().replaceAll(/^/gm, '      ')}`);
  return `rules: [{ checks: { gem-signature: require } }]\ngems:\n  certificates:\n${texts.join('\n')}`;
}

describe('an ended certificate that is trusted', () => {
  const ca = { key: gemKey('ca', 'p256'), subject: [['CN', 'ca']], authority: true, usage: [5] } as const;
  const trusted = mintGemCertificate({
    ...ca,
    pathLength: 0,
    notBefore: '2023-01-01T00:00:00Z',
    notAfter: '2024-02-01T00:00:00Z',
  });
  const signer = mintGemCertificate({
    key: gemKey('leaf', 'p256'),
    subject: [['CN', 'leaf']],
    issuer: trusted,
    ...long,
  });

  test('is not made to last by a copy that somebody without its key made', async () => {
    const nobody = mintGemCertificate({ key: gemKey('nobody', 'p256'), subject: [['CN', 'nobody']] });
    const forged = mintGemCertificate({ ...ca, ...long, issuer: nobody });
    const honest = await verify(signed(trusted, signer), trusting(trusted));
    const attacked = await verify(signed(forged, signer), trusting(trusted));
    expect(honest.found('gem-signature')).toEqual(['sign-time-unknown']);
    expect(attacked.found('gem-signature')).toEqual(['sign-time-unknown']);
    expect([honest.exitCode, attacked.exitCode]).toEqual([3, 3]);
  });

  test('is not made to last by whoever has its key: to go on, the new one must be trusted', async () => {
    const renewed = mintGemCertificate({ ...ca, ...long });
    const stale = await verify(signed(renewed, signer), trusting(trusted));
    expect(stale.found('gem-signature')).toEqual(['trusted-certificate-ended']);
    expect(stale.exitCode).toBe(3);
    const both = await verify(signed(renewed, signer), trusting(trusted, renewed));
    expect(both.found('gem-signature')).toEqual(['gem-signature-valid']);
    expect(both.exitCode).toBe(0);
  });
});
