import { crc32, deflateRawSync } from 'node:zlib';
import { bytesOf, gzip, joinBytes } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { resolveLimits } from './archive-limits.js';
import { gunzip } from './gunzip.js';
import { GunzipStream } from './gunzip-stream.js';

const text = bytesOf('content '.repeat(50));
const whole = gzip(text);
const zeros = (count: number) => new Uint8Array(count);

interface Result {
  readonly output: string;
  readonly problems: readonly string[];
}

async function streamed(bytes: Uint8Array, size: number, maxUnpackedBytes: number): Promise<Result> {
  let output = '';
  const stream = new GunzipStream(resolveLimits({ maxUnpackedBytes }), (part) => {
    output += new TextDecoder().decode(part);
  });
  for (let at = 0; at < bytes.length && !stream.over; at += size) await stream.write(bytes.slice(at, at + size));
  const problems = await stream.end();
  stream.close();
  return { output, problems };
}

/** What is wrong with a member, which is the same however it comes. */
async function codes(bytes: Uint8Array): Promise<readonly string[]> {
  const atOnce = gunzip(bytes, 1 << 20);
  for (const size of [1, 7, bytes.length + 1]) {
    const { output, problems } = await streamed(bytes, size, 1 << 20);
    expect(problems).toEqual(atOnce?.problems);
    if (atOnce?.output.length !== 0) expect(output).toBe(new TextDecoder().decode(atOnce?.output));
  }
  return atOnce?.problems ?? [];
}

const headerBytes = (flags: number, ...fields: Uint8Array[]) =>
  joinBytes([Uint8Array.of(0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3), ...fields]);
const withSum = (head: Uint8Array) => {
  const sum = crc32(head) & 0xffff;
  return joinBytes([head, Uint8Array.of(sum & 0xff, sum >> 8)]);
};
const packed = joinBytes([deflateRawSync(text), whole.subarray(-8)]);
const member = (head: Uint8Array) => joinBytes([head, packed]);
const extra = joinBytes([Uint8Array.of(3, 1), zeros(259).fill(7)]);

describe('a gzip member', () => {
  test('is inflated', async () => {
    expect(await codes(whole)).toEqual([]);
    expect(gunzip(whole, text.length)).toEqual({ output: text, problems: [] });
    expect(await codes(gzip(zeros(0)))).toEqual([]);
  });

  test('of more than the cap is none, of as much as the cap is', async () => {
    expect(gunzip(whole, text.length - 1)).toBeNull();
    expect((await streamed(whole, 1000, text.length)).problems).toEqual([]);
    expect((await streamed(whole, 1000, text.length - 1)).problems).toEqual(['limit-unpacked']);
  });

  test('has no output when it does not check out', () => {
    const broken = whole.with(-1, 1);
    expect(gunzip(broken, 1000)).toEqual({ output: zeros(0), problems: ['gzip-checksum'] });
  });

  test('is cut off wherever it is cut', async () => {
    for (let length = 0; length < whole.length; length++) {
      expect(await codes(whole.subarray(0, length))).toEqual(['gzip-truncated']);
    }
  });

  test('states its CRC-32 and its length in each of the last eight bytes', async () => {
    for (let at = 1; at <= 8; at++) {
      expect(await codes(whole.with(-at, (whole.at(-at) ?? 0) ^ 0x80))).toEqual(['gzip-checksum']);
    }
  });
});

