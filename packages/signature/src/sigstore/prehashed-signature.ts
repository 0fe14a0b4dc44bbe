/** Signatures verified against a digest, where the bytes that were signed are not at hand. */

import { Buffer } from 'node:buffer';
import { constants, publicDecrypt } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { concatBytes, equalBytes } from '../encoding/bytes.js';
import type { MessageContent } from './bundle-parts.js';
import type { PublicKey } from './public-key.js';

const curves = { p256, p384, p521 } as const;

/** Bytes of an uncompressed point, in which SubjectPublicKeyInfo ends. */
const uncompressed = { p256: 65, p384: 97, p521: 133 } as const;

/** DigestInfo (RFC 8017 §9.2, note 1) up to the digest. */
const digestInfo: Readonly<Record<MessageContent['digestAlgorithm'], string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/**
 * True when the signature is one over bytes with this digest: ECDSA in DER, whatever its half of s; RSA PKCS #1 v1.5 whose
 * recovered DigestInfo is exactly the one. False for Ed25519, which hashes the message in a way of its own.
 */
export function verifiesDigest(key: PublicKey, { digest, digestAlgorithm, signature }: MessageContent): boolean {
  if (key.kind === 'ed25519') return false;
  if (key.kind === 'rsa')
    return verifiesRsa(key, signature, concatBytes(Buffer.from(digestInfo[digestAlgorithm], 'hex'), digest));
  const curve = curves[key.kind];
  try {
    const point = key.spki.subarray(-uncompressed[key.kind]);
    return curve.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' });
  } catch {
    return false;
  }
}

function verifiesRsa({ key, bits = 0 }: PublicKey, signature: Uint8Array, expected: Uint8Array): boolean {
  // RFC 8017 §8.2.2, step 1: a shorter text would be padded with zeros, and be another spelling of one signature.
  if (signature.length !== Math.ceil(bits / 8)) return false;
  try {
    return equalBytes(publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature), expected);
  } catch {
    return false;
  }
}
