/** Inflates one deflate stream (RFC 1951) that is in memory, under a cap, and says how much of the input it took. */

import { constants, inflateRawSync } from 'node:zlib';

/** What a deflate stream inflated to. */
export interface RawInflated {
  readonly output: Uint8Array;
  /** Input bytes used: the stream may end before the input does. */
  readonly consumed: number;
}

/** `over`: it gives more than the cap. `short`: the input ends before the stream. `malformed`: it is no deflate stream. */
export type InflateFailure = 'over' | 'short' | 'malformed';

/** Deflate makes at most this many bytes of one. */
const maxExpansion = 1032;
/** The smallest output buffer that zlib takes. */
const minChunk = 64;

/**
 * Inflates `data` to at most `maxBytes`. `expected` is a first allocation, so that honest streams inflate in one piece; the
 * attacker writes it: it is kept below the cap and below what deflate can make of this input at all.
 */
export function inflateRaw(data: Uint8Array, maxBytes: number, expected: number): RawInflated | InflateFailure {
  const chunkSize = Math.max(minChunk, Math.min(expected + minChunk, maxBytes + minChunk, data.length * maxExpansion));
  try {
    const options = { info: true, chunkSize, maxOutputLength: Math.max(1, maxBytes) };
    // With `info` the result is both the output and the engine, which knows how much input it used; Node's types don't say so.
    const result = inflateRawSync(data, options) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
    // The cap that zlib was given is at least 1.
    if (result.buffer.length > maxBytes) return 'over';
    return { output: plain(result.buffer), consumed: result.engine.bytesWritten };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') return 'over';
    if (code !== 'Z_BUF_ERROR') return 'malformed';
    return maxBytes === 0 && givesAnything(data) ? 'over' : 'short';
  }
}

/** zlib knows no cap of 0: whether a stream that is cut off gave the byte that it must not give. */
function givesAnything(data: Uint8Array): boolean {
  try {
    return inflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: minChunk }).length > 0;
  } catch {
    return true;
  }
}

/** The same bytes without what Buffer adds and changes. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
