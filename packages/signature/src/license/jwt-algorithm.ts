/** Signature algorithms of JWS (RFC 7518 §3, RFC 8037, RFC 9864), each for one type of key. */

import { Buffer } from 'node:buffer';
import { constants, verify } from 'node:crypto';
import type { KeyKind, PublicKey } from '../sigstore/public-key.js';

interface Algorithm {
  readonly kind: KeyKind;
  /** Null: Ed25519 hashes the message in a way of its own. */
  readonly hash: 'sha256' | 'sha384' | 'sha512' | null;
  /** RSA with PSS (RFC 8017 §8.1), its salt as long as the hash; otherwise PKCS #1 v1.5. */
  readonly salt?: number;
}

const algorithms = {
  RS256: { kind: 'rsa', hash: 'sha256' },
  RS384: { kind: 'rsa', hash: 'sha384' },
  RS512: { kind: 'rsa', hash: 'sha512' },
  PS256: { kind: 'rsa', hash: 'sha256', salt: 32 },
  PS384: { kind: 'rsa', hash: 'sha384', salt: 48 },
  PS512: { kind: 'rsa', hash: 'sha512', salt: 64 },
  ES256: { kind: 'p256', hash: 'sha256' },
  ES384: { kind: 'p384', hash: 'sha384' },
  ES512: { kind: 'p521', hash: 'sha512' },
  EdDSA: { kind: 'ed25519', hash: null },
  Ed25519: { kind: 'ed25519', hash: null },
} as const satisfies Readonly<Record<string, Algorithm>>;

/** A signature algorithm that a token may use. `none` and those with a shared secret (HS256 …) are not among them, and never will be. */
export type LicenseTokenAlgorithm = keyof typeof algorithms;

/** All of them. */
export const licenseTokenAlgorithms = Object.keys(algorithms) as readonly LicenseTokenAlgorithm[];

/** The algorithm of this name. */
export function licenseTokenAlgorithm(name: string): LicenseTokenAlgorithm | null {
  return Object.hasOwn(algorithms, name) ? (name as LicenseTokenAlgorithm) : null;
}

/** True when the algorithm is one for this type of key: the key decides, not the token (RFC 8725 §3.1). */
export function isForKey(name: LicenseTokenAlgorithm, { kind }: PublicKey): boolean {
  return algorithms[name].kind === kind;
}

const signatureBytes: Readonly<Record<Exclude<KeyKind, 'rsa'>, number>> = {
  p256: 64,
  p384: 96,
  p521: 132,
  ed25519: 64,
};

/** True when this key made the signature over these bytes: exactly of its length, ECDSA as `r ‖ s` and never as DER. */
export function verifiesJws(
  name: LicenseTokenAlgorithm,
  key: PublicKey,
  signed: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!isForKey(name, key) || signature.length !== lengthFor(key)) return false;
  const { hash, salt }: Algorithm = algorithms[name];
  const padding = salt === undefined ? constants.RSA_PKCS1_PADDING : constants.RSA_PKCS1_PSS_PADDING;
  const rsa = key.kind === 'rsa' ? { padding, ...(salt === undefined ? {} : { saltLength: salt }) } : {};
  return verify(hash, signed, { key: key.key, dsaEncoding: 'ieee-p1363', ...rsa }, signature);
}

function lengthFor({ kind, bits = 0 }: PublicKey): number {
  return kind === 'rsa' ? Math.ceil(bits / 8) : signatureBytes[kind];
}

/** Orders of the curves' groups, n in SP 800-186 §3.2.1. */
export const curveOrders: Readonly<Partial<Record<KeyKind, bigint>>> = {
  p256: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  p384: BigInt(`0x${'f'.repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`),
  p521: BigInt(`0x1${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`),
};

/**
 * The one other signature that verifies wherever this one does: ECDSA takes `s` and its negative alike, and anybody can write the
 * other. JOSE does not forbid either. Null for algorithms with one signature for one text.
 */
export function twinSignature({ kind }: PublicKey, signature: Uint8Array): Uint8Array | null {
  const order = curveOrders[kind];
  if (order === undefined) return null;
  const half = signature.length / 2;
  const s = BigInt(`0x${Buffer.from(signature.subarray(half)).toString('hex')}`);
  const negative = (order - s).toString(16).padStart(half * 2, '0');
  return Buffer.concat([signature.subarray(0, half), Buffer.from(negative, 'hex')]);
}
