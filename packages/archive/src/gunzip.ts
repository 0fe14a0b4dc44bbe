/** Inflates one gzip member that is in memory, under a cap; no second member, nothing behind it (THREATS row 19). */

import { crc32 } from 'node:zlib';
import type { ProblemCode } from './archive-problems.js';
import { gzipDataStart } from './gzip-header.js';
import { GzipTail } from './gzip-tail.js';
import { inflateRaw, type RawInflated } from './inflate-raw.js';

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

function inflate(data: Uint8Array, maxBytes: number): RawInflated | ProblemCode | null {
  const inflated = inflateRaw(data, maxBytes, Math.max(4096, declaredLength(data)));
  if (typeof inflated !== 'string') return inflated;
  if (inflated === 'over') return null;
  return inflated === 'short' ? 'gzip-truncated' : 'gzip-data';
}

/** The length in the trailer, if the member ends where the bytes do. The attacker writes it. */
function declaredLength(data: Uint8Array): number {
  const end = data.length;
  return end < 4 ? 0 : new DataView(data.buffer, data.byteOffset + end - 4, 4).getUint32(0, true);
}
