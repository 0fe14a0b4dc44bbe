/**
 * What a walk over a ZIP archive asks for, one step after another. The walk is the same for an archive in memory and for
 * one that comes in chunks: only who answers differs.
 */

import type { ProblemCode } from './archive-problems.js';
import type { ZipMeasure } from './zip-descriptor.js';

/** Asks for bytes of the archive. */
export class AskBytes {
  /** Set by who answers: the bytes, fewer only where the archive ends. Good until the next step. */
  answer = new Uint8Array(0);
  readonly length: number;
  /** True to have the same bytes again in the next step. */
  readonly peek: boolean;

  constructor(length: number, { peek }: { readonly peek: boolean }) {
    this.length = length;
    this.peek = peek;
  }
}

/** How an entry's data is packed, and what is wanted of it. */
export interface ContentPlan {
  readonly packing: 'stored' | 'deflate';
  /** Bytes as packed, and bytes of content; null when only the data's own end tells. Never null for stored data. */
  readonly packedSize: number | null;
  readonly size: number | null;
  readonly hash: boolean;
  /** Content of at most this many bytes is kept. */
  readonly keep: number;
}

/** What an entry's data was. */
export interface ZipContent extends ZipMeasure {
  /** Lowercase hex, when it was wanted. */
  readonly sha256?: string;
  /** The content, when it was small enough to be kept. Good until the next step. */
  readonly bytes?: Uint8Array;
}

/** Asks for an entry's data to be read. */
export class AskContent {
  /** Set by who answers. */
  answer: ZipContent | ProblemCode = 'zip-truncated';
  readonly plan: ContentPlan;

  constructor(plan: ContentPlan) {
    this.plan = plan;
  }
}

/** A part of a walk: yields what it asks for, and returns what it found. */
export type Steps<T> = Generator<AskBytes | AskContent, T, undefined>;
