/** A header of the central directory (APPNOTE §4.3.12): what most readers go by. It must say what the local header said. */

import type { ProblemCode } from './archive-problems.js';
import { readZipExtra } from './zip-extra.js';
import { elsewhere32, u16, u32, u64 } from './zip-layout.js';
import { featureProblem, zipName } from './zip-local.js';
import type { ZipMeasure } from './zip-descriptor.js';

/** An entry as it was met going forwards. */
export interface MetEntry extends ZipMeasure {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  /** Where its local header starts. */
  readonly offset: number;
}

/** What the central directory alone knows. */
export interface ZipCentral {
  /** Version made by, with the system in the high byte. */
  readonly madeBy: number;
  /** External attributes: DOS bits in the low half, a Unix mode in the high one. */
  readonly external: number;
  readonly commented: boolean;
}

/** What differs, for the problem's detail. */
export interface ZipMismatch {
  readonly code: ProblemCode;
  readonly what?: string;
}

/** A header's fixed part, and what follows it. */
export interface CentralBytes {
  readonly head: Uint8Array;
  readonly name: Uint8Array;
  readonly extra: Uint8Array;
}

/** Reads a header and compares it with the entry it must be about. */
export function readZipCentral({ head, name, extra }: CentralBytes, met: MetEntry): ZipCentral | ZipMismatch {
  const flags = u16(head, 8);
  const method = u16(head, 10);
  const unreadable = featureProblem(u16(head, 6), flags, method);
  if (unreadable !== null) return { code: unreadable };
  const fields = readZipExtra(extra, name);
  if (typeof fields === 'string') return { code: fields };
  if (u16(head, 34) !== 0) return { code: 'zip-disks' };
  const numbers = centralNumbers(head, fields.zip64);
  if (numbers === null) return { code: 'zip64-sizes' };
  const stated = { path: zipName(name, flags), flags, method, crc: u32(head, 16), ...numbers };
  const what = difference(stated, met);
  if (what !== null) return { code: 'zip-central', what };
  return { madeBy: u16(head, 4), external: u32(head, 38), commented: u16(head, 32) > 0 };
}

interface CentralNumbers {
  readonly size: number;
  readonly packedSize: number;
  readonly offset: number;
}

/** The ZIP64 field holds exactly the numbers whose own fields point to it, in this order (APPNOTE §4.5.3). */
function centralNumbers(head: Uint8Array, zip64: Uint8Array | undefined): CentralNumbers | null {
  let at = 0;
  const resolve = (value: number): number => {
    if (value !== elsewhere32) return value;
    at += 8;
    return zip64 === undefined || at > zip64.length ? Infinity : u64(zip64, at - 8);
  };
  const size = resolve(u32(head, 24));
  const packedSize = resolve(u32(head, 20));
  const offset = resolve(u32(head, 42));
  const exact = zip64 === undefined ? at === 0 : at > 0 && at === zip64.length;
  return exact ? { size, packedSize, offset } : null;
}

type Comparable = Omit<MetEntry, 'path'> & { readonly path: string | null };

const compared = [
  ['path', 'name'],
  ['offset', 'place'],
  ['flags', 'flags'],
  ['method', 'method'],
  ['crc', 'CRC-32'],
  ['packedSize', 'compressed size'],
  ['size', 'size'],
] as const;

function difference(stated: Comparable, met: MetEntry): string | null {
  for (const [key, word] of compared) if (stated[key] !== met[key]) return word;
  return null;
}
