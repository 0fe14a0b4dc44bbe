/** How large a ZIP archive says it is: a hint for how to read it, believed in nothing else. */

import { elsewhere32, u16, u32, zipLength, zipSignature } from './zip-layout.js';

/** Entries, and bytes of content, both as the attacker states them. */
export interface StatedZipSize {
  readonly entries: number;
  readonly unpacked: number;
}

const longestComment = 0xffff;
/** Beyond that it is large in any case. */
const countedEntries = 10_000;

/** Sums up the central directory, as far as there is one; zeros where there is none. Sizes in ZIP64 fields are left out. */
export function statedZipSize(bytes: Uint8Array): StatedZipSize {
  const end = endOf(bytes);
  let entries = 0;
  let unpacked = 0;
  let at = end === null ? bytes.length : u32(bytes, end + 16);
  for (; entries < countedEntries && u32(bytes, at) === zipSignature.central; entries++) {
    const size = u32(bytes, at + 24);
    if (size !== elsewhere32) unpacked += size;
    at += zipLength.central + u16(bytes, at + 28) + u16(bytes, at + 30) + u16(bytes, at + 32);
  }
  return { entries, unpacked };
}

/** Where the last end record starts. */
function endOf(bytes: Uint8Array): number | null {
  const last = bytes.length - zipLength.end;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (bytes[at] === 0x50 && u32(bytes, at) === zipSignature.end) return at;
  }
  return null;
}
