import { bytesOf, joinBytes, rawTarEntry, type RawTarEntry } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { isZeroBlock, readTarHeader, type TarHeader } from './tar-header.js';

/** Read where it lies between other bytes, which must not matter. */
function read(entry: RawTarEntry = {}): TarHeader | string {
  const around = new Uint8Array(512).fill(0x37);
  return readTarHeader(joinBytes([around, rawTarEntry({ ...entry, content: '' }), around]), 512);
}

const path = (entry: RawTarEntry) => {
  const header = read(entry);
  return typeof header === 'string' ? header : header.path;
};
const honest = { path: 'package/a', mode: 0o644, size: 0, type: 0x30, linkName: '', starTimes: false };

describe('a header', () => {
  test('has its fields', () => {
    expect(read()).toEqual(honest);
    const link = { name: 'b', mode: 0o755, size: 0o17, type: '2', linkName: 'c' };
    expect(read(link)).toEqual({ ...honest, path: 'b', mode: 0o755, size: 15, type: 0x32, linkName: 'c' });
  });

  test('may fill its fields to the last byte', () => {
    const name = 'a'.repeat(100);
    const linkName = 'b'.repeat(100);
    expect(read({ name, linkName, type: '2', size: '77777777777 ' })).toMatchObject({
      path: name,
      linkName,
      size: 0o77777777777,
    });
    expect(path({ name, prefix: 'c'.repeat(155) })).toBe(`${'c'.repeat(155)}/${name}`);
    expect(read({ size: '777777777777' })).toMatchObject({ size: 0o777777777777 });
  });
});

describe('the checksum', () => {
  const right = rawTarEntry({
    type: '2',
    linkName: 'b',
    prefix: 'c',
    patch: [
      [265, 'owner'],
      [500, 'x'],
      [511, 'x'],
    ],
  });

  test('is right for the header as it is', () => {
    expect(readTarHeader(right, 0)).toMatchObject({ path: 'c/package/a', linkName: 'b' });
  });

  test('covers every byte but its own', () => {
    for (let at = 0; at < 512; at++) {
      if (at >= 148 && at < 156) continue;
      expect(readTarHeader(right.with(at, (right[at] ?? 0) ^ 1), 0)).toBe('tar-checksum');
    }
  });

  test('is a plain number', () => {
    for (let at = 148; at < 156; at++) expect(readTarHeader(right.with(at, 0x78), 0)).toBe('tar-checksum');
  });
});

describe('a number', () => {
  const fields = ['mode', 'uid', 'gid', 'size', 'mtime'] as const;

  test.each(fields)('%s may have spaces before it, and spaces and NULs after it, or be blank', (name) => {
    for (const text of ['   644 ', '     1\0 ', '644\0\0 ', '644 \0\0', '        ', '']) {
      expect(read({ [name]: text })).toMatchObject({ path: 'package/a' });
    }
  });

  test.each(['mode', 'size'] as const)('%s is octal, read from the first digit on', (name) => {
    expect(read({ [name]: '  17 ' })).toMatchObject({ [name]: 15 });
    expect(read({ [name]: '000070' })).toMatchObject({ [name]: 56 });
  });

  test.each(fields)('%s that readers take for different values is refused', (name) => {
    for (const text of [
      '-1',
      '+1',
      '8',
      '9',
      '1x',
      'x1',
      '1 1',
      '1\x001',
      '\x001',
      '0x1',
      '1.',
      '/',
      ':',
      '\t1',
      '\xff',
    ])
      expect(read({ [name]: Uint8Array.from(text, (char) => char.charCodeAt(0)) })).toBe('tar-number');
  });

  test('that Assay does not use, of a device, is no other', () => {
    expect(read({ patch: [[329, '000012x\0']] })).toBe('tar-number');
    expect(read({ patch: [[337, '000012x\0']] })).toBe('tar-number');
    expect(read({ patch: [[336, 'x']] })).toBe('tar-number');
    expect(read({ patch: [[344, 'x']] })).toBe('tar-number');
  });

  test.each(['uid', 'gid'] as const)('%s may be in base-256 up to 2^53 - 1', (name) => {
    expect(read({ [name]: Uint8Array.of(0x80, 0x1f, 255, 255, 255, 255, 255, 255) })).toMatchObject(honest);
    expect(read({ [name]: Uint8Array.of(0x80, 0x20, 0, 0, 0, 0, 0, 0) })).toBe('tar-number');
    expect(read({ [name]: Uint8Array.of(0xff, 0, 0, 0, 0, 0, 0, 0) })).toBe('tar-number');
    expect(read({ [name]: Uint8Array.of(0x81, 0, 0, 0, 0, 0, 0, 0) })).toBe('tar-number');
  });

  test.each(['mode', 'size', 'mtime'] as const)('%s may not be in base-256', (name) => {
    expect(read({ [name]: Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 1) })).toBe('tar-number');
  });
});

