import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { Buffer } from 'node:buffer';
import { decodeBase64 } from '../encoding/base64.js';
import { decodePem } from '../encoding/pem.js';
import { refuse, type Refusal } from '../outcome.js';
import type { RegistryKeysCode } from '../codes/registry-codes.js';

/** SubjectPublicKeyInfo of P-256 up to the point (RFC 5480 §2.1.1.1): the one DER for it, with a named curve. */
const spkiPrefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');
const spkiLength = spkiPrefix.length + 65;
const uncompressed = 0x04;

/** What stands before the point in the key's SSH form (RFC 5656 §3.1): two names, and the point's length of 65. */
const sshPrefix = Buffer.concat([lengthed('ecdsa-sha2-nistp256'), lengthed('nistp256'), Buffer.of(0, 0, 0, 65)]);

const printableId = /^[\x21-\x7e]{1,200}$/;

/** A key that OpenSSL has taken, and the bytes it was made of. */
export interface ImportedKey {
  readonly key: KeyObject;
  readonly spki: Uint8Array;
}

/**
 * Imports the ECDSA P-256 key of a registry and holds its id to it. An id that looks like a SHA-256 fingerprint, in
 * any spelling, must be one of the key: that of its SSH form, as npm's ids are, or that of its DER. It is what people compare.
 */
export function importKey(id: string, text: string): ImportedKey | Refusal<RegistryKeysCode> {
  if (!printableId.test(id)) return refuse('keys-malformed', `${JSON.stringify(id.slice(0, 80))} is no id of a key.`);
  const spki = text.startsWith('-----') ? publicKeyPem(text) : decodeBase64(text);
  const key = spki === null ? null : p256Key(spki);
  if (spki === null || key === null) {
    return refuse('key-unsuitable', `The key ${id} is no ECDSA P-256 key in SubjectPublicKeyInfo form.`);
  }
  if (/^sha256:/i.test(id) && !isFingerprint(id, spki)) {
    return refuse('key-id-mismatch', `The key under the id ${id} has another fingerprint.`);
  }
  return { key, spki };
}

function publicKeyPem(text: string): Uint8Array | null {
  const block = decodePem(text);
  return block?.label === 'PUBLIC KEY' ? block.bytes : null;
}

/** OpenSSL refuses points that are not on the curve; other parameters and trailing bytes never get to it. */
function p256Key(spki: Uint8Array): KeyObject | null {
  if (spki.length !== spkiLength || spki[spkiPrefix.length] !== uncompressed) return null;
  if (Buffer.compare(spki.subarray(0, spkiPrefix.length), spkiPrefix) !== 0) return null;
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function isFingerprint(id: string, spki: Uint8Array): boolean {
  const ssh = Buffer.concat([sshPrefix, spki.subarray(spkiPrefix.length)]);
  return [ssh, spki].some((form) => `${id}=` === `SHA256:${hash('sha256', form, 'base64')}`);
}

function lengthed(text: string): Buffer {
  return Buffer.concat([Buffer.of(0, 0, 0, text.length), Buffer.from(text)]);
}
