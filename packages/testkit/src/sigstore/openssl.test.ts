import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from '../client.js';
import { pemOf } from '../der/pem.js';
import { temporaryFolder } from '../temporary-folder.js';
import type { Change } from './change.js';
import { mintSigstore } from './mint-sigstore.js';
import { keyNamed } from './minted-key.js';
import type { Mistake } from './mistakes/mistakes.js';
import type { SignedBundle } from './sign.js';
import { usualTime } from './signing.js';
import type { TimestampPlan } from './timestamp.js';

const openssl = hasClient('openssl', 'version');
const at = String(Date.parse(usualTime) / 1000 + 2);

/** Runs openssl in a folder with these files: null when it is content, else what it said. */
async function ask(
  args: readonly string[],
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string | null> {
  await using folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder.path, name), content);
  const { status, stdout, stderr } = await runClient('openssl', args, { cwd: folder.path });
  return status === 0 ? null : `${stdout}${stderr}`;
}

function pems(certificates: readonly { readonly rawBytes: string }[]): readonly string[] {
  return certificates.map(({ rawBytes }) => pemOf('CERTIFICATE', Buffer.from(rawBytes, 'base64')));
}

/** The signer's certificate, with the trusted root's authority, at the time of signing. */
function verifyCertificate({ certificate, trustedRoot }: SignedBundle): Promise<string | null> {
  const chain = pems(trustedRoot.certificateAuthorities[0]!.certChain.certificates);
  const files = { 'leaf.pem': certificate!.pem, 'root.pem': chain.at(-1)!, 'between.pem': chain.slice(0, -1).join('') };
  const between = chain.length > 1 ? ['-untrusted', 'between.pem'] : [];
  return ask(['verify', '-x509_strict', '-attime', at, '-CAfile', 'root.pem', ...between, 'leaf.pem'], files);
}

/** The first timestamp over the signature, with the trusted root's timestamp authority. */
function verifyTimestamp({ bundle, signature, trustedRoot }: SignedBundle): Promise<string | null> {
  const chain = pems(trustedRoot.timestampAuthorities[0]!.certChain.certificates);
  const [stamp] = bundle.verificationMaterial.timestampVerificationData!.rfc3161Timestamps;
  const files = {
    signature,
    'stamp.tsr': Buffer.from(stamp!.signedTimestamp, 'base64'),
    'root.pem': chain.at(-1)!,
    'signer.pem': chain[0]!,
  };
  const trust = ['-CAfile', 'root.pem', '-untrusted', 'signer.pem', '-attime', at];
  return ask(['ts', '-verify', '-data', 'signature', '-in', 'stamp.tsr', ...trust], files);
}

const instances = [
  { about: 'P-384 with an intermediate', sigstore: mintSigstore() },
  { about: 'P-384 without intermediate', sigstore: mintSigstore({ name: 'flat.example', intermediate: false }) },
  { about: 'P-256', sigstore: mintSigstore({ name: 'p256.example', curve: 'p256' }) },
] as const;
const { sigstore } = instances[0];

