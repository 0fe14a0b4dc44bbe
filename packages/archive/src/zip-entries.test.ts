import { deflateRawSync } from 'node:zlib';
import type { ArchiveListing } from '@assay/model';
import { bytesOf, joinBytes, rawZip, zipExtra, type RawZip, type RawZipEntry } from '@assay/testkit';
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
