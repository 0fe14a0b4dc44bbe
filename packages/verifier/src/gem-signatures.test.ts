import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  gemKey,
  githubIdentity,
  mintGemCertificate,
  mintGemfileLock,
  mintGemRelease,
  mintSignedGem,
  mintSigstore,
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
  const of = (check: string) => report.findings.filter((finding) => finding.check === check);
  const found = (check: string) => of(check).map(({ code }) => code);
  const details = (check: string) => of(check).map(({ detail }) => detail);
  return { exitCode: report.exitCode, found, details };
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

describe('what a policy says about gems', () => {
  const own = mintGemCertificate({ key: gemKey('own', 'p256'), subject: [['CN', 'own']], ...long });
  const stranger = mintGemCertificate({ key: gemKey('stranger', 'p256'), subject: [['CN', 'stranger']], ...long });
  const unsigned = mintGemRelease({ name: 'acme', version: '1.0.0' });
  const certificates = trusting(own).replace(/^rules.*\n/, '');

  test('makes HighSecurity ask for a signature, and MediumSecurity for none but a good one', async () => {
    const high = await verify(unsigned, 'gems: { policy: HighSecurity }');
    expect([high.exitCode, ...high.found('gem-signature')]).toEqual([1, 'gem-unsigned']);
    const medium = await verify(unsigned, 'gems: { policy: MediumSecurity }');
    expect([medium.exitCode, ...medium.found('gem-signature')]).toEqual([0, 'gem-unsigned-allowed']);
    const bad = await verify(signed(stranger), 'gems: { policy: MediumSecurity }');
    expect([bad.exitCode, ...bad.found('gem-signature')]).toEqual([1, 'root-untrusted']);
  });

  test('with its own certificates, lets no stranger’s signature pass, nor asks for one of gems that nobody signs', async () => {
    const strange = await verify(signed(stranger), certificates);
    expect([strange.exitCode, ...strange.found('gem-signature')]).toEqual([3, 'chain-untrusted']);
    const bare = await verify(unsigned, certificates);
    expect([bare.exitCode, ...bare.found('gem-signature')]).toEqual([0, 'gem-unsigned']);
    const good = await verify(signed(own), certificates);
    expect([good.exitCode, ...good.found('gem-signature')]).toEqual([0, 'gem-signature-valid']);
    const rules = 'rules: [{ checks: { gem-signature: prefer } }]\n';
    expect((await verify(signed(stranger), rules + certificates)).exitCode).toBe(0);
    expect((await verify(signed(stranger), '')).exitCode).toBe(0);
  });
});

describe('attestations of a gem by the expected repository', () => {
  const sigstore = mintSigstore();
  const identity = githubIdentity({ repository: 'acme/tool', repositoryId: '42', ownerId: '7' });
  const gem = mintGemRelease({ name: 'acme', version: '1.0.0' });
  const publishers = `publishers: [{ purl: 'pkg:gem/acme', kind: github, repository: acme/tool, repositoryId: 42, ownerId: 7 }]`;
  const signature = sigstore.sign({ artifact: gem.bytes, identity }).bundle;
  const stating = (predicateType: string, predicate: Readonly<Record<string, string>>, name = 'acme-1.0.0.gem') => {
    const subject = [{ name, digest: { sha256: gem.sha256 } }];
    const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
    return sigstore.sign({ statement, identity }).bundle;
  };
  const failed = stating('https://in-toto.io/attestation/test-result/v0.1', { result: 'FAILED' });

  async function verifyAttested(attestations: readonly (typeof signature)[]) {
    const trustedRoot = join(home.path, 'trusted_root.json');
    await writeFile(trustedRoot, JSON.stringify(sigstore.trustedRoot()));
    return verify({ ...gem, attestations }, publishers, { at: '2026-11-22T00:00:00Z', trustedRoot });
  }

  test('of which the only one says that its tests failed, that it is malicious, or is about another file show no publisher', async () => {
    for (const bundle of [
      failed,
      stating('https://slsa.dev/verification_summary/v1', { verificationResult: 'FAILED' }),
      stating('https://vendor.example/malware-report/v1', { verdict: 'MALICIOUS' }),
      stating('https://vendor.example/x/v1', {}, 'other-9.9.9.gem'),
    ]) {
      const { found, exitCode } = await verifyAttested([bundle]);
      expect(found('provenance')).toEqual(['attestations-not-understood']);
      expect(found('publisher')).toEqual(['publisher-not-shown']);
      expect(exitCode).toBe(1);
    }
  });

  test('of which one counts show the publisher, and the others are told', async () => {
    const { found, details, exitCode } = await verifyAttested([failed, signature]);
    expect(found('provenance')).toEqual(['attestations-valid']);
    expect(found('publisher')).toEqual(['publisher-expected']);
    expect(details('provenance').join(' ')).toMatch(/Not counted: 1 more\..*test-result/);
    expect(exitCode).toBe(0);
  });
});
