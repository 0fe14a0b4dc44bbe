/** Hashing of bytes and of canonical JSON. */

import { createHash, hash } from 'node:crypto';
import { canonicalPieces, type JsonValue } from './canonical-json.js';
import type { Digest, DigestAlgorithm } from './digest.js';

/** Characters of JSON: an inventory of many packages has a hundred megabytes of it. */
const hashedAtOnce = 64 * 1024;

/** Digest of bytes (or of a text's UTF-8 bytes). */
export function digestOf(alg: DigestAlgorithm, data: Uint8Array | string): Digest {
  return { alg, value: hash(alg, data, 'hex'), covers: 'artifact' };
}

/** SHA-256 of a value's RFC 8785 form. Throws TypeError where there is none. */
export function digestOfJson(value: JsonValue): Digest {
  const state = createHash('sha256');
  let text = '';
  for (const piece of canonicalPieces(value)) {
    text += piece;
    if (text.length < hashedAtOnce) continue;
    state.update(text);
    text = '';
  }
  return { alg: 'sha256', value: state.update(text).digest('hex'), covers: 'document' };
}
