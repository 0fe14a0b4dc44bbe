/**
 * The records of one PAX extended header (POSIX.1-2017 pax, "pax Extended Header"): `length SP keyword=value LF`.
 *
 * Readers disagree on malformed blocks (node-tar goes line by line, Python by length, others stop), so only blocks that
 * all of them read alike have records here.
 */

import type { ProblemCode } from './archive-problems.js';
import { decodeText } from './tar-text.js';

/** What the records say about the next entry. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkPath?: string;
  readonly size?: number;
  /** True when any keyword but `comment` is there. */
  readonly beyondComment: boolean;
  /** True when a keyword of a vendor is there that clients ignore. */
  readonly vendor: boolean;
}

/** Keywords in common use that change neither an entry's name, type nor extent. */
const harmless: ReadonlySet<string> = new Set([
  'atime',
  'ctime',
  'mtime',
  'uid',
  'gid',
  'uname',
  'gname',
  'charset',
  'SCHILY.dev',
  'SCHILY.ino',
  'SCHILY.nlink',
]);

/** Vendors' keywords that change what an entry is in at least one reader. */
const dangerousVendors = ['GNU.', 'SCHILY.realsize', 'SCHILY.filetype', 'SCHILY.offset', 'SUN.holesdata'];

const utf8Names = 'ISO-IR 10646 2000 UTF-8';

/** Reads all records of `block`, or says why not. */
export function readPaxRecords(block: Uint8Array): PaxRecords | ProblemCode {
  const values = new Map<string, string>();
  let vendor = false;
  for (let at = 0; at < block.length;) {
    const record = readRecord(block, at);
    if (typeof record === 'string') return record;
    if (values.has(record.key)) return 'extension-conflict';
    const kind = kindOf(record.key, record.value);
    if (kind === 'refused') return 'extension-key';
    vendor ||= kind === 'vendor';
    values.set(record.key, record.value);
    at = record.end;
  }
  return gather(values, vendor);
}

function gather(values: ReadonlyMap<string, string>, vendor: boolean): PaxRecords | ProblemCode {
  const path = values.get('path');
  const linkPath = values.get('linkpath');
  const sizeText = values.get('size');
  const size = sizeText === undefined ? undefined : decimal(sizeText);
  if (size === null || path === '' || linkPath === '') return 'extension-malformed';
  return {
    ...(path === undefined ? {} : { path }),
    ...(linkPath === undefined ? {} : { linkPath }),
    ...(size === undefined ? {} : { size }),
    beyondComment: values.size > (values.has('comment') ? 1 : 0),
    vendor,
  };
}

/** A line feed in a keyword would start a record for readers that go by lines. */
const printable = /^[ -~]+$/;

interface PaxRecord {
  readonly key: string;
  readonly value: string;
  readonly end: number;
}

function readRecord(block: Uint8Array, start: number): PaxRecord | ProblemCode {
  const space = block.indexOf(0x20, start);
  // More than seven digits would be larger than any header that is read.
  if (space <= start || space - start > 7) return 'extension-malformed';
  const length = decimal(decodeText(block, start, space) ?? '');
  const end = start + (length ?? 0);
  if (length === null || end > block.length || end <= space + 1 || block[end - 1] !== 0x0a)
    return 'extension-malformed';
  const equals = block.indexOf(0x3d, space);
  if (equals <= space + 1 || equals >= end) return 'extension-malformed';
  const key = decodeText(block, space + 1, equals);
  if (key === null || !printable.test(key)) return 'extension-malformed';
  return readValue(block, { key, start: equals + 1, end });
}

function readValue(block: Uint8Array, record: { key: string; start: number; end: number }): PaxRecord | ProblemCode {
  const { key, start, end } = record;
  if (hidesRecord(block, start, end - 1)) return 'extension-malformed';
  if (isVendor(key)) return { key, value: '', end };
  const value = decodeText(block, start, end - 1);
  if (value === null) return key === 'path' || key === 'linkpath' ? 'name-not-utf8' : 'extension-malformed';
  if (value.includes('\0')) return 'name-nul';
  if (value.includes('\n')) return 'extension-malformed';
  return { key, value, end };
}

/** True when a line inside a value starts like a record: a reader that goes line by line would take it for one. */
function hidesRecord(block: Uint8Array, start: number, end: number): boolean {
  for (let at = block.indexOf(0x0a, start); at >= 0 && at < end; at = block.indexOf(0x0a, at + 1)) {
    const next = block[at + 1] ?? 0;
    const startsNumber =
      next <= 0x20 || next === 0x2b || next === 0x2d || (next >= 0x30 && next <= 0x39) || next > 0x7f;
    if (startsNumber) return true;
  }
  return false;
}

/** POSIX leaves keywords `VENDOR.name` to vendors. */
function isVendor(key: string): boolean {
  return key.includes('.');
}

function kindOf(key: string, value: string): 'known' | 'vendor' | 'refused' {
  if (key === 'path' || key === 'linkpath' || key === 'size' || key === 'comment' || harmless.has(key)) return 'known';
  if (key === 'hdrcharset') return value === utf8Names ? 'known' : 'refused';
  if (!isVendor(key)) return 'refused';
  return dangerousVendors.some((prefix) => key.startsWith(prefix)) ? 'refused' : 'vendor';
}

/** Decimal digits without sign, leading zero or space, at most 2^53 - 1; null otherwise. */
function decimal(digits: string): number | null {
  if (digits.length > 16 || !/^(?:0|[1-9][0-9]*)$/.test(digits)) return null;
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : null;
}
