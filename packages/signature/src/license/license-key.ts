/** Issuers' public keys, as a policy or a vendor profile writes them. */

import { decodeBase64 } from '../encoding/base64.js';
import { equalBytes } from '../encoding/bytes.js';
import { DerSequence, derTag, parseDer, readDerBits } from '../encoding/der.js';
import { decodePem } from '../encoding/pem.js';
import { importPublicKey, type PublicKey } from '../sigstore/public-key.js';

const longestText = 20_000;

/**
 * With a small exponent such as 3, signatures without a hash, and those that are read carelessly, can be computed without the private
 * key (Bleichenbacher 2006). NIST SP 800-56B asks for more than 2^16; beyond 64 bits there is none in use, and it only costs time.
 */
const smallestExponent = 65_537n;
const exponentLimit = 1n << 64n;

/**
 * Why a key cannot be pinned as an issuer's, in one sentence; null where it can. Takes PEM (`PUBLIC KEY`, or `RSA PUBLIC KEY` as
 * Karafka publishes its own) or base64 of DER (SubjectPublicKeyInfo): RSA from 2048 bits with an odd exponent from 65537, P-256,
 * P-384, P-521, Ed25519 that is not of low order.
 */
export function licenseKeyProblem(key: string): string | null {
  const read = readLicenseKey(key);
  return typeof read === 'string' ? read : null;
}

/** Policies hold few keys and ask for each of them many times; importing one costs as much as verifying with it. */
const known = new Map<string, PublicKey | string>();
const mostKnown = 256;

/** The key, or why it cannot be pinned. */
export function readLicenseKey(text: string): PublicKey | string {
  if (text.length > longestText) return 'The key is longer than any key is.';
  const read = known.get(text) ?? readNew(text);
  if (known.size < mostKnown) known.set(text, read);
  return read;
}

function readNew(text: string): PublicKey | string {
  const key = text.startsWith('-----') ? keyOfPem(text) : keyOfBase64(text);
  if (key === null) return 'The key is neither one PEM block of a public key nor base64 of its DER.';
  if (key === 'malformed') return 'The key is not a public key in canonical DER.';
  if (key === 'unsupported') return 'The key is neither RSA, P-256, P-384, P-521 nor Ed25519.';
  if (key === 'weak')
    return 'The key is weak: RSA has fewer than 2048 bits or more than 16384, or Ed25519 is of low order.';
  return hasSafeExponent(key) ? key : 'The key is weak: its RSA exponent is not an odd number from 65537 to 2^64.';
}

function keyOfPem(text: string): ReturnType<typeof importPublicKey> | null {
  const block = decodePem(text);
  if (block?.label === 'PUBLIC KEY') return importPublicKey(block.bytes);
  return block?.label === 'RSA PUBLIC KEY' ? keyOfPkcs1(block.bytes) : null;
}

/** One key, one encoding, as for SubjectPublicKeyInfo. */
function keyOfPkcs1(der: Uint8Array): ReturnType<typeof importPublicKey> {
  const key = importPublicKey(der, 'pkcs1');
  if (typeof key === 'string') return key;
  const info = new DerSequence(parseDer(key.spki));
  info.next(derTag.sequence);
  return equalBytes(readDerBits(info.next()).bytes, der) ? key : 'malformed';
}

function keyOfBase64(text: string): ReturnType<typeof importPublicKey> | null {
  const der = decodeBase64(text);
  return der === null || der.length === 0 ? null : importPublicKey(der);
}

function hasSafeExponent({ kind, key }: PublicKey): boolean {
  if (kind !== 'rsa') return true;
  const exponent = key.asymmetricKeyDetails?.publicExponent ?? 0n;
  return exponent >= smallestExponent && exponent < exponentLimit && exponent % 2n === 1n;
}
