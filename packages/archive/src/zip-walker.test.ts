import { deflateRawSync } from 'node:zlib';
import type { ArchiveListing } from '@assay/model';
import { rawZip, zipExtra, type RawZip, type RawZipEntry } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import type { ArchiveLimits } from './archive-limits.js';
import { listArchive } from './list-archive.js';

const a: RawZipEntry = { name: 'a/b', content: 'content of a' };
const packedSize = deflateRawSync('content of a').length;

function list(zip: RawZip | Uint8Array, limits: Partial<ArchiveLimits> = {}): ArchiveListing {
  const bytes = zip instanceof Uint8Array ? zip : rawZip(zip);
  const listing = listArchive(bytes, { format: 'zip', members: [], limits });
  if (listing === null) throw new Error('too large for this test');
  return listing;
}

const codes = (listing: ArchiveListing) => listing.problems.map(({ code }) => code);
const one = (entry: RawZipEntry, rest: Partial<RawZip> = {}) => list({ entries: [{ ...a, ...entry }], ...rest });

test.each([
  ['its start', one({}, { prefix: 'x' }), 'zip-start'],
  ['a local header', one({ flags: 1 }), 'zip-encrypted'],
  ['data', one({ local: { crc: 1 }, central: { crc: 1 } }), 'zip-checksum'],
  ['the central directory', one({ central: { method: 0 } }), 'zip-central'],
  ['a ZIP64 end', one({}, { zip64: { entries: 3 } }), 'zip64-end'],
  ['its end', one({}, { end: { entries: 3 } }), 'zip-end'],
  ['its comment', one({}, { comment: 'PK\x05\x06' }), 'zip-comment-record'],
  ['what follows', one({}, { suffix: 'x' }), 'zip-trailing-data'],
])('an archive that is refused for %s is not complete', (_, listing, code) => {
  expect(codes(listing).at(-1)).toBe(code);
  expect(listing.complete).toBe(false);
});

test('an archive that is cut off says so, wherever it is', () => {
  const whole = rawZip({ entries: [a, { ...a, name: 'a/c' }], zip64: {}, comment: 'comment' });
  const data = 30 + 3 + packedSize;
  for (let length = 0; length < whole.length; length++) {
    const inData = [0, data].some((start) => length >= start + 33 && length < start + data);
    const found = codes(list(whole.subarray(0, length))).at(-1);
    expect(found).toMatch(length < 4 ? /^zip-start$/ : inData ? /^zip-truncated$/ : /^zip-(?:truncated|gap)$/);
  }
});

describe('sizes that are stated', () => {
  test('of stored data are one', () => {
    expect(codes(one({ method: 0, local: { size: 5 }, central: { size: 5 } }))).toEqual(['zip-data']);
    expect(codes(one({ method: 0, local: { packedSize: 5 }, central: { packedSize: 5 } }))).toEqual(['zip-data']);
  });

  test('are not stated where stored data is described behind it', () => {
    const described: RawZipEntry = { method: 0, content: '', descriptor: 'signed' };
    expect(codes(one(described))).toEqual([]);
    for (const local of [{ size: 1 }, { packedSize: 1 }, { size: 1, packedSize: 1 }]) {
      expect(codes(one({ ...described, local }))).toEqual(['zip-descriptor-stored']);
    }
  });

  test('are not stated beside an empty ZIP64 field, which announces them', () => {
    const described: RawZipEntry = { descriptor: 'signed64', extra: zipExtra(1, ''), central: { extra: '' } };
    expect(codes(one(described))).toEqual([]);
    for (const local of [{ size: 12 }, { packedSize }, { size: 12, packedSize }]) {
      expect(codes(one({ ...described, local }))).toEqual(['zip64-sizes']);
    }
  });
});

describe('caps', () => {
  const zip = rawZip({ entries: [a, { ...a, name: 'a/c', descriptor: 'signed' }] });

  test('are reached by what is larger, and not by what is as large', () => {
    expect(codes(list(zip, { maxEntries: 3 }))).toEqual([]);
    expect(codes(list(zip, { maxEntries: 1 }))).toEqual(['limit-entries']);
    expect(codes(list(zip, { maxPathBytes: 3 }))).toEqual([]);
    expect(codes(list(zip, { maxPathBytes: 2 }))).toEqual(['limit-path']);
  });
});
