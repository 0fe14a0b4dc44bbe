/** Base64url without padding (RFC 7515 §2), with one text for one byte string. */

import { Buffer } from 'node:buffer';

/** The bytes of canonical base64url; null for any other text. */
export function decodeBase64Url(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
}

/** Canonical base64url. */
export function encodeBase64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
}
