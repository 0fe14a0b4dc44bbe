/** Keys and certificates as they stand in a policy: base64 and PEM, strictly. */

/** Bytes of canonical base64 (RFC 4648 §4, padded); null for anything else. */
export function bytesOfBase64(text: string): Uint8Array | null {
  const decoded = decode(text);
  // The platform decodes with forgiveness; only the canonical text comes out again.
  if (decoded === null || decoded === '' || btoa(decoded) !== text) return null;
  return Uint8Array.from(decoded, (char) => char.charCodeAt(0));
}

function decode(text: string): string | null {
  try {
    return atob(text);
  } catch {
    return null;
  }
}

/** Canonical base64 of a PEM block's bytes. The shape has settled its first and last line. */
export function base64OfPem(pem: string): string {
  const [, ...lines] = pem.trim().split(/\r?\n/);
  return lines.slice(0, -1).join('');
}

/** True for exactly one DER sequence (X.690 §8.1.3: a definite length in its shortest form), which keys and certificates are. */
export function isDerSequence(bytes: Uint8Array): boolean {
  const [tag, first = 0] = bytes;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.slice(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  return tag === 0x30 && lengthBytes <= 4 && bytes.length > 2 && bytes.length === start + length;
}
