import { hash } from 'node:crypto';
import { deflateRawSync, crc32 } from 'node:zlib';
import { AssayError, type ArchiveFormat, type ArchiveListing } from '@assay/model';
import { bytesOf, gzip, joinBytes, paxEntry, rawGem, rawTar, rawTarEntry, rawTgz } from '@assay/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';

const members = ['package.json', 'metadata.gz', 'metadata.gz.sig', 'data.tar.gz!/lib/a.rb', 'data.tar.gz'];

async function* chunks(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let at = 0;
  for (const end of ends) {
    yield bytes.slice(at, end);
    at = end;
  }
}

function stream(bytes: Uint8Array, format: ArchiveFormat, cuts: readonly number[] = []): Promise<ArchiveListing> {
  return listArchiveStream(chunks(bytes, cuts), { format, members });
}

const npmTar = rawTar([
  { name: 'package/package.json', content: '{"name":"a"}' },
  paxEntry([['path', `package/${'folder/'.repeat(30)}a.js`]]),
  { name: 'package/a.js', content: 'x'.repeat(2000) },
  { name: 'package/lib/', type: '5' },
  { name: 'package/link', type: '2', linkName: 'a.js' },
  { name: 'package/./package.json', content: '{"name":"a"}' },
]);
const npm = gzip(npmTar);
const gem = rawGem({
  metadata: '--- !ruby/object:Gem::Specification {}\n',
  data: [{ name: 'lib/a.rb', content: 'a' }, { name: 'lib/b.rb', content: 'b'.repeat(5000) }, { name: 'lib/A.rb' }],
  extra: [{ name: 'metadata.gz.sig', content: 'signature' }],
});
const archives: readonly (readonly [ArchiveFormat, Uint8Array])[] = [
  ['npm-tgz', npm],
  ['npm-tgz', gzip(npmTar, 'stored')],
  ['gem', gem],
];

describe('what a listing says', () => {
  test('an npm tarball has its entries, the requested member and hashes where they matter', () => {
    const listing = listArchive(npm, { format: 'npm-tgz', members: ['package.json', 'missing'] });
    expect(listing?.complete).toBe(true);
    expect(listing?.problems.map(({ code }) => code)).toEqual(['link', 'name-not-canonical', 'duplicate-same']);
    expect(listing?.members).toEqual(new Map([['package.json', bytesOf('{"name":"a"}')]]));
    const sha256 = hash('sha256', '{"name":"a"}');
    expect(listing?.entries).toEqual([
      { path: 'package/package.json', type: 'file', mode: 0o644, size: 12, sha256 },
      { path: `package/${'folder/'.repeat(30)}a.js`, type: 'file', mode: 0o644, size: 2000 },
      { path: 'package/lib/', type: 'directory', mode: 0o644, size: 0 },
      { path: 'package/link', type: 'symlink', mode: 0o644, size: 0, linkTarget: 'a.js' },
      { path: 'package/./package.json', type: 'file', mode: 0o644, size: 12, sha256 },
    ]);
  });

  test('a gem has its members with their hashes, and those of data.tar.gz within it', () => {
    const listing = listArchive(gem, { format: 'gem', members });
    expect(listing?.entries.map(({ within, path }) => [within, path])).toEqual([
      [undefined, 'metadata.gz'],
      [undefined, 'data.tar.gz'],
      [undefined, 'metadata.gz.sig'],
      ['data.tar.gz', 'lib/a.rb'],
      ['data.tar.gz', 'lib/b.rb'],
      ['data.tar.gz', 'lib/A.rb'],
    ]);
    expect(listing?.entries[2]?.sha256).toBe(hash('sha256', 'signature'));
    expect([...(listing?.members ?? [])]).toEqual([
      ['data.tar.gz!/lib/a.rb', bytesOf('a')],
      ['metadata.gz', bytesOf('--- !ruby/object:Gem::Specification {}\n')],
      ['metadata.gz.sig', bytesOf('signature')],
    ]);
  });

  test.each(archives)(
    '%s: with hashEntries every file has its SHA-256, and nothing else changes',
    async (format, bytes) => {
      const options = { format, members, hashEntries: true };
      const all = listArchive(bytes, options);
      expect(await listArchiveStream(chunks(bytes, [100]), options)).toEqual(all);
      for (const entry of all?.entries ?? []) expect(entry.sha256 !== undefined).toBe(entry.type === 'file');
      const without = (listing: ArchiveListing | null) =>
        listing?.entries.map((entry) => ({ ...entry, sha256: undefined }));
      expect(without(all)).toEqual(without(listArchive(bytes, { format, members })));
    },
  );

  test('of many problems of a code sixteen are told one by one, and the number of the others', () => {
    const bytes = rawTgz(Array.from({ length: 50 }, (_, i) => ({ name: `package/${i}`, mode: 0o4755 })));
    const problems = listArchive(bytes, { format: 'npm-tgz', members: [] })?.problems ?? [];
    expect(problems).toHaveLength(17);
    expect(problems.at(-1)?.detail).toContain('34 more');
  });
});

