/** Takes an entry's content as it is unpacked: its sum, its SHA-256, its bytes while they are few, under the caps. */

import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ratioFloor, type ArchiveLimits } from './archive-limits.js';
import type { ProblemCode } from './archive-problems.js';
import type { ContentPlan, ZipContent } from './zip-steps.js';

/** How much a whole archive has been unpacked to. */
export class UnpackedSum {
  readonly #limits: ArchiveLimits;
  #unpacked = 0;
  #packed = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /** Counts packed bytes, headers included, before what they unpack to. */
  pack(bytes: number): void {
    this.#packed += bytes;
  }

  /** Counts unpacked bytes; says which cap they are over. */
  unpack(bytes: number): ProblemCode | null {
    this.#unpacked += bytes;
    if (this.#unpacked > this.#limits.maxUnpackedBytes) return 'limit-unpacked';
    const dense = this.#unpacked > ratioFloor && this.#unpacked > this.#packed * this.#limits.maxRatio;
    return dense ? 'limit-ratio' : null;
  }
}

/** One entry's content. */
export class ZipContentSink {
  readonly #plan: ContentPlan;
  readonly #sum: UnpackedSum;
  readonly #hash: Hash | undefined;
  #kept: Uint8Array[] = [];
  #size = 0;
  #crc = 0;
  #problem: ProblemCode | null = null;

  constructor(plan: ContentPlan, sum: UnpackedSum) {
    this.#plan = plan;
    this.#sum = sum;
    this.#hash = plan.hash ? createHash('sha256') : undefined;
  }

  /** Why the content is no good, once it is not. */
  get problem(): ProblemCode | null {
    return this.#problem;
  }

  write(part: Uint8Array): void {
    this.#size += part.length;
    this.#problem ??= this.#sum.unpack(part.length) ?? (this.#size > (this.#plan.size ?? Infinity) ? 'zip-data' : null);
    if (this.#problem !== null) return;
    this.#crc = crc32(part, this.#crc);
    this.#hash?.update(part);
    if (this.#size > this.#plan.keep) this.#kept = [];
    else this.#kept.push(part.slice());
  }

  /** The content, all of it written. */
  end(packedSize: number): ZipContent {
    const sha256 = this.#hash?.digest('hex');
    return {
      packedSize,
      size: this.#size,
      crc: this.#crc,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(this.#size <= this.#plan.keep ? { bytes: joined(this.#kept, this.#size) } : {}),
    };
  }
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
