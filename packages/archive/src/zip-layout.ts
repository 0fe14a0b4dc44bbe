/** Signatures, lengths and numbers of ZIP's records (PKWARE APPNOTE 6.3.10 §4.3). All numbers are little-endian. */

export const zipSignature = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  end: 0x06054b50,
} as const;

/** Bytes of each record's fixed part, signature included. */
export const zipLength = { signature: 4, local: 30, central: 46, end64: 56, locator64: 20, end: 22 } as const;

/** General purpose flags (APPNOTE §4.4.4). */
export const zipFlag = { encrypted: 1, descriptor: 8, utf8: 0x800 } as const;

/** What a 32-bit or 16-bit field holds when the number stands in a ZIP64 record instead. */
export const elsewhere32 = 0xffffffff;
export const elsewhere16 = 0xffff;

export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

export function u32(bytes: Uint8Array, at: number): number {
  return (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0;
}

/** Exact up to 2^53; beyond that it is no number that any archive's real sizes could equal. */
export function u64(bytes: Uint8Array, at: number): number {
  return u32(bytes, at) + u32(bytes, at + 4) * 2 ** 32;
}
