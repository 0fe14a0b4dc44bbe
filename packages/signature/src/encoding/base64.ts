/**
 * Base64 (RFC 4648 §4) with one text for one byte string: the platform's decoder skips garbage and ignores what is left
 * in the last character, so a signature could be spelled in many ways (THREATS row 11).
 */

import { Buffer } from 'node:buffer';

/** The bytes of canonical, padded base64; null for any other text, white space and the URL alphabet included. */
export function decodeBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** Canonical, padded base64. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
