import { bytesOf, joinBytes, paxRecord } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { readPaxRecords } from './pax-records.js';

const read = (...records: (string | Uint8Array)[]) => readPaxRecords(joinBytes(records.map((part) => bytesOf(part))));
const record = (key: string, value: string | Uint8Array): Uint8Array => {
  const value8 = bytesOf(value);
  const stated = paxRecord(key, 'a'.repeat(value8.length));
  return joinBytes([bytesOf(stated.slice(0, stated.indexOf('=') + 1)), value8, bytesOf('\n')]);
};
const nothing = { beyondComment: false, vendor: false };

describe('records that all readers read alike', () => {
  test('give path, link target and size', () => {
    const records = [paxRecord('path', 'a/é'), paxRecord('linkpath', 'b'), paxRecord('size', '12')];
    expect(read(...records)).toEqual({ path: 'a/é', linkPath: 'b', size: 12, beyondComment: true, vendor: false });
  });

  test('say nothing of what they do not hold', () => {
    expect(read()).toStrictEqual(nothing);
    expect(read(paxRecord('comment', 'a commit'))).toStrictEqual(nothing);
    expect(read(paxRecord('mtime', '1'))).toStrictEqual({ ...nothing, beyondComment: true });
    expect(read(paxRecord('comment', 'a'), paxRecord('path', 'b'))).toMatchObject({ beyondComment: true });
  });

  test.each([
    'atime',
    'ctime',
    'mtime',
    'uid',
    'gid',
    'uname',
    'gname',
    'charset',
    'SCHILY.dev',
    'SCHILY.ino',
    'SCHILY.nlink',
  ])('may hold %s', (key) => {
    expect(read(paxRecord(key, '1'))).toMatchObject({ beyondComment: true });
  });

  test('may hold what vendors add, of whatever bytes', () => {
    expect(read(record('LIBARCHIVE.xattr.a', Uint8Array.of(0xff, 0, 0x0a, 0x61)))).toMatchObject({ vendor: true });
    expect(read(paxRecord('VENDOR.a', '1'), paxRecord('mtime', '1'))).toMatchObject({ vendor: true });
  });

  test('may name the only charset that is read', () => {
    expect(read(paxRecord('hdrcharset', 'ISO-IR 10646 2000 UTF-8'))).toMatchObject({ beyondComment: true });
  });
});

describe('a keyword that changes what an entry is', () => {
  test.each([
    ['hdrcharset', 'BINARY'],
    ['hdrcharset', ''],
    ['type', '2'],
    ['GNU.sparse.name', 'a'],
    ['SCHILY.realsize', '1'],
    ['SCHILY.filetype', '1'],
    ['SCHILY.offset', '1'],
    ['SUN.holesdata', '1'],
  ])('is refused: %s=%s', (key, value) => {
    expect(read(paxRecord(key, value))).toBe('extension-key');
  });

  test('is refused twice', () => {
    expect(read(paxRecord('mtime', '1'), paxRecord('mtime', '1'))).toBe('extension-conflict');
  });
});

describe('a record that readers take for another', () => {
  test.each([
    ['with no length', ' path=a\n'],
    ['with an empty key', '6 =ab\n'],
    ['with no key at all', '4 =\n'],
    ['with no equals sign', '7 path\n'],
    ['whose equals sign lies in the next one', `7 path\n${paxRecord('size', '1')}`],
    ['of a length with a leading zero', '010 path=a\n'],
    ['of a length with a letter', '1x path=a\n'],
    ['of a length with a letter before it', 'x10 path=a\n'],
    ['of a length with a sign', '+10 path=a\n'],
    ['of eight digits', '00000010 path=a\n'],
    ['that ends in its own length', '1 path=a\n'],
    ['that ends with its own length', '3 a=\n'],
    ['that ends beyond the block', '11 path=a\n'],
    ['that does not end in a line feed', '9 path=ab\n'],
    ['that does not end in a line feed, at the end', '10 path=ab'],
    ['whose key holds a line feed', '12 pa\nth=a\n'],
    ['whose key holds a NUL', '11 p\0ath=a\n'],
    ['whose key starts with a control character', '11 \x01path=a\n'],
    ['whose key ends with a control character', '11 path\x01=a\n'],
    ['with an empty path', paxRecord('path', '')],
    ['with an empty link target', paxRecord('linkpath', '')],
    ['whose value holds a line feed', paxRecord('path', 'a\nb')],
    ['whose size is negative', paxRecord('size', '-1')],
    ['whose size has a leading zero', paxRecord('size', '01')],
    ['whose size is hexadecimal', paxRecord('size', '0x1')],
    ['whose size has a fraction', paxRecord('size', '1.5')],
    ['whose size has a space', paxRecord('size', ' 1')],
    ['whose size is above 2^53 - 1', paxRecord('size', '9007199254740992')],
    ['whose size has seventeen digits', paxRecord('size', '10000000000000000')],
  ])('is malformed: %s', (_, text) => {
    expect(read(text)).toBe('extension-malformed');
  });

  test('is malformed when its key is not UTF-8', () => {
    expect(read(joinBytes([bytesOf('10 pat'), Uint8Array.of(0xe9), bytesOf('=a\n')]))).toBe('extension-malformed');
  });

  test('is malformed after a right one', () => {
    expect(read(paxRecord('path', 'a'), '1')).toBe('extension-malformed');
  });

  test('is of at most seven digits', () => {
    const large = paxRecord('comment', 'a'.repeat(1_000_000));
    expect(large.indexOf(' ')).toBe(7);
    expect(read(large)).toEqual(nothing);
    expect(read(paxRecord('comment', 'a'.repeat(10_000_000)))).toBe('extension-malformed');
  });

  test('has a size of at most 2^53 - 1', () => {
    expect(read(paxRecord('size', '9007199254740991'))).toMatchObject({ size: 2 ** 53 - 1 });
    expect(read(paxRecord('size', '0'))).toMatchObject({ size: 0 });
  });

  test('is named by its code where its value is a name', () => {
    const bytes = Uint8Array.of(0x61, 0xff);
    expect(read(record('path', bytes))).toBe('name-not-utf8');
    expect(read(record('linkpath', bytes))).toBe('name-not-utf8');
    expect(read(record('uname', bytes))).toBe('extension-malformed');
    expect(read(record('path', 'a\0b'))).toBe('name-nul');
    expect(read(record('linkpath', 'a\0b'))).toBe('name-nul');
  });
});

/** node-tar splits the block at line feeds and takes each line with a number before the space for a record. */
describe("a line within a vendor's value that starts like a record", () => {
  test.each(['0', '9', '5', '+', '-', ' ', '\t', '\n', '\0', '\x7f\u0080', 'é'])('is malformed: %j', (start) => {
    const isLetter = start.startsWith('\x7f');
    const expected = isLetter ? { ...nothing, beyondComment: true, vendor: true } : 'extension-malformed';
    expect(read(record('VENDOR.a', `x\n${start}5 path=evil`))).toEqual(expected);
    expect(read(record('VENDOR.a', `x\na\n${start}5 path=evil`))).toEqual(expected);
    expect(read(record('VENDOR.a', `\n${start}`))).toEqual(expected);
  });

  test.each(['a', '/', ':', '=', '~', '!', '*', ',', '.'])('is content where it starts with %j', (start) => {
    expect(read(record('VENDOR.a', `x\n${start}15 path=evil`))).toMatchObject({ vendor: true });
  });

  test('is the next record where the value ends', () => {
    expect(read(record('VENDOR.a', 'x'), paxRecord('path', 'a'))).toMatchObject({ vendor: true, path: 'a' });
  });
});
