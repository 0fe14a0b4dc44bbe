import { createHash } from 'node:crypto';
import type { Digest } from './digest.js';

/** A document in pieces whose digest is made on the way. */
export interface HashedPieces {
  /** The same pieces, once. */
  readonly pieces: Iterable<string>;
  /** SHA-256 of their UTF-8; call it once, after the last piece. */
  readonly digest: () => Digest;
}

/** Hashes a document while somebody else writes it. No piece may end inside a surrogate pair. */
export function hashPieces(source: Iterable<string>): HashedPieces {
  const hash = createHash('sha256');
  return {
    pieces: hashed(source, hash),
    digest: () => ({ alg: 'sha256', value: hash.digest('hex'), covers: 'document' }),
  };
}

function* hashed(source: Iterable<string>, hash: ReturnType<typeof createHash>): Iterable<string> {
  for (const piece of source) {
    hash.update(piece);
    yield piece;
  }
}
