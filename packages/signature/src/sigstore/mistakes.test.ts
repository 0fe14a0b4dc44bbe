import { digestOf } from '@assay/model';
import { mintSigstore, sigstoreMistakes, type Mistake, type SignedBundle } from '@assay/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, test } from 'vitest';
import { parseBundle, readTrustedRoot, verifyBundle, type BundleCheck } from '../index.js';

const at = '2026-11-26T00:00:00Z';
const sigstore = mintSigstore();

/** The code, or `accepted`: whatever is accepted must be accepted by sigstore-js's own Verifier, reading by itself. */
function judge(signed: SignedBundle, options: Partial<BundleCheck> & { readonly withBytes?: boolean } = {}): string {
  const { withBytes = true, ...rest } = options;
  const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
  const bundle = parseBundle(Buffer.from(signed.text));
  if (!root.ok) return root.code;
  if (!bundle.ok) return bundle.code;
  const { artifact: bytes } = signed;
  const artifact = { digests: [digestOf('sha256', bytes)], ...(withBytes ? { bytes } : {}) };
  const verified = verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at, ...rest });
  if (!verified.ok) return verified.code;
  expect(() => sigstoreJs(signed)).not.toThrow();
  return 'accepted';
}

function sigstoreJs({ trustedRoot, text, artifact }: SignedBundle): void {
  const material = toTrustMaterial(TrustedRoot.fromJSON(trustedRoot));
  new Verifier(material).verify(toSignedEntity(bundleFromJSON(JSON.parse(text)), Buffer.from(artifact)));
}

