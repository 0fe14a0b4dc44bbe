import { generateKeyPairSync, sign } from 'node:crypto';
import { digestOf } from '@assay/model';
import { keyNamed, mintSigstore, type Change, type MintedKey, type TimestampPlan } from '@assay/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import { parseBundle } from './parse-bundle.js';
import { readTrustedRoot } from './read-trusted-root.js';
import { verifyBundle } from './verify-bundle.js';

const sigstore = mintSigstore();

/** The code for a bundle with one timestamp, signed by this key in this way; what is accepted, sigstore-js accepts as well. */
function judge(options: Partial<TimestampPlan> = {}, key?: MintedKey): string {
  const world: Change['world'] = (own) => {
    if (key === undefined) return own;
    return { ...own, tsa: { ...own.tsa, signer: { ...own.tsa.signer, key } } };
  };
  const timestamps: Change['timestamps'] = (plans) => plans.map((plan) => ({ ...plan, ...options }));
  const signed = sigstore.sign({ log: 'v2', timestamps: 1, change: { world, timestamps } });
  const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
  const bundle = parseBundle(Buffer.from(signed.text));
  if (!root.ok || !bundle.ok) throw new Error('not read');
  const artifact = { digests: [digestOf('sha256', signed.artifact)] };
  const verified = verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at: '2026-11-26T00:00:00Z' });
  if (!verified.ok) return verified.code;
  const material = toTrustMaterial(TrustedRoot.fromJSON(signed.trustedRoot));
  const entity = toSignedEntity(bundleFromJSON(JSON.parse(signed.text)), Buffer.from(signed.artifact));
  expect(() => new Verifier(material).verify(entity)).not.toThrow();
  return 'accepted';
}

const rsa = keyNamed('a timestamp authority', 'rsa2048');

describe('timestamps of authorities that conform', () => {
  test('a text beside the status is for people, and does not refuse', () => {
    expect(judge({ statusText: 'Operation Okay' })).toBe('accepted');
    expect(judge({ statusText: '' })).toBe('accepted');
    expect(judge({ status: 1, statusText: 'with modifications' })).toBe('accepted');
    expect(judge({ status: 2, statusText: 'Operation Okay' })).toBe('timestamp-malformed');
    expect(judge({ statusText: 'Operation Okay', failure: [25] })).toBe('timestamp-malformed');
  });

  test.each(['sha256', 'sha384', 'sha512'] as const)('ECDSA with %s is verified', (signatureHash) => {
    expect(judge({ signatureHash })).toBe('accepted');
    expect(judge({ signatureHash, key: keyNamed('a stranger', 'p384') })).toBe('timestamp-invalid');
  });

  test('RSA with SHA-256 is verified, under both of its names', () => {
    expect(judge({}, rsa)).toBe('accepted');
    expect(judge({ signatureAlgorithm: 'rsaEncryption' }, rsa)).toBe('accepted');
    const stranger = keyNamed('a stranger', 'rsa2048');
    expect(judge({ key: stranger }, rsa)).toBe('timestamp-invalid');
    expect(judge({ key: stranger, signatureAlgorithm: 'rsaEncryption' }, rsa)).toBe('timestamp-invalid');
  });

  test('what cannot be verified is said to be beyond us, not wrong', () => {
    const code = 'timestamp-algorithm-unsupported';
    expect(judge({ signatureHash: 'sha512' }, rsa)).toBe(code);
    expect(judge({ signatureHash: 'sha384', signatureAlgorithm: 'rsaEncryption' }, rsa)).toBe(code);
    expect(judge({ signatureAlgorithm: 'rsaPss' }, rsa)).toBe(code);
    expect(judge({}, keyNamed('a timestamp authority', 'ed25519'))).toBe(code);
  });

  test('an algorithm that is not the one of the key refuses: the name is not signed', () => {
    const ecdsa = sigstore.world.tsa.signer.key;
    expect(judge({ signatureAlgorithm: 'rsaEncryption' })).toBe('timestamp-invalid');
    expect(judge({ key: { ...rsa, kind: 'p256' } }, rsa)).toBe('timestamp-invalid');
    expect(judge({ key: { ...ecdsa, kind: 'rsa2048' } })).toBe('timestamp-invalid');
  });

  test('an RSA key below 2048 bits proves nothing', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const weak: MintedKey = { ...rsa, spki, sign: (bytes) => sign('sha256', bytes, privateKey) };
    expect(judge({}, weak)).toBe('timestamp-algorithm-unsupported');
  });
});
