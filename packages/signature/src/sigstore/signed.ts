import { verify } from 'node:crypto';
import { preAuthEncoding } from '../dsse/pre-auth-encoding.js';
import type { ArtifactUnderTest } from './artifact.js';
import type { BundleParts } from './bundle-parts.js';
import { verifiesDigest } from './prehashed-signature.js';
import type { SigningKey } from './signing-key.js';

/** What was signed, and by which key it must have been. */
export interface Signed {
  readonly parts: BundleParts;
  readonly artifact: ArtifactUnderTest;
  readonly key: SigningKey;
}

/**
 * True when the signature verifies with the key. Only to explain a refusal, never to accept: a log entry that differs from a
 * bundle whose own signature does not hold is not the reason, but its consequence.
 */
export function signatureHolds({ parts: { content }, artifact, key: { key } }: Signed): boolean {
  if (content.kind === 'message') {
    const { bytes } = artifact;
    if (bytes === undefined) return verifiesDigest(key, content);
    return verify(content.digestAlgorithm, bytes, key.key, content.signature);
  }
  const signed = preAuthEncoding(content.payloadType, content.payload);
  return verify(key.kind === 'ed25519' ? null : 'sha256', signed, key.key, content.signature);
}
