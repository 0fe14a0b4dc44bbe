import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { digestOf } from '@assay/model';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import { parseBundle, parseManagedKey, readTrustedRoot, verifyBundle, type SigstoreCode } from '../index.js';

const data = new URL('../../../../../shared/data/', import.meta.url);
const cases = new URL('sigstore-conformance/bundle-verify/', data);
const publicGood = new URL('trust/sigstore-public-good.trusted_root.json', data);
const isThere = existsSync(cases);

const beacon =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const github = 'https://token.actions.githubusercontent.com';

/** Why each case that must fail is refused. */
const reasons: Readonly<Record<string, SigstoreCode | 'identity'>> = {
  'bundle-empty-certificate-chain_fail': 'bundle-malformed',
  'bundle-negative-log-index_fail': 'bundle-malformed',
  'bundle-unknown-version_fail': 'bundle-version-unsupported',
  'bundle-with-root-cert_fail': 'certificate-chain-unexpected',
  'checkpoint-bad-keyhint_fail': 'checkpoint-signature-missing',
  'checkpoint-wrong-roothash_fail': 'checkpoint-mismatch',
  'dsse-invalid-sig_fail': 'signature-invalid',
  'dsse-mismatch-sig_fail': 'log-entry-mismatch',
  'inclusion-proof-corrupted-hash_fail': 'inclusion-proof-invalid',
  'incorrect-public-key_fail': 'log-entry-mismatch',
  'intoto-log-entry-mismatch_fail': 'log-entry-mismatch',
  'intoto-missing-inclusion-proof_fail': 'inclusion-proof-missing',
  'intoto-set-outside-signing-cert-validity_fail': 'certificate-not-valid-at-time',
  'intoto-tsa-timestamp-outside-cert-validity_fail': 'certificate-not-valid-at-time',
  'invalid-checkpoint-signature_fail': 'checkpoint-signature-invalid',
  'invalid-ct-key_fail': 'sct-log-unknown',
  'invalid-inclusion-proof_fail': 'checkpoint-missing',
  'message-digest-mismatch_fail': 'message-digest-mismatch',
  'rekor2-checkpoint-missing-log-signature_fail': 'checkpoint-malformed',
  'rekor2-checkpoint-missing-root-hash_fail': 'checkpoint-malformed',
  'rekor2-checkpoint-missing-size_fail': 'checkpoint-malformed',
  'rekor2-checkpoint-no-matching-signature_fail': 'checkpoint-origin-mismatch',
  'rekor2-dsse-mismatch-sig_fail': 'log-entry-mismatch',
  'rekor2-no-inclusion-proof_fail': 'inclusion-proof-missing',
  'rekor2-timestamp-outside-tsa-cert-validity_fail': 'timestamp-not-valid',
  'rekor2-timestamp-payload-mismatch_fail': 'timestamp-mismatch',
  // Its base64 is broken into lines; once mended, the time lies outside the certificate's validity, see below.
  'rekor2-timestamp-with-incorrect-time_fail': 'bundle-malformed',
  'signature-mismatch_fail': 'signature-invalid',
  'wrong-hashedrekord-artifact_fail': 'log-entry-mismatch',
  'wrong-hashedrekord-cert-and-sig_fail': 'log-entry-mismatch',
  'wrong-hashedrekord-entry_fail': 'log-entry-mismatch',
  'wrong-material_fail': 'artifact-mismatch',
};

const names = isThere
  ? readdirSync(cases, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
  : [];

interface Case {
  readonly bundle: Buffer;
  readonly artifact: Uint8Array;
  readonly root: Uint8Array;
  readonly key: string | undefined;
}

function readCase(name: string): Case {
  const folder = new URL(`${name}/`, cases);
  const optional = (file: string) =>
    existsSync(new URL(file, folder)) ? readFileSync(new URL(file, folder)) : undefined;
  return {
    bundle: readFileSync(new URL('bundle.sigstore.json', folder)),
    artifact: optional('artifact') ?? readFileSync(new URL('a.txt', cases)),
    root: optional('trusted_root.json') ?? readFileSync(publicGood),
    key: optional('key.pub')?.toString(),
  };
}

function verify({ bundle, artifact, root, key }: Case, withBytes: boolean): string {
  const parsed = parseBundle(bundle);
  const trusted = readTrustedRoot(root);
  if (!parsed.ok) return parsed.code;
  if (!trusted.ok) return trusted.code;
  const managed = key === undefined ? undefined : parseManagedKey(key);
  if (managed?.ok === false) return managed.code;
  const verified = verifyBundle({
    bundle: parsed.value,
    artifact: { digests: [digestOf('sha256', artifact)], ...(withBytes ? { bytes: artifact } : {}) },
    roots: [trusted.value],
    keys: managed === undefined ? [] : [managed.value],
    at: '2026-11-26T00:00:00Z',
  });
  if (!verified.ok) return verified.code;
  const { signer } = verified.value;
  expect(() => sigstoreJs({ bundle, artifact, root, key })).not.toThrow();
  if (key !== undefined) return signer.kind === 'managed-key' ? 'accepted' : 'identity';
  return signer.kind === 'identity' && signer.san.value === beacon && signer.issuer === github
    ? 'accepted'
    : 'identity';
}

/** sigstore-js by itself, reading bundle and root its own way: it must accept whatever is accepted here. */
function sigstoreJs({ bundle, artifact, root, key }: Case): void {
  const json = JSON.parse(bundle.toString()) as { verificationMaterial: { publicKey?: { hint: string } } };
  const hint = json.verificationMaterial.publicKey?.hint ?? '';
  const rawBytes = key === undefined ? undefined : createPublicKey(key).export({ format: 'der', type: 'spki' });
  const keys = rawBytes === undefined ? {} : { [hint]: { rawBytes, keyDetails: 5, validFor: undefined } };
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(Buffer.from(root).toString())), keys);
  new Verifier(material).verify(toSignedEntity(bundleFromJSON(json), Buffer.from(artifact)));
}

describe.skipIf(!isThere)('the public conformance suite', () => {
  test.each(names)('%s has its answer, for its reason', (name) => {
    const expected = name.endsWith('_fail') ? (reasons[name] ?? 'a reason in the table') : 'accepted';
    expect(verify(readCase(name), true)).toBe(expected);
    expect(verify(readCase(name), false)).toBe(expected);
  });

  test('a timestamp outside the validity of the certificate is refused for that, once its base64 is mended', () => {
    const broken = readCase('rekor2-timestamp-with-incorrect-time_fail');
    const text = broken.bundle.toString();
    const mended = text.replace(/"signedTimestamp": *"[^"]*"/, (member) => member.replaceAll('\\n', ''));
    const bundle = Buffer.from(mended);
    expect(verify({ ...broken, bundle }, true)).toBe('certificate-not-valid-at-time');
  });
});
