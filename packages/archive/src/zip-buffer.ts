/** Answers a ZIP walk from an archive that lies in memory. */

import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ProblemCode } from './archive-problems.js';
import { inflateRaw } from './inflate-raw.js';
import type { AskBytes, AskContent, ContentPlan, ZipContent } from './zip-steps.js';

/** Knows how far the walk has come, and how much it has unpacked. */
export class ZipBuffer {
  readonly #bytes: Uint8Array;
  /** Bytes that may still be unpacked in one go. */
  #left: number;
  #at = 0;

  constructor(bytes: Uint8Array, maxUnpacked: number) {
    this.#bytes = bytes;
    this.#left = maxUnpacked;
  }

  answerBytes(ask: AskBytes): void {
    ask.answer = this.#bytes.subarray(this.#at, this.#at + ask.length) as Uint8Array<ArrayBuffer>;
    if (!ask.peek) this.#at += ask.answer.length;
  }

  /** False when the entry unpacks to more than may be unpacked in one go. */
  answerContent(ask: AskContent): boolean {
    const { plan } = ask;
    const end = plan.packedSize === null ? this.#bytes.length : this.#at + plan.packedSize;
    const packed = this.#bytes.subarray(this.#at, end);
    if ((plan.size ?? 0) > this.#left) return false;
    const unpacked = unpack(packed, plan, { left: this.#left, whole: end <= this.#bytes.length });
    if (unpacked === null) return false;
    ask.answer = unpacked;
    if (typeof unpacked === 'string') return true;
    this.#at += unpacked.packedSize;
    this.#left -= unpacked.size;
    return true;
  }
}

/** First allocation for data of unknown length, of which there may be many pieces. */
const unknownChunk = 16 * 1024;

/** How much may be unpacked, and whether all of the packed data is there. */
export interface UnpackBounds {
  readonly left: number;
  readonly whole: boolean;
}

/** Unpacks an entry in one go; null when that gives more than `left`. Malformed counts before cut off. */
export function unpack(
  packed: Uint8Array,
  plan: ContentPlan,
  { left, whole }: UnpackBounds,
): ZipContent | ProblemCode | null {
  if (plan.packing === 'stored') return whole ? contentOf(packed, packed.length, plan) : 'zip-truncated';
  const inflated = inflateRaw(packed, plan.size ?? left, plan.size ?? unknownChunk);
  if (inflated === 'over') return plan.size === null ? null : 'zip-data';
  if (inflated === 'malformed') return 'zip-data';
  if (inflated === 'short') return whole && plan.packedSize !== null ? 'zip-data' : 'zip-truncated';
  return contentOf(inflated.output, inflated.consumed, plan);
}

function contentOf(output: Uint8Array, packedSize: number, plan: ContentPlan): ZipContent {
  const sha256 = plan.hash ? hash('sha256', output, 'hex') : undefined;
  return {
    packedSize,
    size: output.length,
    crc: crc32(output),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(output.length <= plan.keep ? { bytes: output } : {}),
  };
}
