import { createHash } from 'node:crypto';
import type { Digest } from '@assay/model';
import { writeFile } from './write-file.js';

/** As {@link writeFile}; gives the SHA-256 of what was written, made on the way. */
export async function writeHashed(path: string, pieces: Iterable<string>, what: string): Promise<Digest> {
  const hash = createHash('sha256');
  await writeFile(path, hashed(pieces, hash), what);
  return { alg: 'sha256', value: hash.digest('hex'), covers: 'document' };
}

function* hashed(pieces: Iterable<string>, hash: ReturnType<typeof createHash>): Iterable<string> {
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}
