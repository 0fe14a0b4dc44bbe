/** Public keys that are strong enough to be trusted, and what each can verify. */

import { Buffer } from 'node:buffer';
import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';

/** What kind of key it is. RSA with the size of its modulus. */
export type KeyKind = 'p256' | 'p384' | 'p521' | 'ed25519' | 'rsa';

/** An imported key. */
export interface PublicKey {
  readonly kind: KeyKind;
  /** Bits of the modulus; RSA alone. */
  readonly bits?: number;
  readonly key: KeyObject;
  /** SubjectPublicKeyInfo, as OpenSSL writes it. */
  readonly spki: Uint8Array;
  /** SHA-256 of `spki`, hex. */
  readonly fingerprint: string;
}

/** Why a key is not imported: not a key at all, one of another kind, or one that proves nothing. */
export type KeyProblem = 'malformed' | 'unsupported' | 'weak';

const curves: ReadonlyMap<string | undefined, KeyKind> = new Map([
  ['prime256v1', 'p256'],
  ['secp384r1', 'p384'],
  ['secp521r1', 'p521'],
]);

const smallestModulus = 2048;
const largestModulus = 16_384;

/** Imports a key from DER: SubjectPublicKeyInfo, or PKCS #1 for RSA. P-256, P-384, P-521, Ed25519, RSA from 2048 bits. */
export function importPublicKey(der: Uint8Array, type: 'spki' | 'pkcs1' = 'spki'): PublicKey | KeyProblem {
  const key = keyOf(der, type);
  if (key === null) return 'malformed';
  const kind = kindOf(key);
  if (kind === null) return 'unsupported';
  const spki = key.export({ format: 'der', type: 'spki' });
  // One key, one encoding: with bytes after it or another form of it, its hash would be another key's.
  if (type === 'spki' && Buffer.compare(spki, der) !== 0) return 'malformed';
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (isWeak(kind, spki, bits)) return 'weak';
  return { kind, ...(bits === undefined ? {} : { bits }), key, spki, fingerprint: hash('sha256', spki, 'hex') };
}

function keyOf(der: Uint8Array, type: 'spki' | 'pkcs1'): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type });
  } catch {
    return null;
  }
}

function kindOf(key: KeyObject): KeyKind | null {
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519';
  if (key.asymmetricKeyType === 'rsa') return 'rsa';
  if (key.asymmetricKeyType !== 'ec') return null;
  return curves.get(key.asymmetricKeyDetails?.namedCurve) ?? null;
}

function isWeak(kind: KeyKind, spki: Uint8Array, bits = 0): boolean {
  if (kind === 'rsa') return bits < smallestModulus || bits > largestModulus;
  return kind === 'ed25519' && isLowOrder(spki.subarray(-32));
}

/** A key of low order verifies signatures of messages that nobody signed; OpenSSL takes it (THREATS row 12). */
function isLowOrder(point: Uint8Array): boolean {
  try {
    return ed25519.Point.fromBytes(point).isSmallOrder();
  } catch {
    return true;
  }
}
