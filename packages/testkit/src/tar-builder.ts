/**
 * Tar archives with any mistake one could want: every header field can be given as raw bytes. `writeTar` is for honest
 * archives; this is for the others.
 */

import { gzip } from './gzip.js';
import { bytesOf } from './bytes-of.js';

type Raw = string | Uint8Array;

/** One header and what follows it. What is not given is as an honest ustar file has it. */
export interface RawTarEntry {
  /** The name field, at most 100 bytes, not NUL-terminated when all are used. */
  readonly name?: Raw;
  /** Numbers are written as octal digits and a NUL; texts and bytes as they are. */
  readonly mode?: number | Raw;
  readonly uid?: number | Raw;
  readonly gid?: number | Raw;
  /** Defaults to the content's length. */
  readonly size?: number | Raw;
  readonly mtime?: number | Raw;
  /** `unsigned` (right), `signed` (as old Sun tars have it), or the field itself. */
  readonly checksum?: 'unsigned' | 'signed' | { readonly field: Raw };
  /** The type flag, one character; '0' by default. */
  readonly type?: string;
  readonly linkName?: Raw;
  /** Magic and version: `ustar`, `gnu`, `none`, or the eight bytes. */
  readonly magic?: 'ustar' | 'gnu' | 'none' | { readonly field: Raw };
  readonly prefix?: Raw;
  /** Bytes to put at offsets of the header, before the checksum is made. */
  readonly patch?: readonly (readonly [offset: number, bytes: Raw])[];
  readonly content?: Raw;
  /** Fills the content up to a multiple of 512; zero by default. */
  readonly paddingByte?: number;
}

const block = 512;

const magics = { ustar: 'ustar\x0000', gnu: 'ustar  \0', none: '' };

/** The header, content and padding of one entry. */
export function rawTarEntry(entry: RawTarEntry = {}): Uint8Array {
  const content = bytesOf(entry.content ?? '');
  const out = new Uint8Array(block + Math.ceil(content.length / block) * block);
  out.set(rawTarHeader({ size: content.length, ...entry }));
  out.set(content, block);
  out.fill(entry.paddingByte ?? 0, block + content.length);
  return out;
}

/** Entries (or any bytes) and then zero blocks: two are the end marker. */
export function rawTar(parts: readonly (RawTarEntry | Uint8Array)[], zeroBlocks = 2): Uint8Array {
  const entries = parts.map((part) => (part instanceof Uint8Array ? part : rawTarEntry(part)));
  return joinBytes([...entries, new Uint8Array(zeroBlocks * block)]);
}

/** A gzipped raw tar. */
export function rawTgz(parts: readonly (RawTarEntry | Uint8Array)[], zeroBlocks = 2): Uint8Array {
  return gzip(rawTar(parts, zeroBlocks));
}

/** What a raw gem is made of; leave a member out to have the honest one, give null to have none. */
export interface RawGem {
  readonly metadata?: Raw | null;
  /** Entries of data.tar.gz. */
  readonly data?: readonly (RawTarEntry | Uint8Array)[] | null;
  /** More members, or the same ones again. */
  readonly extra?: readonly (RawTarEntry | Uint8Array)[];
}

/** A gem whose every part can be wrong. */
export function rawGem({
  metadata = '--- {}\n',
  data = [{ name: 'lib/a.rb', content: 'a' }],
  extra = [],
}: RawGem = {}): Uint8Array {
  const members: (RawTarEntry | Uint8Array)[] = [];
  if (metadata !== null) members.push({ name: 'metadata.gz', content: gzip(bytesOf(metadata)) });
  if (data !== null) members.push({ name: 'data.tar.gz', content: rawTgz(data) });
  return rawTar([...members, ...extra]);
}

/** A PAX extended header entry; records given as pairs are encoded rightly, a text is taken as it is. */
export function paxEntry(records: Raw | readonly (readonly [string, string])[], entry: RawTarEntry = {}): RawTarEntry {
  const content =
    typeof records === 'string' || records instanceof Uint8Array
      ? records
      : records.map(([key, value]) => paxRecord(key, value)).join('');
  return { name: 'PaxHeader/x', type: 'x', content, ...entry };
}

/** One PAX record, its length counted as POSIX says: in bytes, its own digits included. */
export function paxRecord(key: string, value: string): string {
  const rest = bytesOf(` ${key}=${value}\n`).length;
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${key}=${value}\n`;
}

/** A GNU long name (`L`) or long link (`K`) entry for the next one. */
export function gnuLong(type: 'L' | 'K', text: Raw, entry: RawTarEntry = {}): RawTarEntry {
  const content = joinBytes([bytesOf(text), Uint8Array.of(0)]);
  return { name: '././@LongLink', type, magic: 'gnu', content, ...entry };
}

/** All bytes, one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function rawTarHeader(entry: RawTarEntry): Uint8Array {
  const out = new Uint8Array(block);
  const put = (offset: number, value: Raw | undefined) => {
    out.set(bytesOf(value ?? ''), offset);
  };
  put(0, entry.name ?? 'package/a');
  put(100, number(entry.mode ?? 0o644, 7));
  put(108, number(entry.uid ?? 0, 7));
  put(116, number(entry.gid ?? 0, 7));
  put(124, number(entry.size ?? 0, 11));
  put(136, number(entry.mtime ?? 0, 11));
  put(156, entry.type ?? '0');
  put(157, entry.linkName);
  put(257, typeof entry.magic === 'object' ? entry.magic.field : magics[entry.magic ?? 'ustar']);
  put(345, entry.prefix);
  for (const [offset, bytes] of entry.patch ?? []) put(offset, bytes);
  put(148, checksum(out, entry.checksum ?? 'unsigned'));
  return out;
}

function number(value: number | Raw, digits: number): Raw {
  return typeof value === 'number' ? value.toString(8).padStart(digits, '0') : value;
}

function checksum(header: Uint8Array, kind: NonNullable<RawTarEntry['checksum']>): Raw {
  if (typeof kind === 'object') return kind.field;
  const sign = (byte: number) => (kind === 'signed' && byte > 127 ? byte - 256 : byte);
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0 : sign(byte)), 8 * 32);
  return `${sum.toString(8).padStart(6, '0')}\0 `;
}
