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

describe('data', () => {
  test('GHSA-rcw4-f5rp-g42v: what inflates to more than a declared size of zero is refused', () => {
    expect(refusals(one({ local: { size: 0 }, central: { size: 0 } }))).toEqual(['zip-data']);
  });

  test.each([0, 11, 13, 4_000_000])('a declared size of %d for 12 bytes is refused', (size) => {
    expect(refusals(one({ local: { size }, central: { size } }))).toEqual(['zip-data']);
  });

  test('stored data with two sizes is refused', () => {
    expect(refusals(one({ method: 0, local: { size: 1 }, central: { size: 1 } }))).toEqual(['zip-data']);
  });

  test('a deflate stream that goes on behind its entry is refused', () => {
    const packed = deflateRawSync('content of a').subarray(0, -1);
    expect(refusals(one({ packed }))).toEqual(['zip-data']);
  });

  test('an empty file that is said to be compressed but has no data is refused', () => {
    expect(refusals(one({ content: '', packed: '', method: 8 }))).toEqual(['zip-data']);
  });

  test.each([1, 6, 9, 12, 14, 93, 95, 97, 98, 99])('method %d is refused', (method) => {
    expect(refusals(one({ method }))).toEqual(['zip-method']);
  });

  test.each([
    [0x1, 'zip-encrypted'],
    [0x40, 'zip-encrypted'],
    [0x41, 'zip-encrypted'],
    [0x2000, 'zip-encrypted'],
    [0x10, 'zip-flags'],
    [0x20, 'zip-flags'],
    [0x80, 'zip-flags'],
    [0x1000, 'zip-flags'],
    [0x8000, 'zip-flags'],
  ])('flags 0x%s are refused', (flags, code) => {
    expect(refusals(one({ flags }))).toEqual([code]);
    expect(refusals(one({ central: { flags } }))).toEqual([code]);
  });

  test('stored data of which only a descriptor tells the length is refused, even when the header repeats it', () => {
    expect(refusals(one({ method: 0, descriptor: 'signed' }))).toEqual(['zip-descriptor-stored']);
    expect(refusals(one({ method: 0, descriptor: 'signed', local: { packedSize: 12, size: 12 } }))).toEqual([
      'zip-descriptor-stored',
    ]);
    expect(refusals(one({ name: 'a/', content: '', method: 0, mode: 0o040755, descriptor: 'signed' }))).toEqual([]);
  });

  test.each([0x0017, 0x9901])('an extra field of encryption (0x%s) is refused', (id) => {
    expect(refusals(one({ extra: zipExtra(id, new Uint8Array(7)) }))).toEqual(['zip-encrypted']);
  });
});

describe('what an entry is', () => {
  test.each([
    ['a volume label, which unzip leaves out', { external: 0x08 }, 'zip-attributes'],
    ['a folder by its attributes alone', { external: 0x10 }, 'zip-attributes'],
    ['a folder by its mode alone', { external: 0o040755 * 65536 }, 'zip-attributes'],
    ['a reparse point', { external: 0x400 }, 'zip-attributes'],
    ['a link on a system without links', { madeBy: 20, external: 0o120777 * 65536 }, 'zip-attributes'],
    ['from a system that has its own rules', { madeBy: 2 << 8 }, 'zip-attributes'],
    ['a device', { external: 0o060644 * 65536 }, 'entry-device'],
    ['a socket', { external: 0o140644 * 65536 }, 'entry-device'],
  ])('%s is refused', (_, central, code) => {
    expect(refusals(one({ central }))).toEqual([code]);
  });

  test.each([
    ['a folder with content', { name: 'd/', content: 'x', mode: 0o040755 }, 'entry-size'],
    ['a file with the name of a folder', { name: 'd/', content: '', mode: 0o100644 }, 'entry-folder-file'],
    ['a link with the name of a folder', { name: 'd/', content: '', mode: 0o120777 }, 'entry-folder-file'],
    ['a folder twice', { name: 'a/', content: '', mode: 0o040755 }, 'path-conflict'],
  ])('%s is refused', (_, entry, code) => {
    expect(refusals({ entries: [a, entry] })).toEqual([code]);
  });

  test('a folder that is there twice is refused as any name is', () => {
    const folder: RawZipEntry = { name: 'd/', mode: 0o040755 };
    expect(refusals({ entries: [folder, a, folder] })).toEqual(['zip-duplicate']);
  });

  test.each([0x000d, 0x6c78])('an extra field that may make a link of the entry (0x%s) is refused', (id) => {
    expect(refusals(one({ extra: zipExtra(id, new Uint8Array(14)) }))).toEqual(['zip-extra-type']);
  });

  test.each([
    ['a link', [0xff, 0xa1, 1, 0, 0, 0], 'b'],
    ['a link without a target', [0xff, 0xa1, 0, 0, 0, 0], ''],
    ['a folder', [0xed, 0x41, 0, 0, 0, 0], ''],
    ['a file with a target', [0xa4, 0x81, 1, 0, 0, 0], 'b'],
  ])(
    "ASi's Unix field, from which unzip takes the type, is refused when it makes %s of a file",
    (_, fields, target) => {
      const field = joinBytes([new Uint8Array(4), Uint8Array.from(fields), new Uint8Array(4), bytesOf(target)]);
      expect(refusals(one({ extra: zipExtra(0x756e, field) }))).toEqual(['zip-extra-type']);
    },
  );
});

