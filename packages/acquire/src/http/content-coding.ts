/**
 * Content codings (RFC 9110 §8.4), undone under a cap on decoded bytes. The peer controls both the bytes and the label,
 * and a few hundred bytes of brotli decode to hundreds of megabytes.
 */

import { promisify } from 'node:util';
import {
  brotliDecompress,
  brotliDecompressSync,
  gunzip,
  gunzipSync,
  inflate,
  inflateSync,
  type ZlibOptions,
} from 'node:zlib';
import { badResponse, tooLarge, type Failure } from './failure.js';

interface Coding {
  readonly sync: (bytes: Uint8Array, options: ZlibOptions) => Uint8Array;
  readonly async: (bytes: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>;
}

const gzipCoding: Coding = { sync: gunzipSync, async: promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip) };

const codings: ReadonlyMap<string, Coding> = new Map([
  ['gzip', gzipCoding],
  ['x-gzip', gzipCoding],
  ['deflate', { sync: inflateSync, async: promisify<Uint8Array, ZlibOptions, Uint8Array>(inflate) }],
  ['br', { sync: brotliDecompressSync, async: promisify<Uint8Array, ZlibOptions, Uint8Array>(brotliDecompress) }],
]);

/** What is asked for when a document is fetched. */
export const acceptedCodings = 'gzip, br';

/** The one coding named by a `content-encoding` header, `identity` when there is none, null for several or unknown. */
export function contentCoding(header: string): string | null {
  const name = header.trim().toLowerCase();
  if (name === '' || name === 'identity') return 'identity';
  return codings.has(name) ? name : null;
}

/** Decoded on the calling thread up to this size; larger results are decoded in the background. */
const quickBytes = 4 * 1024 * 1024;

/**
 * Undoes `coding` (a result of {@link contentCoding}). At most `maxBytes` come out; more is a failure, as are bytes that
 * are not what the label says.
 */
export async function decodeContent(
  bytes: Uint8Array,
  coding: string,
  maxBytes: number,
): Promise<Uint8Array | { readonly failure: Failure }> {
  const codec = codings.get(coding);
  if (codec === undefined) return bytes.length > maxBytes ? { failure: tooLarge(maxBytes) } : bytes;
  try {
    const quick = Math.min(maxBytes, quickBytes);
    if (bytes.length <= quickBytes / 4) return codec.sync(bytes, { maxOutputLength: quick, chunkSize: 65_536 });
  } catch (error) {
    if (!isTooLarge(error)) return { failure: badResponse(`sent a body that is not ${coding}, as it says`) };
    if (maxBytes <= quickBytes) return { failure: tooLarge(maxBytes) };
  }
  try {
    return await codec.async(bytes, { maxOutputLength: maxBytes, chunkSize: 262_144 });
  } catch (error) {
    return {
      failure: isTooLarge(error) ? tooLarge(maxBytes) : badResponse(`sent a body that is not ${coding}, as it says`),
    };
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
