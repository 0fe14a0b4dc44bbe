/** Lists of signed certificate timestamps in certificates (RFC 6962 §3.2 and §3.3), in TLS encoding. */

/** A signed certificate timestamp. Nothing is verified. */
export interface Sct {
  readonly version: number;
  readonly logId: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly hashAlgorithm: number;
  readonly signatureAlgorithm: number;
}

/** The timestamps in a list, every byte of it accounted for; null for a list that is malformed. */
export function parseSctList(bytes: Uint8Array): readonly Sct[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 2 || view.getUint16(0) !== bytes.length - 2) return null;
  const scts: Sct[] = [];
  let at = 2;
  while (at < bytes.length) {
    const length = at + 2 <= bytes.length ? view.getUint16(at) : 0;
    const sct = at + 2 + length <= bytes.length ? parseSct(bytes.subarray(at + 2, at + 2 + length)) : null;
    if (sct === null) return null;
    scts.push(sct);
    at += 2 + length;
  }
  return scts;
}

const logIdLength = 32;
const extensionsAt = 1 + logIdLength + 8;

function parseSct(bytes: Uint8Array): Sct | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < extensionsAt + 2) return null;
  const time = view.getBigUint64(1 + logIdLength);
  const algorithmAt = extensionsAt + 2 + view.getUint16(extensionsAt);
  if (time > 253_402_300_799_999n || bytes.length < algorithmAt + 4) return null;
  if (view.getUint16(algorithmAt + 2) !== bytes.length - algorithmAt - 4) return null;
  return {
    version: view.getUint8(0),
    logId: bytes.subarray(1, 1 + logIdLength),
    time: Number(time),
    hashAlgorithm: view.getUint8(algorithmAt),
    signatureAlgorithm: view.getUint8(algorithmAt + 1),
  };
}
