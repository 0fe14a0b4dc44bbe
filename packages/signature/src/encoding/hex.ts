/** Hexadecimal with one text for one byte string. */

import { Buffer } from 'node:buffer';

/** The bytes of lowercase hex; null for uppercase, odd lengths and anything else. */
export function decodeHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) return null;
  const bytes = Buffer.from(text, 'hex');
  return bytes.toString('hex') === text ? bytes : null;
}

/** Lowercase hex. */
export function encodeHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
