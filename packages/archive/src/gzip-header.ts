/** The header of a gzip member (RFC 1952 §2.3). */

import { crc32 } from 'node:zlib';

/** Header bytes that are looked at: fixed part, the longest extra field, a name and a comment. */
const maxGzipHeaderBytes = 72 * 1024;

const flag = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

/**
 * Where the compressed data starts in `bytes`. `short`: the header goes on after `bytes`. `bad`: it is none, uses
 * reserved flags, or does not match its own CRC.
 */
export function gzipDataStart(bytes: Uint8Array): number | 'short' | 'bad' {
  const fixed = [0x1f, 0x8b, 8];
  for (let i = 0; i < fixed.length && i < bytes.length; i++) if (bytes[i] !== fixed[i]) return 'bad';
  if (bytes.length < 10) return 'short';
  const flags = bytes[3] ?? 0;
  if ((flags & flag.reserved) !== 0) return 'bad';
  let end: number | 'short' = 10;
  if ((flags & flag.extra) !== 0) end = afterExtra(bytes, end);
  if ((flags & flag.name) !== 0) end = afterText(bytes, end);
  if ((flags & flag.comment) !== 0) end = afterText(bytes, end);
  const tooLong = end === 'short' ? bytes.length >= maxGzipHeaderBytes : end > maxGzipHeaderBytes;
  if (tooLong) return 'bad';
  return end !== 'short' && (flags & flag.headerCrc) !== 0 ? afterHeaderCrc(bytes, end) : end;
}

function afterExtra(bytes: Uint8Array, at: number): number | 'short' {
  if (bytes.length < at + 2) return 'short';
  const end = at + 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  return end <= bytes.length ? end : 'short';
}

/** File name and comment end at a NUL; they are shown nowhere and used for nothing. */
function afterText(bytes: Uint8Array, at: number | 'short'): number | 'short' {
  if (at === 'short') return at;
  const nul = bytes.indexOf(0, at);
  return nul < 0 ? 'short' : nul + 1;
}

function afterHeaderCrc(bytes: Uint8Array, at: number): number | 'short' | 'bad' {
  if (bytes.length < at + 2) return 'short';
  const stored = (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  return stored === (crc32(bytes.subarray(0, at)) & 0xffff) ? at + 2 : 'bad';
}
