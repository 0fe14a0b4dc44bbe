import { bytesOf, joinBytes, unicodePathExtra, zipExtra } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readZipExtra } from './zip-extra.js';

const read = (extra: Uint8Array, name: string) => readZipExtra(extra, bytesOf(name));

describe('a Unicode path', () => {
  test('repeats every byte of the name', () => {
    expect(read(unicodePathExtra('abc', 'abc'), 'abc')).toEqual({});
    for (const other of ['xbc', 'axc', 'abx', 'ab', 'abcd', '']) {
      expect(read(unicodePathExtra('abc', other), 'abc')).toBe('zip-unicode-path');
    }
  });

  test('is of version 1, and has a sum', () => {
    const field = unicodePathExtra('abc', 'abc').subarray(4);
    expect(read(zipExtra(0x7075, field.with(0, 0)), 'abc')).toBe('zip-unicode-path');
    for (const at of [1, 2, 3, 4]) {
      expect(read(zipExtra(0x7075, field.with(at, (field[at] ?? 0) ^ 1)), 'abc')).toBe('zip-unicode-path');
    }
    for (let length = 0; length < field.length; length++) {
      expect(read(zipExtra(0x7075, field.subarray(0, length)), 'abc')).toBe('zip-unicode-path');
    }
  });
});

describe("ASi's Unix field", () => {
  /** Sum, mode, length of a link's target, owner, group, target. */
  const asi = (mode: number, { targetLength = 0, target = '' } = {}) =>
    zipExtra(
      0x756e,
      joinBytes([
        new Uint8Array(4),
        Uint8Array.of(mode & 255, mode >> 8, targetLength, 0, 0, 0, 0, 0, 0, 0),
        bytesOf(target),
      ]),
    );

  test('says of a file and of a folder what the name says', () => {
    for (const [name, type] of [
      ['a/b', 0o100000],
      ['a/', 0o040000],
      ['a/b/', 0o040000],
      ['/b', 0o100000],
    ] as const) {
      expect(read(asi(type), name)).toEqual({});
      expect(read(asi(0), name)).toEqual({});
      expect(read(asi(type ^ 0o140000), name)).toBe('zip-extra-type');
      expect(read(asi(0o120000), name)).toBe('zip-extra-type');
    }
  });

  test('has no target, and no length of one', () => {
    expect(read(asi(0o100000, { targetLength: 1 }), 'a')).toBe('zip-extra-type');
    expect(read(asi(0o100000, { target: 'b' }), 'a')).toBe('zip-extra-type');
    expect(read(asi(0o100000, { targetLength: 1, target: 'b' }), 'a')).toBe('zip-extra-type');
    expect(read(zipExtra(0x756e, asi(0o100000).subarray(4, 17)), 'a')).toBe('zip-extra-type');
    expect(read(zipExtra(0x756e, new Uint8Array(0)), 'a')).toBe('zip-extra-type');
  });
});

test('fields fill the bytes that the header gives them', () => {
  const field = zipExtra(0x5455, 'times');
  expect(read(joinBytes([field, field]), 'a')).toEqual({});
  for (let length = 1; length < field.length; length++) {
    expect(read(field.subarray(0, length), 'a')).toBe('zip-extra');
    expect(read(joinBytes([field, field.subarray(0, length)]), 'a')).toBe('zip-extra');
  }
});

test('the ZIP64 field is given as it is, even where it is empty', () => {
  expect(read(zipExtra(1, ''), 'a')).toEqual({ zip64: new Uint8Array(0) });
  expect(read(joinBytes([zipExtra(0x5455, 'a'), zipExtra(1, 'bc')]), 'a')).toEqual({ zip64: bytesOf('bc') });
});