describe.skipIf(!openssl)('openssl on certificates', () => {
  test.each(instances)('accepts what is right: $about', async ({ sigstore: own }) => {
    expect(await verifyCertificate(own.sign())).toBeNull();
    expect(await verifyCertificate(own.sign({ leafKey: 'rsa2048' }))).toBeNull();
  });

  const mistakes: readonly (readonly [Mistake, string])[] = [
    ['leaf-by-other-authority', 'unable to get local issuer certificate'],
    ['leaf-self-signed', 'unable to get local issuer certificate'],
    ['leaf-issued-by-leaf', 'unable to get local issuer certificate'],
    ['leaf-expired-when-signed', 'certificate has expired'],
    ['leaf-not-yet-valid-when-signed', 'certificate is not yet valid'],
    ['leaf-unknown-critical-extension', 'unhandled critical extension'],
    ['intermediate-expired', 'certificate has expired'],
    ['intermediate-not-yet-valid', 'certificate is not yet valid'],
    ['root-expired', 'certificate has expired'],
    ['intermediate-not-ca', 'invalid CA certificate'],
    ['intermediate-without-constraints', 'invalid CA certificate'],
    ['intermediate-without-cert-sign', 'invalid CA certificate'],
    ['intermediate-with-name-constraints', 'permitted subtree violation'],
    ['intermediate-with-name-constraints-not-critical', 'permitted subtree violation'],
    ['root-with-name-constraints', 'permitted subtree violation'],
    ['intermediate-with-unknown-critical-extension', 'unhandled critical extension'],
    ['root-with-unknown-critical-extension', 'unhandled critical extension'],
    ['intermediate-too-deep', 'path length constraint exceeded'],
    ['intermediate-by-other-root', 'unable to get local issuer certificate'],
  ];
  test.each(mistakes)('refuses %s', async (mistake, words) => {
    expect(await verifyCertificate(sigstore.sign({ mistake }))).toContain(words);
  });
});

describe.skipIf(!openssl)('openssl on timestamps', () => {
  test.each(instances)('accepts what is right: $about', async ({ sigstore: own }) => {
    expect(await verifyTimestamp(own.sign({ log: 'v2' }))).toBeNull();
  });

  test('accepts the older attribute for the certificate', async () => {
    const older = (plan: TimestampPlan) => ({ ...plan, signingCertificate: 'v1' as const });
    const change = { timestamps: (plans: readonly TimestampPlan[]) => plans.map(older) };
    expect(await verifyTimestamp(sigstore.sign({ log: 'v2', change }))).toBeNull();
  });

  const rsa = keyNamed('a timestamp authority', 'rsa2048');
  test.each<Partial<TimestampPlan>>([
    {},
    { statusText: 'Operation Okay' },
    { signatureAlgorithm: 'rsaEncryption' },
    { signatureAlgorithm: 'rsaEncryption', signatureHash: 'sha512' },
  ])('accepts RSA and a text beside the status: %j', async (options) => {
    const change: Change = {
      world: (world) => ({ ...world, tsa: { ...world.tsa, signer: { ...world.tsa.signer, key: rsa } } }),
      timestamps: (plans) => plans.map((plan) => ({ ...plan, ...options })),
    };
    expect(await verifyTimestamp(sigstore.sign({ log: 'v2', change }))).toBeNull();
  });

  const mistakes: readonly (readonly [Mistake, string])[] = [
    ['timestamp-over-other-bytes', 'message imprint mismatch'],
    ['timestamp-by-another-key', 'signature failure'],
    ['timestamp-by-unknown-authority', 'certificate verify error'],
    ['timestamp-certificate-expired', 'certificate verify error'],
    ['timestamp-certificate-not-yet-valid', 'certificate verify error'],
    ['timestamp-certificate-without-eku', 'certificate verify error'],
    ['timestamp-certificate-with-wrong-eku', 'certificate verify error'],
    ['timestamp-certificate-with-more-ekus', 'certificate verify error'],
    ['timestamp-eku-not-critical', 'certificate verify error'],
    ['timestamp-certificate-for-certificates', 'certificate verify error'],
    ['timestamp-certificate-with-unknown-critical-extension', 'certificate verify error'],
    ['timestamp-root-with-unknown-critical-extension', 'certificate verify error'],
    ['timestamp-root-not-ca', 'certificate verify error'],
    ['timestamp-root-expired', 'certificate verify error'],
    ['timestamp-digest-wrong', 'signature failure'],
    ['timestamp-binds-another-certificate', 'ess'],
    ['timestamp-binds-no-certificate', 'ess'],
    ['timestamp-rejected', 'token present'],
    ['timestamp-of-other-content', 'bad pkcs7 type'],
  ];
  test.each(mistakes)('refuses %s', async (mistake, words) => {
    expect((await verifyTimestamp(sigstore.sign({ mistake })))?.toLowerCase()).toContain(words);
  });
});