describe('one gzip member and nothing else', () => {
  const tar = rawTar([{ name: 'package/a' }]);
  const member = (flags: number, fields: Uint8Array): Uint8Array => {
    const head = joinBytes([Uint8Array.of(0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 3), fields]);
    const sum = new Uint8Array(2);
    new DataView(sum.buffer).setUint16(0, crc32(head) & 0xffff, true);
    const tail = gzip(tar).subarray(-8);
    return joinBytes([head, (flags & 2) === 0 ? new Uint8Array(0) : sum, deflateRawSync(tar), tail]);
  };
  const codes = (bytes: Uint8Array) =>
    listArchive(bytes, { format: 'npm-tgz', members })?.problems.map(({ code }) => code);

  test('header fields of RFC 1952 are skipped: extra, name, comment, header CRC', () => {
    const fields = joinBytes([Uint8Array.of(3, 0, 1, 2, 3), bytesOf('name.tar\0'), bytesOf('comment\0')]);
    expect(codes(member(4 + 8 + 16, fields))).toEqual([]);
    expect(codes(member(2 + 4 + 8 + 16, fields))).toEqual([]);
    expect(codes(member(1, new Uint8Array(0)))).toEqual([]);
  });

  test.each([
    ['a wrong header CRC', 2, Uint8Array.of(0, 0)],
    ['a reserved flag', 0x20, new Uint8Array(0)],
    ['an endless name', 8, new Uint8Array(100_000).fill(0x61)],
  ])('%s is no gzip header', (_, flags, fields) => {
    const bytes = flags === 2 ? member(0, fields).with(3, 2) : member(flags, fields);
    expect(codes(bytes)?.[0]).toMatch(/^gzip-/);
  });

  test.each(['', '\x1f', '\x1f\x8b', 'PK\x03\x04', '<html>', '\x1f\x8b\x08'])('%j is not an archive', (text) => {
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    const [code] = codes(bytes) ?? [];
    expect(code).toMatch(/^gzip-(?:header|truncated)$/);
  });

  test('every cut of an archive is refused, and every byte behind it but zeros', async () => {
    for (const [format, bytes] of archives) {
      for (let length = 0; length < bytes.length; length += 16) {
        const cut = listArchive(bytes.subarray(0, length), { format, members });
        // Half an end marker is an end.
        const whole = cut?.problems.every(({ severity }) => severity === 'note');
        expect(whole).toBe(format === 'gem' && length === bytes.length - 512);
        expect(await stream(bytes.subarray(0, length), format)).toEqual(cut);
      }
    }
    for (const byte of [1, 0x1f, 0x20, 0x61]) {
      expect(codes(joinBytes([npm, new Uint8Array(9), Uint8Array.of(byte)]))).toContain('gzip-trailing-data');
    }
  });

  test('a hostile declared length is only a hint', () => {
    for (const declared of [0, 1, 0xffff_ffff]) {
      const bytes = npm.slice();
      new DataView(bytes.buffer).setUint32(bytes.length - 4, declared, true);
      expect(codes(bytes)).toEqual(['gzip-checksum']);
    }
  });
});

