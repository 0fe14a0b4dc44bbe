import type { VerifiedTime } from '@assay/model';
import { VerificationError, type SignedEntity, type TrustMaterial, type Verifier } from '@sigstore/verify';
import type { SigstoreCode } from '../codes/sigstore-codes.js';
import type { BundleParts } from './bundle-parts.js';
import { disprove, prove, type NotProven, type Proof } from './proof.js';
import { signedEntityOf } from './signed-entity.js';
import type { Signed } from './signed.js';
import type { SigningKey } from './signing-key.js';
import { createVerifier } from './trust-material.js';
import type { CompiledTrust, TrustedRootParts } from './trusted-root-parts.js';

function entityOf({ parts, artifact, key }: Signed): SignedEntity {
  return signedEntityOf(parts, artifact, key.key);
}

/**
 * All cryptography, by sigstore-js's own Verifier with what it demands by itself: whatever it refuses is refused. It throws for
 * a refusal, and for some malformed input by accident: both refuse. Without `times`, which were proven before, it asks for no clock.
 */
export function runSigstoreJs(
  signed: Signed,
  root: TrustedRootParts,
  times: readonly VerifiedTime[],
): Proof<'cryptography', null> | NotProven {
  const trust = root.compiled();
  if (trust === null) {
    return disprove('trusted-root-malformed', `sigstore-js cannot read a certificate of ${root.name}.`);
  }
  try {
    verifierFor(root, trust, { key: signed.key, clocks: Math.min(times.length, 1) }).verify(entityOf(signed));
  } catch (error) {
    return disprove(codeOf(error), `sigstore-js: ${messageOf(error)}.`);
  }
  const detail = 'Chain, certificate log, log promises and proofs, timestamps and signature verify (sigstore-js).';
  return prove('cryptography', null, detail);
}

/** The root's own verifier; with a key that the caller gave, one that knows this key by this hint and no other. */
function verifierFor(
  root: TrustedRootParts,
  trust: CompiledTrust,
  { key, clocks }: { readonly key: SigningKey; readonly clocks: number },
): Verifier {
  if (key.kind === 'certificate') return trust.verifier;
  const publicKey: TrustMaterial['publicKey'] = (hint) => {
    if (hint !== key.hint) throw new VerificationError({ code: 'PUBLIC_KEY_ERROR', message: 'another key hint' });
    const { start, end } = key.managed;
    return {
      publicKey: key.key.key,
      validFor: (date) => start <= date.getTime() && date.getTime() <= end,
    };
  };
  return createVerifier({ ...trust.material, publicKey }, root, clocks);
}

const codes: Readonly<Record<string, SigstoreCode>> = {
  TIMESTAMP_ERROR: 'timestamp-invalid',
  CERTIFICATE_ERROR: 'certificate-untrusted',
  PUBLIC_KEY_ERROR: 'key-not-valid-at-time',
  TLOG_INCLUSION_PROMISE_ERROR: 'inclusion-promise-invalid',
  TLOG_INCLUSION_PROOF_ERROR: 'inclusion-proof-invalid',
  TLOG_MISSING_INCLUSION_ERROR: 'inclusion-proof-missing',
  TLOG_BODY_ERROR: 'log-entry-mismatch',
  SIGNATURE_ERROR: 'signature-invalid',
};

/** The few codes of sigstore-js that stand for several reasons, told apart by their text. A text that changes costs precision alone. */
function codeOf(error: unknown): SigstoreCode {
  if (!(error instanceof VerificationError)) return 'verifier-refused';
  const { code, message } = error;
  if (code === 'CERTIFICATE_ERROR' && message.includes('SCT')) return 'sct-invalid';
  if (code === 'TIMESTAMP_ERROR' && message.includes('duplicate')) return 'timestamp-duplicate';
  if (code === 'TLOG_INCLUSION_PROOF_ERROR' && message.includes('checkpoint signature')) {
    return 'checkpoint-signature-invalid';
  }
  return codes[code] ?? 'verifier-refused';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'no reason given';
}

/** True where sigstore-js always takes SHA-256 while signers take the hash of the curve, or cannot verify at all. */
export function isBeyondSigstoreJs({ key }: SigningKey, content: BundleParts['content']): boolean {
  if (content.kind === 'message') return key.kind === 'ed25519';
  return key.kind === 'p384' || key.kind === 'p521';
}
