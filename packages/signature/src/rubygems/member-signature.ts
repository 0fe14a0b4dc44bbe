/** The signature of one member of a gem. */

import { Buffer } from 'node:buffer';
import { constants, publicDecrypt, verify } from 'node:crypto';
import type { CertificateKey } from '../x509/certificate-key.js';

/** DigestInfo of SHA-1 up to the digest itself (RFC 8017 §9.2), 15 of its 35 bytes. */
const sha1Info = '3021300906052b0e03021a05000414';
const sha1InfoLength = 35;

/**
 * `valid`: RSA PKCS#1 v1.5, DSA or ECDSA with SHA-256 over the member's SHA-256 digest, which is hashed once more.
 * `weak`: RSA with SHA-1, as RubyGems signed until 2015; over which bytes was not looked at. `invalid`: anything else.
 */
export type MemberSignature = 'valid' | 'weak' | 'invalid';

/** Judges a member's signature; `digest` is the SHA-256 of the member. */
export function judgeMemberSignature(
  digest: Uint8Array,
  signature: Uint8Array,
  { key }: CertificateKey,
): MemberSignature {
  if (verify('sha256', digest, key, signature)) return 'valid';
  return isSha1Signature(signature, key) ? 'weak' : 'invalid';
}

/** What the key's owner signed shows in an RSA signature: whether it is a SHA-1 digest, whole and alone. No other kind shows it. */
function isSha1Signature(signature: Uint8Array, key: CertificateKey['key']): boolean {
  try {
    const padding = constants.RSA_PKCS1_PADDING;
    const signed = publicDecrypt({ key, padding }, Buffer.from(signature));
    return signed.length === sha1InfoLength && signed.toString('hex').startsWith(sha1Info);
  } catch {
    return false;
  }
}
