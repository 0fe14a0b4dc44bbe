/** Reads one file that the user names: small ones whole, large ones as a stream, each once. */

import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { AssayError, type Digest, type DigestAlgorithm } from '@assay/model';
import { reasonOf } from '../project/read-bounded-file.js';
import { createFileSource } from './file-source.js';

/** A file: its digests, and its bytes if they are few. Both are of the same reading. */
export interface ReadArtifact {
  readonly digests: readonly Digest[];
  readonly bytes?: Uint8Array;
}

/** How to read it. */
export interface ArtifactReading {
  /** SHA-256 is always among the answers. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** Files up to this size come back whole. */
  readonly bufferBytes: number;
}

/** Reads a regular file; links may lead anywhere, because the user named it. Throws AssayError `ERR_USAGE` when it cannot be read. */
export async function readArtifact(file: string, { algorithms, bufferBytes }: ArtifactReading): Promise<ReadArtifact> {
  const refuse = (why: string, cause?: unknown) =>
    new AssayError('ERR_USAGE', `cannot be read: ${why}`, { file, cause });
  const path = await realpath(file).catch((cause: unknown) => {
    throw refuse(reasonOf(cause), cause);
  });
  const source = createFileSource({ projectRoot: dirname(path), bufferBytes });
  // The ecosystem tells archives apart, and this is only hashed.
  const request = { kind: 'file', ecosystem: 'npm', url: basename(path), pins: [], algorithms } as const;
  const { evidence, content } = await source.acquire({ ...request, maxBytes: Number.MAX_SAFE_INTEGER });
  if (evidence.state !== 'found') {
    throw refuse(evidence.state === 'unreachable' ? evidence.detail : 'there is no such file');
  }
  return { digests: evidence.digests, ...(content?.kind === 'bytes' ? { bytes: content.bytes } : {}) };
}
