import { describe, expect, test } from 'vitest';
import { descriptorBytes, maxDescriptorBytes } from './zip-descriptor.js';

const signature = 0x08074b50;

/** Numbers of 32 bits one after another. */
function words(...numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  for (const [at, value] of numbers.entries()) view.setUint32(at * 4, value, true);
  return new Uint8Array(view.buffer);
}

describe.each([
  ['32', false, (crc: number, packed: number, size: number) => words(crc, packed, size)],
  ['64', true, (crc: number, packed: number, size: number) => words(crc, packed, 0, size, 0)],
])('a descriptor of %s bits', (_, zip64, plain) => {
  const whole = maxDescriptorBytes(zip64);
  const signed = (crc: number, packed: number, size: number) => {
    const bytes = new Uint8Array(whole);
    bytes.set(words(signature));
    bytes.set(plain(crc, packed, size), 4);
    return bytes;
  };
  const measure = { crc: 7, packedSize: 8, size: 9 };

  test('is as long as it is with its signature, or without', () => {
    expect(descriptorBytes(signed(7, 8, 9), measure, zip64)).toBe(whole);
    expect(descriptorBytes(plain(7, 8, 9), measure, zip64)).toBe(whole - 4);
  });

  test('states sum and both sizes', () => {
    for (const form of [signed, plain]) {
      expect(descriptorBytes(form(1, 8, 9), measure, zip64)).toBeNull();
      expect(descriptorBytes(form(7, 1, 9), measure, zip64)).toBeNull();
      expect(descriptorBytes(form(7, 8, 1), measure, zip64)).toBeNull();
    }
  });

  test('of empty data is there too, whole', () => {
    const empty = { crc: 0, packedSize: 0, size: 0 };
    for (const bytes of [signed(0, 0, 0), plain(0, 0, 0)]) {
      expect(descriptorBytes(bytes, empty, zip64)).toBe(bytes.length);
      for (let length = 0; length < bytes.length; length++) {
        expect(descriptorBytes(bytes.subarray(0, length), empty, zip64)).toBeNull();
      }
    }
  });

  test('without signature has no sum that looks like one', () => {
    expect(descriptorBytes(plain(signature, 8, 9), { ...measure, crc: signature }, zip64)).toBeNull();
    expect(descriptorBytes(signed(signature, 8, 9), { ...measure, crc: signature }, zip64)).toBe(whole);
  });
});
