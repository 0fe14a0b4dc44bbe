import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.js';
import { decodeUtf8, encodeUtf8 } from './bytes.js';
import {
  attemptDer,
  derChildren,
  derTag,
  parseDer,
  readDerBits,
  readDerBoolean,
  readDerInteger,
  readDerOid,
} from './der.js';
import { readDerTime } from './der-time.js';
import { decodeHex, encodeHex } from './hex.js';
import { decodePem } from './pem.js';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('base64 and hex have one text for one byte string', () => {
  test('what is encoded is decoded again, and nothing else decodes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(decodeBase64(encodeBase64(bytes))).toEqual(Buffer.from(bytes));
        expect(decodeHex(encodeHex(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const bytes = decodeBase64(text);
        return bytes === null || encodeBase64(bytes) === text;
      }),
    );
  });

  test.each(['A', 'AA', 'AAA', 'AB==', 'AAB=', 'AA= =', 'AA==\n', ' AA==', 'A-_=', 'AA==AA==', 'AAAA='])(
    '%j is not canonical base64',
    (text) => {
      expect(decodeBase64(text)).toBeNull();
    },
  );

  test.each(['a', 'AA', 'aA', '0x00', ' 00', '00 ', 'zz'])('%j is not lowercase hex', (text) => {
    expect(decodeHex(text)).toBeNull();
  });
});

test('bytes that are not UTF-8 have no text, and a byte order mark is part of it', () => {
  expect(decodeUtf8(hex('ff'))).toBeNull();
  expect(decodeUtf8(hex('c080'))).toBeNull();
  expect(decodeUtf8(hex('eda080'))).toBeNull();
  expect(decodeUtf8(hex('efbbbf41'))).toBe('\uFEFFA');
  expect(encodeUtf8('é')).toEqual(hex('c3a9'));
});

describe('PEM', () => {
  const block = '-----BEGIN PUBLIC KEY-----\nAAAA\nBBBB\n-----END PUBLIC KEY-----\n';

  test('one block is read, with LF or CR LF', () => {
    expect(decodePem(block)).toEqual({ label: 'PUBLIC KEY', bytes: Buffer.from('AAAABBBB', 'base64') });
    expect(decodePem(block.replaceAll('\n', '\r\n'))?.label).toBe('PUBLIC KEY');
  });

  test.each([
    ['two blocks', block + block],
    ['text before it', `x\n${block}`],
    ['text after it', `${block}x\n`],
    ['another label at its end', block.replace('END PUBLIC', 'END PRIVATE')],
    ['a header', block.replace('AAAA', 'Proc-Type: 4\n\nAAAA')],
    ['garbage in its base64', block.replace('AAAA', 'AA!A')],
    ['nothing in it', '-----BEGIN X-----\n-----END X-----\n'],
    ['no label', block.replaceAll('PUBLIC KEY', '')],
  ])('%s is refused', (_, text) => {
    expect(decodePem(text)).toBeNull();
  });
});

describe('DER', () => {
  const refused = (bytes: string, read: (element: ReturnType<typeof parseDer>) => unknown = (element) => element) =>
    attemptDer(() => read(parseDer(hex(bytes)))) === null;

  test.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['a length beyond the end', '0403aabb'],
    ['bytes after the element', '050000'],
    ['an indefinite length', '30800000'],
    ['a long length that fits a short one', '04810100'],
    ['a length with a leading zero', '0482008000'],
    ['a tag number beyond 30', '1f2100'],
    ['a length of five octets', '0485000000000100'],
  ])('%s is refused', (_, bytes) => {
    expect(refused(bytes)).toBe(true);
  });

  test('values in another spelling are refused', () => {
    expect(refused('010101', readDerBoolean)).toBe(true);
    expect(refused('02020001', readDerInteger)).toBe(true);
    expect(refused('0202ffff', readDerInteger)).toBe(true);
    expect(refused('0200', readDerInteger)).toBe(true);
    expect(refused('0603558001', readDerOid)).toBe(true);
    expect(refused('060255ff', readDerOid)).toBe(true);
    expect(refused('03020101', readDerBits)).toBe(true);
    expect(refused('030108', readDerBits)).toBe(true);
    expect(refused('0300', readDerBits)).toBe(true);
  });

  test('identifiers are read whole, whatever their size', () => {
    expect(readDerOid(parseDer(hex('06092b0601040183bf3008')))).toBe('1.3.6.1.4.1.57264.8');
    expect(readDerOid(parseDer(hex('06028837')))).toBe('2.999');
    expect(readDerOid(parseDer(hex('060b2ac0808080808080808001')))).not.toBe('1.2.1');
  });

  test('CVE-2023-2650: an identifier has at most 64 octets, and an arc 128 bits', () => {
    const oid = (octets: readonly number[]) => Buffer.from([0x06, octets.length, ...octets]).toString('hex');
    const uuid = [0x83, ...Array<number>(17).fill(0xff), 0x7f];
    expect(readDerOid(parseDer(hex(oid([0x69, ...uuid]))))).toBe(`2.25.${2n ** 128n - 1n}`);
    expect(refused(oid([0x69, ...uuid.with(0, 0xff), 0x7f]), readDerOid)).toBe(false);
    expect(refused(oid([0x69, 0x81, ...uuid]), readDerOid)).toBe(true);
    expect(refused(oid(Array<number>(64).fill(0x29)), readDerOid)).toBe(false);
    expect(refused(oid(Array<number>(65).fill(0x29)), readDerOid)).toBe(true);
  });

  test('children are read in order, and a broken one refuses all', () => {
    expect(derChildren(parseDer(hex('30040500' + '0500')), derTag.sequence)).toHaveLength(2);
    expect(refused('3003050005', derChildren)).toBe(true);
  });

  test('no bytes make it throw anything but its own refusal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        attemptDer(() => derChildren(parseDer(bytes)));
      }),
    );
  });
});

describe('times in DER', () => {
  const timeOf = (tag: number, text: string) =>
    attemptDer(() => readDerTime(parseDer(Uint8Array.from([tag, text.length, ...Buffer.from(text)]))));

  test('two-digit years are of 1950 to 2049', () => {
    expect(timeOf(derTag.utcTime, '491231235959Z')).toBe(Date.UTC(2049, 11, 31, 23, 59, 59));
    expect(timeOf(derTag.utcTime, '500101000000Z')).toBe(Date.UTC(1950, 0, 1));
    expect(timeOf(derTag.generalizedTime, '20500101000000Z')).toBe(Date.UTC(2050, 0, 1));
    expect(timeOf(derTag.generalizedTime, '20240601120000.5Z')).toBe(Date.UTC(2024, 5, 1, 12));
  });

  test.each([
    [derTag.utcTime, '240230000000Z'],
    [derTag.utcTime, '2406011200Z'],
    [derTag.utcTime, '240601120000+0100'],
    [derTag.utcTime, '240601120060Z'],
    [derTag.generalizedTime, '20240601120000'],
    [derTag.generalizedTime, '20240601120000.50Z'],
    [derTag.generalizedTime, '20240601120000.Z'],
    [derTag.generalizedTime, '2024060112000 Z'],
    [derTag.octetString, '20240601120000Z'],
  ])('tag %d, %s is none', (tag, text) => {
    expect(timeOf(tag, text)).toBeNull();
  });
});
