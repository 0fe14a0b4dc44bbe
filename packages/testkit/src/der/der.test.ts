import { describe, expect, test } from 'vitest';
import { element, generalizedTime, integer, namedBits, objectId, sequence, setOf, time, utf8String } from './der.js';

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('DER', () => {
  test('lengths take the shortest form', () => {
    expect(hex(element(4, new Uint8Array(127)).subarray(0, 2))).toBe('047f');
    expect(hex(element(4, new Uint8Array(128)).subarray(0, 3))).toBe('048180');
    expect(hex(element(4, new Uint8Array(256)).subarray(0, 4))).toBe('04820100');
    expect(hex(element(4, new Uint8Array(65536)).subarray(0, 5))).toBe('0483010000');
  });

  test('integers are unsigned, and in the shortest form', () => {
    expect(hex(integer(0))).toBe('020100');
    expect(hex(integer(127))).toBe('02017f');
    expect(hex(integer(128))).toBe('02020080');
    expect(hex(integer(256))).toBe('02020100');
    expect(hex(integer(Uint8Array.of(0, 0, 0x80)))).toBe('02020080');
  });

  test('object identifiers', () => {
    expect(hex(objectId('2.5.29.17'))).toBe('0603551d11');
    expect(hex(objectId('1.3.6.1.4.1.57264.1.8'))).toBe('060a2b0601040183bf300108');
    expect(hex(objectId('1.2.840.113549.1.1.11'))).toBe('06092a864886f70d01010b');
  });

  test('named bits without trailing zeros', () => {
    expect(hex(namedBits([0]))).toBe('03020780');
    expect(hex(namedBits([5, 6]))).toBe('03020106');
    expect(hex(namedBits([]))).toBe('030100');
    expect(hex(namedBits([8]))).toBe('0303070080');
  });

  test('times by year', () => {
    expect(Buffer.from(time(new Date('2049-12-31T23:59:59Z'))).toString('latin1')).toBe('\x17\r491231235959Z');
    expect(Buffer.from(time(new Date('2050-01-01T00:00:00Z'))).toString('latin1')).toBe('\x18\x0f20500101000000Z');
    expect(hex(generalizedTime(new Date('2024-06-01T12:00:00Z'))).startsWith('180f')).toBe(true);
  });

  test('sets are sorted by their encoding, sequences are not', () => {
    expect(hex(setOf(integer(2), integer(1)))).toBe('3106020101020102');
    expect(hex(sequence(integer(2), utf8String('é')))).toBe('30070201020c02c3a9');
  });
});
