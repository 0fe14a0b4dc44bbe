/** Reads an open file once, in pieces, and tells whether it stayed the same meanwhile. */

import { fstatSync, readSync, type Stats } from 'node:fs';
import type { Pace } from './pace.js';

const chunkBytes = 256 * 1024;

/** How reading ended. */
type FileEnd = 'whole' | 'changed';

/** What is read, and at whose pace. */
export interface OpenFile {
  readonly descriptor: number;
  /** As it was before reading. */
  readonly stats: Stats;
  readonly pace: Pace;
}

/** The bytes of a regular file in pieces, and at the end how it went. Never reads on beyond the size it had. Throws the system's error. */
export async function* readOpenFile({ descriptor, stats, pace }: OpenFile): AsyncGenerator<Uint8Array, FileEnd> {
  let at = 0;
  for (;;) {
    const buffer = Buffer.allocUnsafe(Math.min(chunkBytes, stats.size - at + 1));
    const count = readSync(descriptor, buffer, 0, buffer.length, at);
    if (count === 0) break;
    at += count;
    if (at > stats.size) return 'changed';
    yield buffer.subarray(0, count);
    if (pace.isDue()) await pace.rest();
  }
  return at === stats.size && isSame(stats, fstatSync(descriptor)) ? 'whole' : 'changed';
}

/** Shows each piece to `look` and tells how reading ended. */
export async function readThrough(file: OpenFile, look: (chunk: Uint8Array) => void): Promise<FileEnd> {
  const chunks = readOpenFile(file);
  for (;;) {
    const { done, value } = await chunks.next();
    if (done === true) return value;
    look(value);
  }
}

/** The bytes of a regular file; null when it changed. The caller has looked at its size. */
export function readWhole({ descriptor, stats }: Pick<OpenFile, 'descriptor' | 'stats'>): Uint8Array | null {
  const buffer = Buffer.allocUnsafe(stats.size + 1);
  let at = 0;
  while (at < buffer.length) {
    const count = readSync(descriptor, buffer, at, buffer.length - at, at);
    if (count === 0) break;
    at += count;
  }
  return at === stats.size && isSame(stats, fstatSync(descriptor)) ? buffer.subarray(0, at) : null;
}

function isSame(before: Stats, after: Stats): boolean {
  return before.size === after.size && before.mtimeMs === after.mtimeMs && before.ctimeMs === after.ctimeMs;
}
