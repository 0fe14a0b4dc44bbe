/** Hashing of bytes and of canonical JSON. */

import { hash } from 'node:crypto';
import { canonicalJson, type JsonValue } from './canonical-json.js';
import type { Digest, DigestAlgorithm } from './digest.js';

/** Digest of bytes (or of a text's UTF-8 bytes). */
export function digestOf(alg: DigestAlgorithm, data: Uint8Array | string): Digest {
  return { alg, value: hash(alg, data, 'hex'), covers: 'artifact' };
}

/** SHA-256 of a value's RFC 8785 form. Throws TypeError where there is none. */
export function digestOfJson(value: JsonValue): Digest {
  return { alg: 'sha256', value: hash('sha256', canonicalJson(value), 'hex'), covers: 'document' };
}
