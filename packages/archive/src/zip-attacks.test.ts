import { crc32, deflateRawSync } from 'node:zlib';
import type { ArchiveListing } from '@assay/model';
import {
  bytesOf,
  joinBytes,
  rawZip,
  rawZipCentral,
  rawZipLocal,
  unicodePathExtra,
  zip64Extra,
  zipExtra,
  type RawZip,
  type RawZipEntry,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';

const a: RawZipEntry = { name: 'a', content: 'content of a' };
const b: RawZipEntry = { name: 'b', content: 'content of b' };
const utf8 = 0x800;

function list(zip: RawZip | Uint8Array, members: readonly string[] = []): ArchiveListing {
  const bytes = zip instanceof Uint8Array ? zip : rawZip(zip);
  const listing = listArchive(bytes, { format: 'zip', members });
  if (listing === null) throw new Error('too large for this test');
  return listing;
}

/** Codes of the problems for which an archive is refused. */
function refusals(zip: RawZip | Uint8Array): readonly string[] {
  return list(zip)
    .problems.filter(({ severity }) => severity !== 'note')
    .map(({ code }) => code);
}

const one = (entry: RawZipEntry, rest: Partial<RawZip> = {}): RawZip => ({ entries: [{ ...a, ...entry }], ...rest });
const away = 0xffffffff;
const packedSize = deflateRawSync('content of a').length;
const both = zip64Extra(12, packedSize);
const inner = rawZip({ entries: [{ name: 'evil', content: 'evil' }] });
const locatorTail = joinBytes([bytesOf('PK\x06\x07'), new Uint8Array(16)]);

/** The classes of the vectors with which PyPI tests that it refuses what ZIP readers see differently (2025-08-07). */
const rejected: readonly (readonly [string, RawZip | Uint8Array, string])[] = [
  [
    'a comment whose length in 8 bits ends before another end',
    one({}, { comment: joinBytes([new Uint8Array(256), inner]) }),
    'zip-comment-record',
  ],
  ['an entry twice in the central directory', one({}, { centralOrder: [0, 0] }), 'zip-central'],
  ['an entry missing in the central directory', { entries: [a, { ...b, only: 'local' }] }, 'zip-central'],
  ['an entry missing among the local headers', { entries: [a, { ...b, only: 'central' }] }, 'zip-central'],
  ['a descriptor with a wrong sum', one({ descriptor: { form: 'signed', crc: 1 } }), 'zip-descriptor'],
  ['a descriptor with a sum of zero', one({ descriptor: { form: 'signed', crc: 0 } }), 'zip-descriptor'],
  ['a descriptor with a wrong packed size', one({ descriptor: { form: 'signed', packedSize: 1 } }), 'zip-descriptor'],
  ['a descriptor with a wrong size', one({ descriptor: { form: 'signed', size: 1 } }), 'zip-descriptor'],
  [
    'a descriptor without signature and with a wrong size',
    one({ descriptor: { form: 'plain', size: 1 } }),
    'zip-descriptor',
  ],
  [
    'a descriptor of 64 bits with a wrong packed size',
    one({ descriptor: { form: 'signed64', packedSize: 1 }, extra: zip64Extra(), central: { extra: '' } }),
    'zip-descriptor',
  ],
  [
    'a descriptor of 64 bits with a wrong size',
    one({ descriptor: { form: 'signed64', size: 1 }, extra: zip64Extra(), central: { extra: '' } }),
    'zip-descriptor',
  ],
  ['two ends', joinBytes([rawZip(one({})), rawZip(one({})).subarray(-22)]), 'zip-trailing-data'],
  ['a ZIP64 locator that points elsewhere', one({}, { zip64: { locator: { offset: 0 } } }), 'zip64-end'],
  ['a ZIP64 end followed by no locator', one({}, { zip64: { locator: null } }), 'zip64-end'],
  ['a ZIP64 end and a locator but no end', rawZip(one({}, { zip64: {} })).subarray(0, -22), 'zip-truncated'],
  ['a locator without a ZIP64 end', one({}, { zip64: { withoutRecord: true } }), 'zip-gap'],
  ['extra fields that end in three bytes', one({ extra: 'abc' }), 'zip-extra'],
  [
    'a name of a code page with a Unicode path',
    one({ name: Uint8Array.of(0xe9), extra: unicodePathExtra(Uint8Array.of(0xe9), 'é') }),
    'zip-name-encoding',
  ],
  ['no ZIP archive', bytesOf('hello, this is no archive of any kind'), 'zip-start'],
  ['an empty file', new Uint8Array(0), 'zip-start'],
  ['bytes before the first entry', one({}, { prefix: 'x' }), 'zip-start'],
  [
    'bytes before the first entry that the end accounts for',
    rawZip(one({ central: { offset: 0 } }, { prefix: 'x', end: { centralOffset: 43 } })),
    'zip-start',
  ],
  [
    'two Unicode paths',
    one({ extra: joinBytes([unicodePathExtra('a', 'a'), unicodePathExtra('a', 'a')]) }),
    'zip-extra-twice',
  ],
  ['a Unicode path that is too short', one({ extra: zipExtra(0x7075, 'x') }), 'zip-unicode-path'],
  ['a Unicode path with another name', one({ extra: unicodePathExtra('a', 'b') }), 'zip-unicode-path'],
  ['a Unicode path for another name', one({ extra: unicodePathExtra('b', 'a') }), 'zip-unicode-path'],
  [
    'a Unicode path of another version',
    one({ extra: zipExtra(0x7075, joinBytes([Uint8Array.of(2), unicodePathExtra('a', 'a').subarray(5)])) }),
    'zip-unicode-path',
  ],
  ['bytes behind the end that are no comment', one({}, { suffix: 'x' }), 'zip-trailing-data'],
  ['a name twice', { entries: [a, { ...b, name: 'a' }] }, 'zip-duplicate'],
  ['a ZIP64 end hidden in the size of another', one({}, { zip64: { recordSize: 44 + 76 } }), 'zip64-end'],
  ['a ZIP64 end with extensible data', one({}, { zip64: { extensible: 'x'.repeat(20) } }), 'zip64-end'],
  [
    'a packed size in the ZIP64 field that is wrong',
    one({ local: { packedSize: away, size: away, extra: zip64Extra(12, 99) } }),
    'zip-data-gap',
  ],
  [
    'a size in the ZIP64 field that is wrong',
    one({ local: { packedSize: away, size: away, extra: zip64Extra(99, packedSize) } }),
    'zip-data',
  ],
  [
    'a ZIP64 field that is too long',
    one({ local: { packedSize: away, size: away, extra: zip64Extra(12, packedSize, 0) } }),
    'zip64-sizes',
  ],
  [
    'a ZIP64 field that is too short',
    one({ local: { packedSize: away, size: away, extra: zip64Extra(12) } }),
    'zip64-sizes',
  ],
  ['a ZIP64 field for one of two sizes', one({ local: { size: away, extra: zip64Extra(12) } }), 'zip64-sizes'],
  ['a ZIP64 field that no size points to', one({ local: { extra: both } }), 'zip64-sizes'],
  ['a ZIP64 field in the central directory that no size points to', one({ central: { extra: both } }), 'zip64-sizes'],
  [
    'a ZIP64 field in the central directory with a number too many',
    one({ central: { size: away, extra: both } }),
    'zip64-sizes',
  ],
  [
    'an archive in an archive, uncompressed, where the sizes end early',
    one({ method: 0, content: inner, local: { packedSize: 0, size: 0 } }),
    'zip-checksum',
  ],
  ['an archive behind an archive', joinBytes([rawZip(one({})), inner]), 'zip-trailing-data'],
];

describe('what readers of ZIP see differently', () => {
  test.each(rejected)('%s is refused', (_, zip, code) => {
    expect(refusals(zip)).toEqual([code]);
  });

  test('what is refused for its frame gives out no member', () => {
    const listing = list({ entries: [{ name: 'composer.json', content: '{}' }], suffix: 'x' }, ['composer.json']);
    expect(listing.complete).toBe(false);
    expect(listing.members.size).toBe(0);
  });
});

const accepted: readonly (readonly [string, RawZip, readonly string[]])[] = [
  ['an uncompressed entry', one({ method: 0 }), []],
  ['a compressed entry', one({}), []],
  ['folders', { entries: [{ name: 'd/' }, { name: 'd/e/' }, { name: 'd/e/a', content: 'a' }] }, []],
  ['a file in a folder that is no entry', one({ name: 'd/e/a' }), []],
  ['a comment', one({}, { comment: '0123456789abcdef0123456789abcdef01234567' }), ['zip-comment']],
  ['ZIP64 ends to which nothing points', one({}, { zip64: {} }), ['zip64']],
  [
    'ZIP64 ends to which all points',
    one({}, { zip64: {}, end: { entries: 0xffff, centralSize: away, centralOffset: away } }),
    ['zip64'],
  ],
  [
    'ZIP64 sizes in both headers',
    one({
      local: { packedSize: away, size: away, extra: both },
      central: { packedSize: away, size: away, extra: both },
    }),
    [],
  ],
  ['ZIP64 sizes in the local header', one({ local: { packedSize: away, size: away, extra: both } }), []],
  ['a descriptor', one({ descriptor: 'signed' }), []],
  ['a descriptor without signature', one({ descriptor: 'plain' }), []],
  [
    'a descriptor of 64 bits, announced by an empty field',
    one({ descriptor: 'signed64', local: { extra: zip64Extra() } }),
    [],
  ],
  [
    'a descriptor of 64 bits as Python writes it',
    one({ descriptor: 'signed64', local: { packedSize: away, size: away, extra: zip64Extra(0, 0) } }),
    [],
  ],
  [
    'a descriptor that repeats what the header states',
    one({ descriptor: 'signed', local: { crc: crc32('content of a'), packedSize, size: 12 } }),
    [],
  ],
  ['a UTF-8 name', one({ name: 'é', flags: utf8 }), []],
  ['a Unicode path that says the same', one({ extra: unicodePathExtra('a', 'a') }), []],
  ['an archive in an archive', one({ method: 0, content: inner }), []],
  ['no entry', { entries: [] }, ['zip-empty']],
];

/** ASi's Unix field as PHP's Phar writes it. */
const asi = (mode: number) =>
  zipExtra(0x756e, joinBytes([new Uint8Array(4), Uint8Array.of(mode & 255, mode >> 8), new Uint8Array(8)]));
const times = zipExtra(0x5455, Uint8Array.of(1, 0, 0, 0, 0));

describe('fields that go together', () => {
  test.each<readonly [string, RawZipEntry]>([
    ['the newest version that all know', { version: 45 }],
    ["ASi's Unix field without a type", { extra: asi(0o644) }],
    ["ASi's Unix field of a file", { extra: asi(0o100644) }],
    ["ASi's Unix field of a folder", { name: 'd/', content: '', extra: asi(0o040755) }],
    ['a Unicode path among other fields', { extra: joinBytes([times, unicodePathExtra('a', 'a'), times]) }],
    [
      'a ZIP64 field and a Unicode path',
      { local: { packedSize: away, size: away, extra: joinBytes([both, times, unicodePathExtra('a', 'a')]) } },
    ],
    ['a place in the ZIP64 field', { central: { offset: away, extra: zip64Extra(0) } }],
    ['a size in the ZIP64 field', { central: { size: away, extra: zip64Extra(12) } }],
    ['a mode from a system that need not have one', { central: { madeBy: 20, external: 0o100600 * 65536 } }],
    ['attributes of NTFS', { central: { madeBy: (10 << 8) | 63, external: 0x20 } }],
  ])('%s: accepted', (_, entry) => {
    expect(refusals(one(entry))).toEqual([]);
  });

  test.each<readonly [string, RawZipEntry, string]>([
    ['a version newer than that', { version: 46 }, 'zip-version'],
    ['a newer version in the central directory', { central: { version: 46 } }, 'zip-version'],
    ['extra fields that end early in the central directory', { central: { extra: 'abc' } }, 'zip-extra'],
    ['an extra field longer than all of them', { extra: Uint8Array.of(1, 2, 9, 0, 0) }, 'zip-extra'],
    ['an entry of another disk', { central: { disk: 1 } }, 'zip-disks'],
    [
      'two ZIP64 fields',
      { local: { packedSize: away, size: away, extra: joinBytes([both, both]) } },
      'zip-extra-twice',
    ],
    ['a size in a ZIP64 field that is not there', { central: { size: away } }, 'zip64-sizes'],
    [
      'a place in a ZIP64 field that is too short',
      { central: { size: away, offset: away, extra: zip64Extra(12) } },
      'zip64-sizes',
    ],
    ['an empty ZIP64 field in the central directory', { central: { extra: zip64Extra() } }, 'zip64-sizes'],
    ['an empty ZIP64 field without a descriptor', { local: { extra: zip64Extra() } }, 'zip64-sizes'],
    [
      'an empty ZIP64 field to which the header points',
      { descriptor: 'signed64', local: { packedSize: away, size: away, extra: zip64Extra() } },
      'zip64-sizes',
    ],
    [
      'a ZIP64 field to which one size points',
      { descriptor: 'signed64', local: { size: away, extra: zip64Extra(0, 0) } },
      'zip64-sizes',
    ],
    [
      'a ZIP64 field of one size before a descriptor',
      { descriptor: 'signed64', local: { extra: zip64Extra(0) } },
      'zip64-sizes',
    ],
    [
      'a ZIP64 field that states another size than the descriptor',
      { descriptor: 'signed64', local: { extra: zip64Extra(99, 0) } },
      'zip-data',
    ],
    ['a size elsewhere without a field', { descriptor: 'signed', local: { size: away } }, 'zip64-sizes'],
    ['a sum that is not that of the descriptor', { descriptor: 'signed', local: { crc: 1 } }, 'zip-checksum'],
    ['a size that is not that of the descriptor', { descriptor: 'signed', local: { size: 11 } }, 'zip-data'],
    [
      'a descriptor of 32 bits where 64 are announced',
      { descriptor: 'signed', local: { extra: zip64Extra() } },
      'zip-descriptor',
    ],
    ['a descriptor of 64 bits where 32 are', { descriptor: 'signed64' }, 'zip-descriptor'],
    [
      'a Unicode path that is a part of the name',
      { name: 'ab', extra: unicodePathExtra('ab', 'a') },
      'zip-unicode-path',
    ],
    ["ASi's field of a folder for a file", { extra: asi(0o040755) }, 'zip-extra-type'],
    ["ASi's field of a file for a folder", { name: 'd/', content: '', extra: asi(0o100644) }, 'zip-extra-type'],
  ])('%s: refused', (_, entry, code) => {
    expect(refusals(one(entry))).toEqual([code]);
  });

  test('ZIP64 counts that differ from each other are refused, whichever is right', () => {
    expect(refusals(one({}, { zip64: { entries: 2, diskEntries: 1 } }))).toEqual(['zip64-end']);
    expect(refusals(one({}, { zip64: { entries: 1, diskEntries: 2 } }))).toEqual(['zip64-end']);
  });

  test('a comment that holds the letters of a signature alone is a comment, wherever they stand', () => {
    for (const comment of ['PK', 'PKZIP', 'made by PK\x05', 'P\x05\x06PK'])
      expect(refusals(one({}, { comment }))).toEqual([]);
    for (const comment of ['PK\x05\x06', 'PPK\x03\x04', 'PK PK\x01\x02']) {
      expect(refusals(one({}, { comment }))).toEqual(['zip-comment-record']);
    }
  });
});

describe('what all readers of ZIP see alike', () => {
  test.each(accepted)('%s is accepted', (_, zip, notes) => {
    const { problems, complete } = list(zip);
    expect(problems.map(({ code }) => code)).toEqual(notes);
    expect(complete).toBe(true);
  });
});

describe('entries that overlap', () => {
  /** Fifield's bomb: each entry's data starts with the next one's header, quoted in a stored block. */
  test('local headers quoted in the data of others are refused', () => {
    const kernel = rawZipLocal({ name: 'b', content: 'b'.repeat(1000) });
    const quote = joinBytes([
      Uint8Array.of(0, kernel.length & 255, kernel.length >> 8, ~kernel.length & 255, (~kernel.length >> 8) & 255),
      kernel,
    ]);
    const content = joinBytes([kernel, bytesOf('x')]);
    const first: RawZipEntry = { name: 'a', method: 8, content, packed: joinBytes([quote, deflateRawSync('x')]) };
    const inside = rawZipLocal({ name: 'a', packed: '' }).length + 5;
    const zip = {
      entries: [first, { name: 'b', content: 'b'.repeat(1000), only: 'central', central: { offset: inside } } as const],
    };
    expect(refusals(zip)).toEqual(['zip-central']);
  });

  test('two entries of the central directory with one local header are refused', () => {
    const local = rawZipLocal(a);
    const central = joinBytes([rawZipCentral(a, 0), rawZipCentral({ ...a, name: 'b' }, 0)]);
    const end = rawZip({ entries: [], end: { entries: 2, centralSize: central.length, centralOffset: local.length } });
    expect(refusals(joinBytes([local, central, end]))).toEqual(['zip-central']);
  });

  test('entries in another order than in the central directory are refused', () => {
    expect(refusals({ entries: [a, b], centralOrder: [1, 0] })).toEqual(['zip-central']);
  });
});

describe('headers that contradict each other', () => {
  test.each([
    ['name', { name: 'b' }],
    ['place', { offset: 1 }],
    ['flags', { flags: utf8 }],
    ['method', { method: 0 }],
    ['CRC-32', { crc: 1 }],
    ['compressed size', { packedSize: 1 }],
    ['size', { size: 1 }],
  ])('another %s in the central directory is refused, and told', (what, central) => {
    const { problems, entries } = list(one({ central }));
    expect(problems).toMatchObject([
      { code: 'zip-central', path: 'a', detail: expect.stringContaining(`: ${what}.`) as string },
    ]);
    expect(entries).toEqual([]);
  });

  test('CVE-2025-54368: a name that only the local header has is refused', () => {
    expect(refusals(one({ local: { name: 'b' } }))).toEqual(['zip-central']);
  });

  test('a ZIP64 locator that only some readers see before the end is refused', () => {
    expect(refusals(one({ central: { comment: locatorTail } }))).toEqual(['zip64-end']);
  });

  test.each([
    [{ entries: 0 }, 'zip-end'],
    [{ entries: 2 }, 'zip-end'],
    [{ diskEntries: 0 }, 'zip-end'],
    [{ centralSize: 1 }, 'zip-end'],
    [{ centralOffset: 1 }, 'zip-end'],
    [{ entries: 0xffff }, 'zip-end'],
    [{ disk: 1 }, 'zip-disks'],
    [{ centralDisk: 1 }, 'zip-disks'],
  ])('an end record with %j is refused', (end, code) => {
    expect(refusals(one({}, { end }))).toEqual([code]);
  });

  test.each([
    [{ entries: 0 }, 'zip64-end'],
    [{ diskEntries: 2 }, 'zip64-end'],
    [{ centralSize: 1 }, 'zip64-end'],
    [{ centralOffset: 2 ** 40 }, 'zip64-end'],
    [{ disk: 1 }, 'zip-disks'],
    [{ centralDisk: 1 }, 'zip-disks'],
    [{ locator: { disks: 2 } }, 'zip-disks'],
    [{ locator: { disk: 1 } }, 'zip-disks'],
  ])('a ZIP64 end with %j is refused', (zip64, code) => {
    expect(refusals(one({}, { zip64 }))).toEqual([code]);
  });
});