/** Each mistake and its code. `accepted` with the reason. */
const answers: Readonly<Record<string, string>> = {
  // Content.
  'signature-wrong': 'signature-invalid',
  'signature-by-another-key': 'signature-invalid',
  'message-digest-wrong': 'message-digest-mismatch',
  'message-digest-wrong-everywhere': 'artifact-mismatch',
  'message-digest-truncated': 'bundle-malformed',
  'message-digest-of-other-algorithm': 'bundle-malformed',
  'payload-changed': 'signature-invalid',
  'payload-changed-after-logging': 'signature-invalid',
  'payload-type-changed': 'signature-invalid',
  'payload-type-not-in-toto': 'payload-type-unsupported',
  'signature-over-bare-payload': 'signature-invalid',
  'envelope-with-two-signatures': 'bundle-malformed',
  'envelope-without-signature': 'bundle-malformed',
  'statement-of-another-artifact': 'subject-mismatch',
  'statement-without-subject': 'statement-malformed',
  // One of the subjects is the artefact: a build that makes several files attests to them together.
  'statement-with-several-subjects': 'accepted',
  'statement-subject-without-digest': 'subject-mismatch',
  'statement-subject-with-truncated-digest': 'statement-malformed',
  'statement-with-duplicate-keys': 'statement-malformed',
  'statement-not-json': 'statement-malformed',
  'statement-of-unknown-type': 'statement-malformed',
  // No type was required here; where one is, see below.
  'statement-with-other-predicate': 'accepted',
  // Certificate.
  'leaf-without-eku': 'certificate-usage',
  'leaf-with-wrong-eku': 'certificate-usage',
  'leaf-with-ca-flag': 'certificate-usage',
  'leaf-without-key-usage': 'certificate-usage',
  'leaf-without-digital-signature': 'certificate-usage',
  'leaf-with-two-names': 'certificate-identity-ambiguous',
  'leaf-without-name': 'certificate-identity-missing',
  // A name of another type is another identity: the signer says of which type it is, see below.
  'leaf-name-of-other-type': 'accepted',
  'leaf-name-is-dns': 'certificate-identity-ambiguous',
  'leaf-name-with-nul': 'certificate-identity-ambiguous',
  'leaf-issuer-disagrees': 'certificate-identity-ambiguous',
  'leaf-legacy-issuer-disagrees': 'certificate-identity-ambiguous',
  'leaf-legacy-claim-disagrees': 'certificate-identity-ambiguous',
  'leaf-without-issuer': 'certificate-identity-missing',
  'leaf-issuer-not-der': 'certificate-extension-malformed',
  'leaf-claim-not-der': 'certificate-extension-malformed',
  'leaf-claim-other-string-type': 'certificate-extension-malformed',
  'leaf-claim-trailing-bytes': 'certificate-extension-malformed',
  'leaf-claim-bad-utf8': 'certificate-extension-malformed',
  'leaf-claim-twice': 'certificate-malformed',
  'leaf-unknown-critical-extension': 'certificate-usage',
  'leaf-by-other-authority': 'certificate-untrusted',
  'leaf-self-signed': 'certificate-untrusted',
  'leaf-issued-by-leaf': 'certificate-authority-unknown',
  'leaf-expired-when-signed': 'certificate-not-valid-at-time',
  'leaf-not-yet-valid-when-signed': 'certificate-not-valid-at-time',
  'certificate-trailing-bytes': 'certificate-malformed',
  // Authority.
  'intermediate-expired': 'certificate-authority-not-valid-at-time',
  'intermediate-not-yet-valid': 'certificate-authority-not-valid-at-time',
  'root-expired': 'certificate-authority-not-valid-at-time',
  'intermediate-not-ca': 'certificate-untrusted',
  'intermediate-without-constraints': 'certificate-untrusted',
  'intermediate-without-cert-sign': 'certificate-untrusted',
  'intermediate-with-wrong-eku': 'certificate-usage',
  'root-with-wrong-eku': 'certificate-usage',
  'intermediate-with-name-constraints': 'certificate-authority-unfit',
  'intermediate-with-name-constraints-not-critical': 'certificate-authority-unfit',
  'root-with-name-constraints': 'certificate-authority-unfit',
  'intermediate-with-unknown-critical-extension': 'certificate-authority-unfit',
  'root-with-unknown-critical-extension': 'certificate-authority-unfit',
  'intermediate-too-deep': 'certificate-untrusted',
  'intermediate-by-other-root': 'certificate-untrusted',
  'authority-ended': 'certificate-authority-not-valid-at-time',
  'authority-not-started': 'certificate-authority-not-valid-at-time',
  // Its authority has the same name, as staging and production have.
  'trusted-root-of-another': 'log-unknown',
  // Certificate log.
  'sct-missing': 'sct-missing',
  'sct-list-empty': 'sct-missing',
  'sct-by-unknown-log': 'sct-log-unknown',
  'sct-by-another-key': 'sct-invalid',
  'sct-over-another-certificate': 'sct-invalid',
  'sct-twice': 'sct-malformed',
  'sct-time-changed': 'sct-invalid',
  'sct-extensions-changed': 'sct-invalid',
  'ctlog-ended': 'sct-not-valid-at-time',
  'ctlog-not-started': 'sct-not-valid-at-time',
  'ctlog-without-start': 'trusted-root-malformed',
  // Log entry.
  'entry-missing': 'log-entry-missing',
  'entry-of-another-artifact': 'log-entry-mismatch',
  'entry-with-another-signature': 'log-entry-mismatch',
  'entry-with-another-certificate': 'log-entry-mismatch',
  'entry-with-another-key': 'log-entry-mismatch',
  'entry-of-another-signing': 'log-entry-mismatch',
  'entry-kind-disagrees': 'log-entry-malformed',
  'entry-of-unknown-version': 'log-entry-unsupported',
  'entry-body-not-json': 'log-entry-malformed',
  'entry-body-with-duplicate-keys': 'log-entry-malformed',
  'entry-body-changed': 'inclusion-promise-invalid',
  'entry-twice': 'log-entry-duplicate',
  'two-entries-of-one-log': 'log-entry-duplicate',
  // Two valid entries, but one witness: see below.
  'two-kinds-of-entry-in-one-log': 'accepted',
  'log-unknown': 'log-unknown',
  'log-id-changed': 'log-unknown',
  'log-key-ended': 'log-not-valid-at-time',
  'log-key-not-started': 'log-not-valid-at-time',
  'log-key-without-start': 'trusted-root-malformed',
  'v2-log-key-ended': 'log-not-valid-at-time',
  'v2-log-key-not-started': 'log-not-valid-at-time',
  // Inclusion.
  'set-missing': 'timestamp-missing',
  'set-missing-in-0.1': 'inclusion-promise-missing',
  'set-by-another-key': 'inclusion-promise-invalid',
  'set-over-another-time': 'inclusion-promise-invalid',
  'integrated-time-changed': 'inclusion-promise-invalid',
  'integrated-time-missing': 'timestamp-missing',
  'integrated-time-before-certificate': 'certificate-not-valid-at-time',
  'integrated-time-after-certificate': 'certificate-not-valid-at-time',
  'integrated-time-in-rekor-v2': 'timestamp-missing',
  'log-index-changed': 'inclusion-promise-invalid',
  'log-index-negative': 'bundle-malformed',
  'proof-missing': 'inclusion-proof-missing',
  'proof-hash-flipped': 'inclusion-proof-invalid',
  'proof-hash-missing': 'inclusion-proof-invalid',
  'proof-hash-extra': 'inclusion-proof-invalid',
  'proof-index-wrong': 'inclusion-proof-invalid',
  'proof-index-beyond-tree': 'inclusion-proof-invalid',
  'proof-index-no-number': 'bundle-malformed',
  'proof-tree-size-wrong': 'checkpoint-mismatch',
  'proof-root-differs': 'checkpoint-mismatch',
  // Checkpoint.
  'checkpoint-missing': 'checkpoint-missing',
  'checkpoint-by-another-key': 'checkpoint-signature-invalid',
  'checkpoint-by-unknown-key': 'checkpoint-signature-missing',
  'checkpoint-of-other-origin': 'checkpoint-origin-mismatch',
  'checkpoint-with-other-name': 'checkpoint-signature-missing',
  'checkpoint-name-is-substring': 'checkpoint-signature-missing',
  'checkpoint-name-is-dot': 'checkpoint-signature-missing',
  'checkpoint-name-is-pattern': 'checkpoint-signature-missing',
  'checkpoint-with-wrong-key-id': 'checkpoint-signature-missing',
  'checkpoint-without-separator': 'checkpoint-malformed',
  'checkpoint-without-signature': 'checkpoint-malformed',
  'checkpoint-signature-of-another': 'checkpoint-signature-invalid',
  'checkpoint-without-size': 'checkpoint-malformed',
  'checkpoint-size-no-number': 'checkpoint-malformed',
  'checkpoint-size-hexadecimal': 'checkpoint-malformed',
  'checkpoint-size-padded': 'checkpoint-malformed',
  'checkpoint-of-other-size': 'checkpoint-mismatch',
  'checkpoint-of-other-root': 'checkpoint-mismatch',
  'checkpoint-without-root': 'checkpoint-malformed',
  'checkpoint-text-changed': 'checkpoint-signature-invalid',
  // Timestamp.
  'timestamp-missing': 'timestamp-missing',
  'timestamp-over-other-bytes': 'timestamp-mismatch',
  'timestamp-over-sha1': 'timestamp-malformed',
  'timestamp-before-certificate': 'certificate-not-valid-at-time',
  'timestamp-after-certificate': 'certificate-not-valid-at-time',
  'timestamp-twice': 'timestamp-duplicate',
  'timestamp-by-another-key': 'timestamp-invalid',
  'timestamp-by-unknown-authority': 'timestamp-authority-unknown',
  'timestamp-certificate-expired': 'timestamp-not-valid',
  'timestamp-certificate-not-yet-valid': 'timestamp-not-valid',
  'timestamp-certificate-without-eku': 'timestamp-authority-usage',
  'timestamp-certificate-with-wrong-eku': 'timestamp-authority-usage',
  'timestamp-certificate-with-more-ekus': 'timestamp-authority-usage',
  'timestamp-eku-not-critical': 'timestamp-authority-usage',
  'timestamp-certificate-for-certificates': 'timestamp-authority-usage',
  'timestamp-certificate-with-unknown-critical-extension': 'timestamp-authority-unfit',
  'timestamp-root-with-unknown-critical-extension': 'timestamp-authority-unfit',
  'timestamp-root-with-name-constraints': 'timestamp-authority-unfit',
  'timestamp-root-with-wrong-eku': 'timestamp-authority-usage',
  'timestamp-root-not-ca': 'timestamp-invalid',
  'timestamp-root-expired': 'timestamp-not-valid',
  'timestamp-authority-ended': 'timestamp-not-valid',
  'timestamp-authority-not-started': 'timestamp-not-valid',
  'timestamp-digest-wrong': 'timestamp-invalid',
  'timestamp-binds-another-certificate': 'timestamp-invalid',
  'timestamp-binds-no-certificate': 'timestamp-malformed',
  'timestamp-rejected': 'timestamp-malformed',
  'timestamp-with-failure': 'timestamp-malformed',
  'timestamp-of-other-content': 'timestamp-malformed',
  'timestamp-trailing-bytes': 'timestamp-malformed',
  // Bundle.
  'media-type-unknown': 'bundle-version-unsupported',
  'media-type-with-suffix': 'bundle-version-unsupported',
  'media-type-missing': 'bundle-malformed',
  'signer-missing': 'bundle-malformed',
  'certificate-empty': 'bundle-malformed',
  'chain-empty': 'bundle-malformed',
  'chain-in-0.3': 'bundle-malformed',
  'chain-with-root': 'certificate-chain-unexpected',
  'certificate-and-key': 'bundle-malformed',
  'two-contents': 'bundle-malformed',
  'no-content': 'bundle-malformed',
  'unknown-field': 'bundle-malformed',
  'base64-not-canonical': 'bundle-malformed',
  'certificate-is-pem': 'certificate-malformed',
  'kind-version-missing': 'bundle-malformed',
  'key-hint-unknown': 'key-unknown',
};

