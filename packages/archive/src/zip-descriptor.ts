/** A data descriptor (APPNOTE §4.3.9): sum and sizes behind the data, with or without a signature, of 32 or 64 bits. */

import { u32, u64, zipSignature } from './zip-layout.js';

/** What the data was found to be. */
export interface ZipMeasure {
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
}

/** Bytes that the longest descriptor of this kind has. */
export function maxDescriptorBytes(zip64: boolean): number {
  return zip64 ? 24 : 16;
}

/**
 * Bytes of the descriptor at the start of `bytes`, or null when there is none that states this measure. A sum that looks
 * like the signature is refused when the signature is left out: readers would take the one for the other.
 */
export function descriptorBytes(bytes: Uint8Array, measure: ZipMeasure, zip64: boolean): number | null {
  const whole = maxDescriptorBytes(zip64);
  if (u32(bytes, 0) === zipSignature.descriptor) {
    return bytes.length >= whole && states(bytes, 4, measure, zip64) ? whole : null;
  }
  return bytes.length >= whole - 4 && states(bytes, 0, measure, zip64) ? whole - 4 : null;
}

function states(bytes: Uint8Array, at: number, { crc, packedSize, size }: ZipMeasure, zip64: boolean): boolean {
  if (u32(bytes, at) !== crc) return false;
  return zip64
    ? u64(bytes, at + 4) === packedSize && u64(bytes, at + 12) === size
    : u32(bytes, at + 4) === packedSize && u32(bytes, at + 8) === size;
}
