/**
 * One 512-byte tar header, read strictly: POSIX.1-1988 ustar and GNU tar.
 *
 * Every byte is the attacker's. Where readers in the field (node-tar, tar-stream, RubyGems, Python's tarfile, libarchive)
 * take a byte string for different values, there is no value here but a problem code.
 */

import type { ProblemCode } from './archive-problems.js';
import { decodeText } from './tar-text.js';

export const blockSize = 512;

/** A header's fields. `prefix` and `name` are joined already. */
export interface TarHeader {
  readonly path: string;
  readonly mode: number;
  readonly size: number;
  /** The type flag's byte; 0 is the old form of '0'. */
  readonly type: number;
  readonly linkName: string;
  /** True when access and change time stand in the last bytes of the prefix field, as star and older npm write them. */
  readonly starTimes: boolean;
}

/** Offsets and lengths of the fields (POSIX.1-2017 pax, "ustar Interchange Format"). */
const field = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  linkName: [157, 100],
  devMajor: [329, 8],
  devMinor: [337, 8],
  prefix: [345, 155],
  starAtime: [476, 12],
  starCtime: [488, 12],
} as const;

/** Reads the header at `at`; `block` holds at least 512 bytes from there. */
export function readTarHeader(block: Uint8Array, at: number): TarHeader | ProblemCode {
  const sums = sumsOf(block, at);
  if (octal(block, at, field.checksum) !== sums.all) return 'tar-checksum';
  const mode = octal(block, at, field.mode);
  const size = octal(block, at, field.size);
  if (mode < 0 || size < 0 || !plainNumbers(block, at)) return 'tar-number';
  const kind = magicOf(block, at);
  if (kind === 'unknown') return 'tar-magic';
  const name = text(block, at, field.name);
  if (typeof name !== 'string') return name.code;
  const linkName = sums.linkName === 0 ? '' : text(block, at, field.linkName);
  if (typeof linkName !== 'string') return linkName.code;
  const header = { mode, size, type: block[at + 156] ?? 0, linkName };
  if (sums.prefix === 0) return { path: name, ...header, starTimes: false };
  // node-tar applies a prefix only in exact ustar headers; Python and RubyGems always do.
  if (kind !== 'prefixed') return 'tar-prefix';
  const starTimes = hasStarTimes(block, at);
  const prefix = prefixOf(block, at, starTimes);
  return prefix === null ? 'tar-prefix' : { path: prefix + name, ...header, starTimes };
}

/** True when all 512 bytes from `at` are zero: half of an end marker. */
export function isZeroBlock(block: Uint8Array, at: number): boolean {
  for (let i = at; i < at + blockSize; i++) if (block[i] !== 0) return false;
  return true;
}

/** Sums of bytes; a field whose sum is 0 is blank. */
interface Sums {
  /** Of the whole header, with the checksum field taken for spaces. */
  readonly all: number;
  readonly linkName: number;
  readonly prefix: number;
}

function sumsOf(block: Uint8Array, at: number): Sums {
  const linkName = sum(block, at + 157, at + 257);
  const prefix = sum(block, at + 345, at + 500);
  const rest = sum(block, at, at + 148) + sum(block, at + 257, at + 345) + sum(block, at + 500, at + blockSize);
  return { all: rest + (block[at + 156] ?? 0) + linkName + prefix + 8 * 0x20, linkName, prefix };
}

function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += bytes[i] ?? 0;
  return total;
}

type Field = readonly [offset: number, length: number];

/**
 * Leading spaces, octal digits, then nothing but NUL and space; blank is 0. -1 for anything else: signs, garbage that
 * parseInt would skip, base-256, digits after a NUL.
 */
function octal(block: Uint8Array, at: number, [offset, length]: Field): number {
  let i = at + offset;
  const end = i + length;
  while (i < end && block[i] === 0x20) i++;
  let value = 0;
  for (; i < end; i++) {
    const digit = (block[i] ?? 0) - 0x30;
    if (digit < 0 || digit > 7) break;
    value = value * 8 + digit;
  }
  for (; i < end; i++) if (block[i] !== 0 && block[i] !== 0x20) return -1;
  return value;
}

/** Numbers that Assay does not use; readers that parse them strictly stop at a malformed one, others go on. */
function plainNumbers(block: Uint8Array, at: number): boolean {
  return (
    octal(block, at, field.mtime) >= 0 &&
    octal(block, at, field.devMajor) >= 0 &&
    octal(block, at, field.devMinor) >= 0 &&
    ownerNumber(block, at, field.uid) &&
    ownerNumber(block, at, field.gid)
  );
}

/**
 * User and group numbers above 2097151 are written in base-256 by every writer. Readers agree on those up to 2^53 - 1:
 * node-tar takes a header with a larger one for content.
 */
function ownerNumber(block: Uint8Array, at: number, owner: Field): boolean {
  const start = at + owner[0];
  return block[start] === 0x80 ? (block[start + 1] ?? 0) < 0x20 : octal(block, at, owner) >= 0;
}

/** `prefixed` is ustar as POSIX has it: only there do all readers know a prefix. `plain` is GNU's. */
type Magic = 'prefixed' | 'plain' | 'unknown';

/** Magic and version together; tar-stream reads no other kind, not even the old one without a magic. */
function magicOf(block: Uint8Array, at: number): Magic {
  const start = at + 257;
  if (!equals(block, start, [0x75, 0x73, 0x74, 0x61, 0x72])) return 'unknown';
  if (equals(block, start + 5, [0, 0x30, 0x30])) return 'prefixed';
  return equals(block, start + 5, [0x20, 0x20, 0]) ? 'plain' : 'unknown';
}

function equals(block: Uint8Array, at: number, bytes: readonly number[]): boolean {
  for (let i = 0; i < bytes.length; i++) if (block[at + i] !== bytes[i]) return false;
  return true;
}

interface Unreadable {
  readonly code: ProblemCode;
}

/** The prefix with the slash that follows it; empty for none, null when readers differ on it. */
function prefixOf(block: Uint8Array, at: number, starTimes: boolean): string | null {
  const [offset, length] = field.prefix;
  const prefix = text(block, at, [offset, starTimes ? field.starAtime[0] - offset : length]);
  if (typeof prefix !== 'string') return null;
  return prefix === '' ? '' : `${prefix}/`;
}

/** star's form of the field: 131 bytes of prefix, the last a NUL, then two times. Readers stop at the NUL; RubyGems does not. */
function hasStarTimes(block: Uint8Array, at: number): boolean {
  const end = at + field.starAtime[0];
  if (block[end - 1] !== 0 || isBlank(block, end, at + blockSize - 12)) return false;
  return octal(block, at, field.starAtime) >= 0 && octal(block, at, field.starCtime) >= 0;
}

function text(block: Uint8Array, at: number, [offset, length]: Field): string | Unreadable {
  const start = at + offset;
  let end = start;
  while (end < start + length && block[end] !== 0) end++;
  if (!isBlank(block, end, start + length)) return { code: 'tar-stale-bytes' };
  return decodeText(block, start, end) ?? { code: 'name-not-utf8' };
}

function isBlank(block: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (block[i] !== 0) return false;
  return true;
}
