/** The records that end a ZIP archive (APPNOTE §4.3.14-16): they must say what was found before them. */

import { elsewhere16, elsewhere32, u16, u32, u64, zipSignature } from './zip-layout.js';
import type { ProblemCode } from './archive-problems.js';

/** What was found going forwards. */
export interface FoundDirectory {
  readonly entries: number;
  /** Where the central directory starts, and its bytes. */
  readonly offset: number;
  readonly size: number;
}

/** Bytes that follow the size field of a ZIP64 end record without extensible data. */
const plainRecordSize = 44;

/** Why a ZIP64 end record is refused. */
export function end64Problem(record: Uint8Array, found: FoundDirectory): ProblemCode | null {
  if (u32(record, 16) !== 0 || u32(record, 20) !== 0) return 'zip-disks';
  const right =
    u64(record, 4) === plainRecordSize &&
    u64(record, 24) === found.entries &&
    u64(record, 32) === found.entries &&
    u64(record, 40) === found.size &&
    u64(record, 48) === found.offset;
  return right ? null : 'zip64-end';
}

/** Why a ZIP64 locator is refused; `at`: where the end record before it starts. */
export function locatorProblem(locator: Uint8Array, at: number): ProblemCode | null {
  if (u32(locator, 0) !== zipSignature.locator64) return 'zip64-end';
  if (u32(locator, 4) !== 0 || u32(locator, 16) !== 1) return 'zip-disks';
  return u64(locator, 8) === at ? null : 'zip64-end';
}

/** Why an end record is refused. `zip64`: a ZIP64 end record stands before it, to which its fields may point. */
export function endProblem(record: Uint8Array, found: FoundDirectory, zip64: boolean): ProblemCode | null {
  if (u16(record, 4) !== 0 || u16(record, 6) !== 0) return 'zip-disks';
  const away = zip64 ? { short: elsewhere16, long: elsewhere32 } : { short: -1, long: -1 };
  const is = (value: number, real: number, other: number) => value === other || value === real;
  const right =
    is(u16(record, 8), found.entries, away.short) &&
    is(u16(record, 10), found.entries, away.short) &&
    is(u32(record, 12), found.size, away.long) &&
    is(u32(record, 16), found.offset, away.long);
  const pointed = u16(record, 8) === elsewhere16 || u32(record, 12) === elsewhere32 || u32(record, 16) === elsewhere32;
  return right && (zip64 || !pointed) ? null : 'zip-end';
}

const signatures: ReadonlySet<number> = new Set(Object.values(zipSignature));

/** True when a comment holds the signature of a record, where some readers would find another end or another entry. */
export function holdsRecord(comment: Uint8Array): boolean {
  for (let at = comment.indexOf(0x50); at >= 0; at = comment.indexOf(0x50, at + 1)) {
    if (signatures.has(u32(comment, at))) return true;
  }
  return false;
}