describe('links', () => {
  const link = (name: string, content: string): RawZipEntry => ({ name, content, mode: 0o120777, method: 0 });

  test('a link within is listed with its target and no size', () => {
    const { entries, problems } = list({ entries: [{ name: 'r/a', content: 'a' }, link('r/l', 'a')] });
    expect(problems.map(({ code }) => code)).toEqual(['link']);
    expect(entries[1]).toEqual({ path: 'r/l', type: 'symlink', mode: 0o777, size: 0, linkTarget: 'a' });
  });

  test.each([
    ['out of the root folder that Composer takes away', 'r/l', '../x', 'link-outside'],
    ['out', 'r/d/l', '../../x', 'link-outside'],
    ['to an absolute path', 'r/l', '/etc/passwd', 'link-absolute'],
    ['to a drive', 'r/l', 'C:/x', 'link-absolute'],
    ['to nothing', 'r/l', '', 'zip-link-target'],
    ['to two lines', 'r/l', 'a\nb', 'zip-link-target'],
    ['to a NUL', 'r/l', 'a\0b', 'zip-link-target'],
  ])('a link %s is refused', (_, name, target, code) => {
    expect(refusals({ entries: [{ name: 'r/a', content: 'a' }, link(name, target)] })).toEqual([code]);
  });

  test('a link whose target is no name for its length is refused', () => {
    expect(refusals({ entries: [link('l', 'x'.repeat(2000))] })).toEqual(['limit-path']);
  });

  test('an entry beneath a link is refused, whichever comes first', () => {
    const beneath: RawZipEntry = { name: 'r/l/x', content: 'x' };
    expect(refusals({ entries: [link('r/l', 'd'), beneath] })).toEqual(['through-link']);
    expect(refusals({ entries: [beneath, link('r/l', 'd')] })).toEqual(['through-link']);
    expect(refusals({ entries: [link('r/L', 'd'), beneath] })).toEqual(['through-link']);
  });

  test('a link twice is refused', () => {
    expect(refusals({ entries: [link('r/l', 'a'), link('r/l', 'a')] })).toEqual(['zip-duplicate']);
  });
});

describe('names', () => {
  test.each([
    ['../a', 'name-parent'],
    ['d/../../a', 'name-parent'],
    ['..\\a', 'name-backslash'],
    ['/a', 'name-absolute'],
    ['//a', 'name-absolute'],
    ['C:/a', 'name-drive'],
    ['c:a', 'name-drive'],
    ['d\\a', 'name-backslash'],
    ['a\0b', 'name-nul'],
    ['', 'name-empty'],
    ['composer.json;1', 'zip-name-version'],
    ['composer.json;', 'zip-name-version'],
    ['d;1/', 'zip-name-version'],
    ['d/.', 'zip-name-dot'],
    ['com\x01poser.json', 'zip-name-control'],
    ['composer.json\n', 'zip-name-control'],
    ['a\x7f', 'zip-name-control'],
  ])('%j is refused', (name, code) => {
    const mode = name.endsWith('/') ? 0o040755 : 0o100644;
    expect(refusals({ entries: [{ name, mode }] })).toContain(code);
  });

  test('names that are not what their flag says are refused', () => {
    expect(refusals(one({ name: 'é' }))).toEqual(['zip-name-encoding']);
    expect(refusals(one({ name: Uint8Array.of(0xe9), flags: utf8 }))).toEqual(['name-not-utf8']);
    expect(refusals(one({ name: Uint8Array.of(0xc0, 0xaf), flags: utf8 }))).toEqual(['name-not-utf8']);
  });

  test.each([
    ['r/composer.json', 'r/Composer.json'],
    ['composer.json', 'COMPOSER.JSON'],
    ['r/composer.json', 'R/composer.json'],
    ['r/composer.json', 'r/composer.json.'],
    ['r/composer.json', 'r/composer.json::$DATA'],
  ])('%s and %s meet in one file on some systems, and are refused', (first, second) => {
    const entries = [first, second].map((name) => ({ name, content: '{}' }));
    expect(refusals({ entries })).toContain('manifest-collision');
  });

  test('other files that differ by case alone are a note', () => {
    const { problems } = list({ entries: [a, { ...b, name: 'A' }] });
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['path-collision', 'note']]);
  });

  test('one path spelt in two ways is a path twice', () => {
    expect(
      refusals({
        entries: [
          { ...a, name: 'd/a' },
          { ...b, name: 'd//a' },
        ],
      }),
    ).toEqual(['zip-duplicate']);
    expect(
      refusals({
        entries: [
          { ...a, name: 'a' },
          { ...b, name: './a' },
        ],
      }),
    ).toEqual(['zip-duplicate']);
  });
});
