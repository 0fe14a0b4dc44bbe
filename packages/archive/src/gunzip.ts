/** Inflates one gzip member that is in memory, under a cap; no second member, nothing behind it (THREATS row 19). */

import { crc32, inflateRawSync } from 'node:zlib';
import type { ProblemCode } from './archive-problems.js';
import { gzipDataStart } from './gzip-header.js';
import { GzipTail } from './gzip-tail.js';

/** What a member inflated to. `output` is empty when the member does not check out: nothing in it can be trusted. */
export interface Inflated {
  readonly output: Uint8Array;
  readonly problems: readonly ProblemCode[];
}

const nothing = new Uint8Array(0);

/** Inflates `bytes`; null when that gives more than `maxBytes`. */
export function gunzip(bytes: Uint8Array, maxBytes: number): Inflated | null {
  const start = gzipDataStart(bytes);
  if (typeof start !== 'number') return failed(start === 'bad' ? 'gzip-header' : 'gzip-truncated');
  const inflated = inflate(bytes.subarray(start), maxBytes);
  if (inflated === null) return null;
  if (typeof inflated === 'string') return failed(inflated);
  const tail = new GzipTail();
  tail.write(bytes.subarray(start + inflated.consumed));
  const problems = tail.end({ crc: crc32(inflated.output), length: inflated.output.length });
  return { output: problems.some(isFatal) ? nothing : inflated.output, problems };
}

/** Problems after which a member's content is not used. */
export function isFatal(code: ProblemCode): boolean {
  return code === 'gzip-header' || code === 'gzip-data' || code === 'gzip-truncated' || code === 'gzip-checksum';
}

function failed(code: ProblemCode): Inflated {
  return { output: nothing, problems: [code] };
}

interface RawInflated {
  readonly output: Uint8Array;
  /** Input bytes used. */
  readonly consumed: number;
}

function inflate(data: Uint8Array, maxBytes: number): RawInflated | ProblemCode | null {
  try {
    const options = { info: true, chunkSize: chunkFor(data, maxBytes), maxOutputLength: maxBytes };
    // With `info` the result is both the output and the engine, which knows how much input it used; Node's types don't say so.
    const result = inflateRawSync(data, options) as unknown as { buffer: Uint8Array; engine: { bytesWritten: number } };
    return { output: plain(result.buffer), consumed: result.engine.bytesWritten };
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ERR_BUFFER_TOO_LARGE') return null;
    return code === 'Z_BUF_ERROR' ? 'gzip-truncated' : 'gzip-data';
  }
}

/**
 * The declared length as a first allocation, so that honest members inflate in one piece. The attacker writes it:
 * it is kept between a page and the smaller of the cap and what deflate can make of this input at all (1032 : 1).
 */
function chunkFor(data: Uint8Array, maxBytes: number): number {
  const end = data.length;
  if (end < 4) return 4096;
  const declared = new DataView(data.buffer, data.byteOffset + end - 4, 4).getUint32(0, true);
  return Math.max(4096, Math.min(declared + 64, maxBytes, end * 1032));
}

/** The same bytes without what Buffer adds and changes. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
