/** Digests of one file that the user names, whatever its size, and whether it stayed the same while it was read. */

import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { AssayError, type Digest, type DigestAlgorithm } from '@assay/model';
import { reasonOf } from '../project/read-bounded-file.js';

/** A file that was read to its end. */
export interface HashedFile {
  readonly digests: readonly Digest[];
  /** True where somebody wrote to it, cut it, or put another file in its place meanwhile: the digests are then of no file. */
  readonly changed: boolean;
}

const chunkBytes = 1024 * 1024;

/**
 * Streams a regular file once, with one chunk in memory. Links may lead anywhere, because the user named it. Never hangs on a FIFO, never
 * reads a device. Throws AssayError `ERR_USAGE` when it cannot be read.
 */
export async function hashFile(path: string, algorithms: readonly DigestAlgorithm[]): Promise<HashedFile> {
  const refuse = (why: string, cause?: unknown) =>
    new AssayError('ERR_USAGE', `cannot be read: ${why}`, { file: path, cause });
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    throw refuse(reasonOf(cause), cause);
  });
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) throw refuse('it is not a regular file');
    const { digests, size } = await hashAll(handle, algorithms).catch((cause: unknown) => {
      throw refuse(reasonOf(cause), cause);
    });
    const changed = size !== before.size || !(await isStill(path, handle, before));
    return { digests, changed };
  } finally {
    await handle.close();
  }
}

async function hashAll(handle: FileHandle, algorithms: readonly DigestAlgorithm[]) {
  const hashes = algorithms.map((alg) => ({ alg, hash: createHash(alg) }));
  const chunk = new Uint8Array(chunkBytes);
  let size = 0n;
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, chunkBytes, null);
    if (bytesRead === 0) break;
    size += BigInt(bytesRead);
    for (const { hash } of hashes) hash.update(chunk.subarray(0, bytesRead));
  }
  const digests = hashes.map(({ alg, hash }): Digest => ({ alg, value: hash.digest('hex'), covers: 'artifact' }));
  return { digests, size };
}

/** The open file was not written to, and it is still what the path leads to. */
async function isStill(path: string, handle: FileHandle, before: BigIntStats): Promise<boolean> {
  const after = await handle.stat({ bigint: true });
  const named = await stat(path, { bigint: true }).catch(() => null);
  return [after, named].every((now) => now !== null && isSame(before, now));
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs;
}
