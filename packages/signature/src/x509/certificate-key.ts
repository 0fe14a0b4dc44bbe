/** The public key of a certificate: any that OpenSSL can read, and what is weak about it. */

import { Buffer } from 'node:buffer';
import { createPublicKey, type KeyObject } from 'node:crypto';

/** A key of a kind that signs certificates and gems. */
export interface CertificateKey {
  readonly kind: 'rsa' | 'ec' | 'dsa';
  /** Bits of the modulus; RSA and DSA. */
  readonly bits?: number;
  /** OpenSSL's name of the curve. */
  readonly curve?: string;
  readonly key: KeyObject;
}

const kinds: ReadonlyMap<string | undefined, CertificateKey['kind']> = new Map([
  ['rsa', 'rsa'],
  ['ec', 'ec'],
  ['dsa', 'dsa'],
]);

const smallestModulus = 2048;
/** Verifying with a larger one takes so long that it is an attack. */
const largestModulus = 16_384;
const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** The key in a SubjectPublicKeyInfo; null for what OpenSSL cannot read, another kind of key, or one of absurd size. */
export function readCertificateKey(spki: Uint8Array): CertificateKey | null {
  const key = keyOf(spki);
  const kind = kinds.get(key?.asymmetricKeyType);
  if (key === null || kind === undefined) return null;
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (modulusLength !== undefined && modulusLength > largestModulus) return null;
  return {
    kind,
    ...(modulusLength === undefined ? {} : { bits: modulusLength }),
    ...(namedCurve === undefined ? {} : { curve: namedCurve }),
    key,
  };
}

function keyOf(spki: Uint8Array): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** Why a key proves nothing today, as the end of a sentence; null when it is strong. RSA from 2048 bits, P-256, P-384, P-521. */
export function keyWeakness({ kind, bits = 0, curve = 'unnamed' }: CertificateKey): string | null {
  if (kind === 'dsa') return 'is a DSA key';
  if (kind === 'rsa') return bits < smallestModulus ? `is an RSA key of ${bits} bits` : null;
  return curves.has(curve) ? null : `lies on the curve ${curve}`;
}