describe('how an archive comes', () => {
  test('the listing depends on the bytes alone: any chunks, and at once, give the same', async () => {
    for (const [format, bytes] of archives) {
      const whole = listArchive(bytes, { format, members });
      const cutting = fc.array(fc.nat(), { maxLength: 20 });
      await fc.assert(
        fc.asyncProperty(cutting, async (cuts) => {
          expect(await stream(bytes, format, cuts)).toEqual(whole);
        }),
        { numRuns: 60 },
      );
    }
  });

  test('chunks of one byte give the same', async () => {
    for (const [format, bytes] of archives) {
      const all = Array.from(bytes, (_, i) => i);
      expect(await stream(bytes, format, all)).toEqual(listArchive(bytes, { format, members }));
    }
  });

  test('what the chunks throw is what the listing rejects with', async () => {
    const reset = new Error('reset');
    async function* failing() {
      yield npm.subarray(0, 50);
      await Promise.reject(reset);
    }
    for (const format of ['npm-tgz', 'gem'] as const) {
      await expect(listArchiveStream(failing(), { format, members })).rejects.toBe(reset);
    }
  });

  test('after a cap no more chunks are asked for', async () => {
    let asked = 0;
    async function* endless() {
      const zeros = gzip(joinBytes([rawTarEntry({ name: 'package/a', size: 2 ** 31 }), new Uint8Array(2 ** 26)]));
      yield zeros.subarray(0, -20);
      for (;;) {
        asked++;
        await Promise.resolve();
        yield new Uint8Array(65536);
      }
    }
    const listing = await listArchiveStream(endless(), { format: 'npm-tgz', members });
    expect(listing.complete).toBe(false);
    expect(asked).toBeLessThan(10);
  });
});

describe('hostile bytes', () => {
  const mutation = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 8 });
  const mutate = (bytes: Uint8Array, changes: readonly (readonly [number, number])[]) => {
    const mutant = bytes.slice();
    for (const [at, value] of changes) mutant[at % mutant.length] = value;
    return mutant;
  };

  test.each(archives)(
    '%s: any bytes changed never throw or hang, and both ways list the same',
    async (format, bytes) => {
      await fc.assert(
        fc.asyncProperty(mutation, fc.array(fc.nat(), { maxLength: 3 }), async (changes, cuts) => {
          const mutant = mutate(bytes, changes);
          const listing = listArchive(mutant, { format, members });
          expect(await stream(mutant, format, cuts)).toEqual(listing);
        }),
        { numRuns: 500 },
      );
    },
  );

  test('a tar with any bytes changed lists the same both ways', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, async (changes) => {
        const mutant = gzip(mutate(npmTar, changes), 'stored');
        expect(await stream(mutant, 'npm-tgz')).toEqual(listArchive(mutant, { format: 'npm-tgz', members }));
      }),
      { numRuns: 500 },
    );
  });

  test('one changed byte of a gem is never accepted with another listing', () => {
    const honest = listArchive(gem, { format: 'gem', members });
    for (let at = 0; at < gem.length; at++) {
      const listing = listArchive(gem.with(at, (gem[at] ?? 0) ^ 0x10), { format: 'gem', members });
      const refused = listing?.problems.some(({ severity }) => severity !== 'note');
      // What is not hashed by tar or gzip: file padding (a note), the gzip header's time and system (in the digests).
      if (refused === false) expect(listing?.entries.map(nameAndSize)).toEqual(honest?.entries.map(nameAndSize));
    }
  });

  const nameAndSize = ({ path, size, type, mode }: ArchiveListing['entries'][number]) => ({ path, size, type, mode });
});

describe('limits', () => {
  test.each([0, -1, 1.5, Number.NaN, Infinity])('%d is misuse', async (maxEntries) => {
    const options = { format: 'npm-tgz', members, limits: { maxEntries } } as const;
    expect(() => listArchive(npm, options)).toThrow(AssayError);
    await expect(listArchiveStream(chunks(npm, []), options)).rejects.toThrow(AssayError);
  });

  test('what is too large to be listed in one go is null, and listed as a stream', async () => {
    const many = rawTgz(Array.from({ length: 6000 }, (_, i) => ({ name: `package/${i}` })));
    const large = rawTgz([{ name: 'package/a', content: new Uint8Array(9 * 1024 ** 2) }]);
    for (const bytes of [many, large]) {
      expect(listArchive(bytes, { format: 'npm-tgz', members })).toBeNull();
      expect((await stream(bytes, 'npm-tgz')).complete).toBe(true);
    }
    const gemOfLarge = rawGem({ data: [{ name: 'lib/a', content: new Uint8Array(9 * 1024 ** 2) }] });
    expect(listArchive(gemOfLarge, { format: 'gem', members })).toBeNull();
    expect((await stream(gemOfLarge, 'gem')).complete).toBe(true);
  });
});