describe('what stands before the data', () => {
  test.each([
    ['the first byte of another file', whole.with(0, 0x50)],
    ['the second byte of another file', whole.with(1, 0x8a)],
    ['another method', whole.with(2, 7)],
    ['a reserved flag', whole.with(3, 0x20)],
    ['another reserved flag', whole.with(3, 0x40)],
    ['the last reserved flag', whole.with(3, 0x80)],
    ['one byte that is none of a gzip header', bytesOf('x')],
    ['two bytes, of which the second is none', Uint8Array.of(0x1f, 0)],
  ])('is no header: %s', async (_, bytes) => {
    expect(await codes(bytes)).toEqual(['gzip-header']);
  });

  test.each([
    ['an extra field', headerBytes(4, extra)],
    ['an empty extra field', headerBytes(4, zeros(2))],
    ['a name', headerBytes(8, bytesOf('a.tar\0'))],
    ['an empty name and a comment', headerBytes(8 + 16, bytesOf('\0comment\0'))],
    ['everything', headerBytes(4 + 8 + 16, extra, bytesOf('a.tar\0comment\0'))],
    ['everything, and the sum of it', withSum(headerBytes(2 + 4 + 8 + 16, extra, bytesOf('a.tar\0comment\0')))],
    ['a sum', withSum(headerBytes(2))],
  ])('may be %s', async (_, head) => {
    expect(await codes(member(head))).toEqual([]);
    for (let length = 10; length < head.length; length++) {
      expect(gunzip(head.subarray(0, length), 1000)?.problems).toEqual(['gzip-truncated']);
    }
    expect(await codes(head)).toEqual(['gzip-truncated']);
  });

  test('is no header when its sum is wrong in either byte', async () => {
    const head = withSum(headerBytes(2 + 8, bytesOf('a\0')));
    for (const at of [-1, -2]) {
      expect(await codes(member(head.with(at, (head.at(at) ?? 0) ^ 1)))).toEqual(['gzip-header']);
    }
  });

  test('is of 72 KiB at most, however it comes', async () => {
    const named = (length: number) => headerBytes(8, zeros(length - 11).fill(0x61), zeros(1));
    const most = 72 * 1024;
    const inPieces = async (bytes: Uint8Array) => (await streamed(bytes, 60_000, 1 << 20)).problems;
    for (const [bytes, expected] of [
      [member(named(most)), []],
      [member(named(most + 1)), ['gzip-header']],
      [named(most + 1).subarray(0, most), ['gzip-header']],
      [named(most + 1).subarray(0, most - 1), ['gzip-truncated']],
    ] as const) {
      expect(gunzip(bytes, 1 << 20)?.problems).toEqual(expected);
      expect(await inPieces(bytes)).toEqual(expected);
    }
  });
});

describe('what follows the member', () => {
  test.each([
    ['nothing', zeros(0), []],
    ['a zero', zeros(1), ['gzip-trailing-zeros']],
    ['zeros', zeros(1000), ['gzip-trailing-zeros']],
    ['another member', whole, ['gzip-second-member']],
    ['the first two bytes of one', Uint8Array.of(0x1f, 0x8b), ['gzip-second-member']],
    ['the first byte of one', Uint8Array.of(0x1f), ['gzip-trailing-data']],
    ['the first byte of one, and another', Uint8Array.of(0x1f, 0x8a), ['gzip-trailing-data']],
    ['the second byte of one', Uint8Array.of(0x8b, 0x8b), ['gzip-trailing-data']],
    ['another member after a zero', joinBytes([zeros(1), whole]), ['gzip-trailing-data']],
    ['text', bytesOf('x'), ['gzip-trailing-data']],
    ['text after zeros', bytesOf('\0\0x\0'), ['gzip-trailing-data']],
  ])('is told: %s', async (_, tail, expected) => {
    expect(await codes(joinBytes([whole, tail]))).toEqual(expected);
    expect(await codes(joinBytes([whole.with(-8, (whole.at(-8) ?? 0) ^ 1), tail]))).toEqual([
      'gzip-checksum',
      ...expected,
    ]);
  });

  test('is asked for until it is known what it is', async () => {
    const asked = async (bytes: Uint8Array) => {
      const stream = new GunzipStream(resolveLimits(), () => undefined);
      let count = 0;
      for (const byte of bytes) {
        if (stream.over) break;
        await stream.write(Uint8Array.of(byte));
        count++;
      }
      stream.close();
      return count;
    };
    expect(await asked(joinBytes([whole, bytesOf('xyz')]))).toBe(whole.length + 2);
    expect(await asked(joinBytes([whole, zeros(5)]))).toBe(whole.length + 5);
    expect(await asked(bytesOf('not gzip at all'))).toBe(1);
    const inOne = new GunzipStream(resolveLimits(), () => undefined);
    await inOne.write(joinBytes([whole, bytesOf('x'.repeat(100))]));
    expect(inOne.over).toBe(true);
    inOne.close();
  });
});

test.each([
  ['at its start', Uint8Array.of(0xff)],
  ['after a block', joinBytes([Uint8Array.of(0, 1, 0, 0xfe, 0xff, 0x61), Uint8Array.of(0xff)])],
])('data that is no deflate stream %s is malformed', async (_, data) => {
  expect(await codes(joinBytes([headerBytes(0), data, zeros(20)]))).toEqual(['gzip-data']);
});