describe('the magic', () => {
  test('is that of ustar or of GNU, version included', () => {
    expect(read({ magic: 'ustar' })).toEqual(honest);
    expect(read({ magic: 'gnu' })).toEqual(honest);
  });

  test.each([
    '',
    'ustar',
    'ustar\0',
    'ustar\x0001',
    'ustar\x0010',
    'ustar  ',
    'ustar 00',
    'ustar  x',
    'ustar\0 \0',
    'tar\0\0\x0000',
    'Ustar\x0000',
    'ustax\x0000',
    '\0\0\0\0\0\x0000',
    '\0\0\0\0\0  \0',
  ])('is no other: %j', (field) => {
    const isGnu = field === 'ustar  ';
    expect(read({ magic: { field } })).toEqual(isGnu ? honest : 'tar-magic');
  });
});

describe('a name', () => {
  test('has nothing behind the NUL that ends it', () => {
    expect(path({ name: 'a\0b' })).toBe('tar-stale-bytes');
    expect(path({ name: `a${'\0'.repeat(98)}b` })).toBe('tar-stale-bytes');
    expect(path({ type: '2', linkName: 'a\0b' })).toBe('tar-stale-bytes');
    expect(path({ type: '2', linkName: `\0${'a'.repeat(99)}` })).toBe('tar-stale-bytes');
  });

  test('is UTF-8', () => {
    expect(path({ name: Uint8Array.of(0x61, 0xe9) })).toBe('name-not-utf8');
    expect(path({ type: '2', linkName: Uint8Array.of(0x61, 0xe9) })).toBe('name-not-utf8');
  });
});

describe('a prefix', () => {
  test('stands before the name, in ustar alone', () => {
    expect(path({ prefix: 'b' })).toBe('b/package/a');
    expect(path({ prefix: 'b', magic: 'gnu' })).toBe('tar-prefix');
  });

  test('that readers differ on is refused', () => {
    expect(path({ prefix: 'b\0c' })).toBe('tar-prefix');
    expect(path({ prefix: '\0c' })).toBe('tar-prefix');
    expect(path({ prefix: Uint8Array.of(0x61, 0xe9) })).toBe('tar-prefix');
    expect(path({ patch: [[499, 'x']] })).toBe('tar-prefix');
  });

  const times = (atime: string, ctime: string, before = ''): RawTarEntry => ({
    prefix: before,
    patch: [
      [476, atime],
      [488, ctime],
    ],
  });

  test.each([
    ['both', '00000000001 ', '00000000002 '],
    ['the first', '00000000001 ', ''],
    ['the second', '', '00000000002 '],
    ['zeros', '00000000000 ', '00000000000 '],
  ])('may end in the two times of star: %s', (_, atime, ctime) => {
    expect(read(times(atime, ctime))).toEqual({ ...honest, starTimes: true });
    expect(read(times(atime, ctime, 'b'))).toEqual({ ...honest, path: 'b/package/a', starTimes: true });
    expect(read(times(atime, ctime, 'b'.repeat(130)))).toMatchObject({ starTimes: true });
  });

  test('has no times where they are no numbers, or where its own text reaches them', () => {
    expect(path(times('0000000000x ', '00000000002 '))).toBe('tar-prefix');
    expect(path(times('00000000001 ', '0000000000x '))).toBe('tar-prefix');
    expect(path(times('00000000001 ', '00000000002 ', 'b\0c'))).toBe('tar-prefix');
    expect(path(times('1', '', 'b'.repeat(131)))).toBe(`${'b'.repeat(131)}1/package/a`);
    expect(read({ prefix: 'b' })).toMatchObject({ starTimes: false });
    expect(read({ prefix: 'b', patch: [[500, 'x']] })).toMatchObject({ starTimes: false });
  });
});

test('half an end marker is 512 zeros, from where it is looked for', () => {
  const zeros = new Uint8Array(1536).fill(1).fill(0, 512, 1024);
  expect(isZeroBlock(zeros, 512)).toBe(true);
  expect(isZeroBlock(zeros, 511)).toBe(false);
  expect(isZeroBlock(zeros, 513)).toBe(false);
  expect(isZeroBlock(bytesOf('x'.repeat(512)), 0)).toBe(false);
});
