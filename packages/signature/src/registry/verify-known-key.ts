import { Buffer } from 'node:buffer';
import { verify } from 'node:crypto';
import type { RegistrySignature } from '@assay/model';
import type { RegistrySignatureCode } from '../codes/registry-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import type { CompiledKey } from './compiled-keys.js';
import type { RegistrySignatureCheck } from './registry-signature-check.js';
import { compareSigned, type Binding } from './signed-digests.js';

/** A signature by a known key that verifies and contradicts nothing. */
export interface VerifiedSignature {
  readonly key: CompiledKey;
  readonly binding: Exclude<Binding, { readonly result: 'different' | 'malformed' }>;
}

/** One signature, its decoded bytes, and the key that its id names. */
export interface SignatureByKnownKey {
  readonly signature: RegistrySignature;
  readonly bytes: Uint8Array;
  readonly key: CompiledKey;
}

/**
 * Verifies one signature over `subject` (`name@version:`) and the integrity to the letter, and compares the digests in it with those
 * of the file. What is not signed is not compared: of an unverified text nothing can be said.
 */
export function verifyKnownKey(
  { signature, bytes, key }: SignatureByKnownKey,
  subject: string,
  { pins, received = [] }: Pick<RegistrySignatureCheck, 'pins' | 'received'>,
): VerifiedSignature | Refusal<RegistrySignatureCode> {
  const message = Buffer.from(subject + signature.signedIntegrity, 'utf8');
  // OpenSSL takes DER in its one form only: nothing behind it, no padding in it.
  if (!verify('sha256', message, key.key, bytes)) {
    return refuse(
      'signature-invalid',
      `The signature by the key ${key.id} does not verify for ${subject.slice(0, -1)}.`,
    );
  }
  const binding = compareSigned(signature.signedIntegrity, received.length === 0 ? pins : [...pins, ...received]);
  if (binding.result === 'different') return refuse('signed-other-bytes', binding.detail);
  if (binding.result === 'malformed') return refuse('signed-integrity-malformed', binding.detail);
  return { key, binding };
}