describe('every single mistake of the test instance', () => {
  test.each(sigstoreMistakes)('$area: $name has its own answer', ({ name }) => {
    const signed = sigstore.sign({ mistake: name });
    expect(judge(signed)).toBe(answers[name]);
    expect(judge(signed, { withBytes: false })).toBe(answers[name]);
  });

  test('every answer is about a mistake that exists', () => {
    const names = sigstoreMistakes.map(({ name }) => name as string);
    expect(Object.keys(answers).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe('mistakes that show only where something is required', () => {
  test('CVE-2022-35929: a valid attestation of another type does not do', () => {
    const predicateTypes = ['https://slsa.dev/provenance/v1'];
    const mistake: Mistake = 'statement-with-other-predicate';
    expect(judge(sigstore.sign({ mistake }), { predicateTypes })).toBe('predicate-type-mismatch');
    expect(judge(sigstore.sign({ as: 'dsse' }), { predicateTypes })).toBe('accepted');
    expect(judge(sigstore.sign(), { predicateTypes })).toBe('predicate-type-mismatch');
  });

  test('a name of another type is given as one of another type', () => {
    const signed = sigstore.sign({ mistake: 'leaf-name-of-other-type' });
    const bundle = parseBundle(Buffer.from(signed.text));
    const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
    if (!bundle.ok || !root.ok) throw new Error('not read');
    const artifact = { digests: [digestOf('sha256', signed.artifact)] };
    const verified = verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at });
    expect(verified.ok && verified.value.signer).toMatchObject({ kind: 'identity', san: { type: 'email' } });
  });

  test('CVE-2026-49834: entries of one log are one witness, and those of two are two', () => {
    expect(judge(sigstore.sign({ log: ['v1', 'v2'], timestamps: 1 }))).toBe('accepted');
    expect(judge(sigstore.sign(), { thresholds: { logs: 2 } })).toBe('log-entry-too-few');
    const twoKinds = sigstore.sign({ mistake: 'two-kinds-of-entry-in-one-log' });
    expect(judge(twoKinds, { thresholds: { logs: 2 } })).toBe('log-entry-too-few');
    expect(judge(sigstore.sign(), { thresholds: { clocks: 2 } })).toBe('timestamp-too-few');
    expect(judge(sigstore.sign({ timestamps: 2 }), { thresholds: { clocks: 3 } })).toBe('timestamp-too-few');
    expect(judge(sigstore.sign({ timestamps: 1 }), { thresholds: { clocks: 2 } })).toBe('accepted');
  });
});

describe('what is right is accepted, and by sigstore-js as well', () => {
  const forms = [
    ...(['0.1', '0.2', '0.3'] as const).flatMap((bundle) =>
      (['message', 'dsse'] as const).map((as) => ({ log: 'v1' as const, as, bundle })),
    ),
    ...(['message', 'dsse'] as const).map((as) => ({ log: 'v2' as const, as, bundle: '0.3' as const })),
  ];

  test.each(forms)('Rekor $log, $as, bundle $bundle', (form) => {
    expect(judge(sigstore.sign(form))).toBe('accepted');
    expect(judge(sigstore.sign(form), { withBytes: false })).toBe('accepted');
  });

  test.each(['p256', 'p384', 'rsa2048'] as const)(
    'a message signed by a %s key, with the bytes or their digest',
    (leafKey) => {
      for (let i = 0; i < 4; i++) {
        const signed = sigstore.sign({ leafKey, artifact: `artefact ${i}` });
        expect(judge(signed)).toBe('accepted');
        expect(judge(signed, { withBytes: false })).toBe('accepted');
      }
    },
  );

  test.each([{ root: { version: '0.2' } as const }, { intermediate: false }, { curve: 'p256' as const }])(
    'an instance of another make: %j',
    (options) => {
      const other = mintSigstore(options);
      for (const log of ['v1', 'v2'] as const) {
        const signed = other.sign({ log });
        const root = readTrustedRoot(Buffer.from(JSON.stringify(signed.trustedRoot)));
        const bundle = parseBundle(Buffer.from(signed.text));
        if (!root.ok || !bundle.ok) throw new Error('not read');
        const artifact = { digests: [digestOf('sha256', signed.artifact)] };
        expect(verifyBundle({ bundle: bundle.value, artifact, roots: [root.value], at }).ok).toBe(true);
      }
    },
  );

  test('Ed25519 signs envelopes; a message by it is said to be beyond us, not wrong', () => {
    expect(judge(sigstore.sign({ leafKey: 'ed25519', as: 'dsse' }))).toBe('accepted');
    expect(judge(sigstore.sign({ leafKey: 'ed25519' }))).toBe('key-unsupported');
    expect(judge(sigstore.sign({ leafKey: 'ed25519' }), { withBytes: false })).toBe('key-unsupported');
  });
});
