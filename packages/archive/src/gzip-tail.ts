/** What follows the compressed data of a gzip member: CRC-32, length modulo 2^32 (RFC 1952 §2.3.1), and nothing else. */

import type { ProblemCode } from './archive-problems.js';

/** Sum and length of what the member inflated to. */
export interface InflatedSum {
  readonly crc: number;
  readonly length: number;
}

const trailerBytes = 8;

/** Takes the bytes after the compressed data, in pieces of any size. */
export class GzipTail {
  readonly #trailer = new DataView(new ArrayBuffer(trailerBytes));
  /** Bytes seen, trailer included. */
  #seen = 0;
  /** Where the first byte that is not zero comes after the trailer, and the two bytes from there. */
  #strayAt = -1;
  readonly #stray: number[] = [];

  /** True once no further byte can change the judgement. */
  get settled(): boolean {
    return this.#stray.length === 2;
  }

  write(bytes: Uint8Array): void {
    let at = 0;
    for (; at < bytes.length && this.#seen < trailerBytes; at++) {
      this.#trailer.setUint8(this.#seen++, bytes[at] ?? 0);
    }
    if (this.#strayAt < 0) at = this.#skipZeros(bytes, at);
    for (; at < bytes.length && this.#stray.length < 2; at++) this.#stray.push(bytes[at] ?? 0);
    this.#seen += bytes.length - at;
  }

  /** Judges the trailer against what was inflated, and what follows it. */
  end(sum: InflatedSum): readonly ProblemCode[] {
    if (this.#seen < trailerBytes) return ['gzip-truncated'];
    const right =
      this.#trailer.getUint32(0, true) === sum.crc && this.#trailer.getUint32(4, true) === sum.length % 2 ** 32;
    const after = this.#after();
    return [...(right ? [] : (['gzip-checksum'] as const)), ...(after === null ? [] : [after])];
  }

  #skipZeros(bytes: Uint8Array, from: number): number {
    let at = from;
    while (at < bytes.length && bytes[at] === 0) at++;
    this.#seen += at - from;
    if (at < bytes.length) this.#strayAt = this.#seen;
    return at;
  }

  #after(): ProblemCode | null {
    if (this.#strayAt === trailerBytes && this.#stray[0] === 0x1f && this.#stray[1] === 0x8b)
      return 'gzip-second-member';
    if (this.#strayAt >= 0) return 'gzip-trailing-data';
    return this.#seen > trailerBytes ? 'gzip-trailing-zeros' : null;
  }
}
