/**
 * One 512-byte tar header, read strictly: POSIX.1-1988 ustar, GNU tar and the old form without a magic.
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
  /** False for the old form without a magic. */
  readonly magic: boolean;
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
} as const;

/** Reads the header at `at`; `block` holds at least 512 bytes from there. */
export function readTarHeader(block: Uint8Array, at: number): TarHeader | ProblemCode {
  const checksum = octal(block, at, field.checksum);
  if (checksum < 0 || checksum !== sumOf(block, at)) return 'tar-checksum';
  const mode = octal(block, at, field.mode);
  const size = octal(block, at, field.size);
  if (mode < 0 || size < 0 || !plainNumbers(block, at)) return 'tar-number';
  const kind = magicOf(block, at);
  if (kind === 'unknown') return 'tar-magic';
  const path = pathOf(block, at, kind);
  if (typeof path !== 'string') return path.code;
  const linkName = text(block, at, field.linkName);
  if (typeof linkName !== 'string') return linkName.code;
  return { path, mode, size, type: block[at + 156] ?? 0, linkName, magic: kind !== 'old' };
}

/** True when all 512 bytes from `at` are zero: half of an end marker. */
export function isZeroBlock(block: Uint8Array, at: number): boolean {
  for (let i = at; i < at + blockSize; i++) if (block[i] !== 0) return false;
  return true;
}

/** Sum of the header's bytes as unsigned numbers, with the checksum field taken for spaces. */
function sumOf(block: Uint8Array, at: number): number {
  let sum = 8 * 0x20;
  for (let i = at; i < at + 148; i++) sum += block[i] ?? 0;
  for (let i = at + 156; i < at + blockSize; i++) sum += block[i] ?? 0;
  return sum;
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

/** User and group numbers above 2097151 are written in base-256 by every writer and skipped by every reader. */
function ownerNumber(block: Uint8Array, at: number, owner: Field): boolean {
  const first = block[at + owner[0]];
  return first === 0x80 || first === 0xff || octal(block, at, owner) >= 0;
}

/** `prefixed` is ustar as POSIX has it: only there do all readers know a prefix. */
type Magic = 'prefixed' | 'unprefixed' | 'old' | 'unknown';

function magicOf(block: Uint8Array, at: number): Magic {
  const start = at + 257;
  if (equals(block, start, [0, 0, 0, 0, 0, 0, 0, 0])) return 'old';
  if (!equals(block, start, [0x75, 0x73, 0x74, 0x61, 0x72])) return 'unknown';
  return equals(block, start + 5, [0, 0x30, 0x30]) ? 'prefixed' : 'unprefixed';
}

function equals(block: Uint8Array, at: number, bytes: readonly number[]): boolean {
  for (let i = 0; i < bytes.length; i++) if (block[at + i] !== bytes[i]) return false;
  return true;
}

interface Unreadable {
  readonly code: ProblemCode;
}

function pathOf(block: Uint8Array, at: number, kind: Magic): string | Unreadable {
  const name = text(block, at, field.name);
  if (typeof name !== 'string' || block[at + 345] === 0) return rest(block, at, name);
  // node-tar applies a prefix only in exact ustar headers; Python and RubyGems always do.
  if (kind !== 'prefixed') return { code: 'tar-prefix' };
  const prefix = text(block, at, field.prefix);
  return typeof prefix === 'string' ? `${prefix}/${name}` : prefix;
}

/** Without a prefix, its field must be blank to the end: RubyGems does not stop at a NUL. */
function rest(block: Uint8Array, at: number, name: string | Unreadable): string | Unreadable {
  if (typeof name !== 'string') return name;
  const [offset, length] = field.prefix;
  return isBlank(block, at + offset, at + offset + length) ? name : { code: 'tar-prefix' };
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
