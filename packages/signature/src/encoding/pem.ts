/** PEM (RFC 7468), strictly: one block, canonical base64, nothing before or after it. */

import { decodeBase64 } from './base64.js';

/** One block: what its label says and the bytes it holds. */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

const begin = '-----BEGIN ';
const end = '-----END ';
const dashes = '-----';

/**
 * Reads exactly one PEM block; null for anything else. Lines end in LF or CR LF; white space after the block is accepted,
 * text before it, headers and characters outside canonical base64 are not.
 */
export function decodePem(text: string): PemBlock | null {
  const lines = text.trimEnd().split('\n').map(withoutCarriageReturn);
  const first = lines[0] ?? '';
  const last = lines.at(-1) ?? '';
  if (lines.length < 3 || !first.startsWith(begin) || !first.endsWith(dashes)) return null;
  const label = first.slice(begin.length, -dashes.length);
  if (label === '' || last !== `${end}${label}${dashes}`) return null;
  const bytes = decodeBase64(lines.slice(1, -1).join(''));
  return bytes === null || bytes.length === 0 ? null : { label, bytes };
}

function withoutCarriageReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
