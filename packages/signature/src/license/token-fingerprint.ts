import { digestOf } from '@assay/model';

/** The token without ASCII white space (tab, line feed, vertical tab, form feed, carriage return, space), wherever it stands. */
export function withoutWhiteSpace(token: Uint8Array): Uint8Array {
  const kept = new Uint8Array(token.length);
  let length = 0;
  for (const byte of token) if (!isWhiteSpace(byte)) kept[length++] = byte;
  return kept.subarray(0, length);
}

/**
 * The name by which a token is expected or revoked: SHA-256, in lowercase hex, of its bytes without ASCII white space. So it is in
 * Karafka's list of revoked licences, and a token wrapped into lines or ended by a line feed keeps its name.
 */
export function tokenFingerprint(token: Uint8Array): string {
  return digestOf('sha256', withoutWhiteSpace(token)).value;
}

/**
 * The token without ASCII white space before and after it. No other: what is passed over here and not by {@link tokenFingerprint}
 * would give a revoked token a second name.
 */
export function trimWhiteSpace(token: Uint8Array): Uint8Array {
  const start = token.findIndex((byte) => !isWhiteSpace(byte));
  const end = token.findLastIndex((byte) => !isWhiteSpace(byte));
  return start < 0 ? token.subarray(0, 0) : token.subarray(start, end + 1);
}

function isWhiteSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
