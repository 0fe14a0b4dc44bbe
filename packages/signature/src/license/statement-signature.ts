/**
 * Signatures of statements with a vendor's own key. The type of the key says how, and there is one way for each:
 *
 * - Ed25519 (RFC 8032);
 * - P-256 with SHA-256, P-384 with SHA-384, as DER (as Sigstore and in-toto tools write ECDSA);
 * - RSA from 3072 bits: PSS (RFC 8017 §8.1) with SHA-256, MGF1 with SHA-256 and a salt of 32 bytes. PSS because its padding has a proof
 *   and no history of lax readers; PKCS #1 v1.5 signatures are not accepted.
 */

import { constants, sign, verify, type KeyObject } from 'node:crypto';
import type { PublicKey } from '../sigstore/public-key.js';
import { readLicenseKey } from './license-key.js';

const smallestModulus = 3072;
const salt = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const hashes: ReadonlyMap<string, 'sha256' | 'sha384' | null> = new Map([
  ['p256', 'sha256'],
  ['p384', 'sha384'],
  ['ed25519', null],
  ['rsa', 'sha256'],
]);

/**
 * Why a key cannot be pinned as one that signs checksum statements, in one sentence; null where it can. As `licenseKeyProblem`, but RSA
 * must have 3072 bits, and P-521 is not among them.
 */
export function checksumKeyProblem(key: string): string | null {
  const read = readChecksumKey(key);
  return typeof read === 'string' ? read : null;
}

/** The key, or why it cannot sign statements. */
export function readChecksumKey(text: string): PublicKey | string {
  const key = readLicenseKey(text);
  return typeof key === 'string' ? key : (statementKeyProblem(key) ?? key);
}

/** Why no statement is signed with such a key; null where it can be. */
export function statementKeyProblem({ kind, bits = 0 }: PublicKey): string | null {
  if (!hashes.has(kind)) return 'The key is P-521, with which statements are not signed.';
  return kind === 'rsa' && bits < smallestModulus
    ? `The key is weak: RSA has fewer than ${smallestModulus} bits.`
    : null;
}

/** Signs with the private key that belongs to the public one. */
export function signStatement(key: KeyObject, { kind }: PublicKey, signed: Uint8Array): Uint8Array {
  return sign(hashes.get(kind), signed, { key, ...(kind === 'rsa' ? salt : {}) });
}

/** True when this key made the signature over these bytes. */
export function verifiesStatement({ key, kind }: PublicKey, signed: Uint8Array, signature: Uint8Array): boolean {
  return verify(hashes.get(kind), signed, { key, ...(kind === 'rsa' ? salt : {}) }, signature);
}
