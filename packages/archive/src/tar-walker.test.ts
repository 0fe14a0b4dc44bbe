import { bytesOf, gnuLong, joinBytes, paxEntry, rawTar, rawTarEntry, type RawTarEntry } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { resolveLimits } from './archive-limits.js';
import { TarWalker, type TarEntry } from './tar-walker.js';

interface Walk {
  readonly entries: readonly TarEntry[];
  /** The content that was handed in, with what began and ended it. */
  readonly told: readonly string[];
  readonly problems: readonly string[];
  readonly ended: boolean;
  readonly position: number;
  readonly effort: number;
  readonly stopped: boolean;
}

interface Options {
  readonly isGem?: boolean;
  readonly limits?: Parameters<typeof resolveLimits>[0];
  readonly wanted?: boolean;
}

function walkIn(size: number, bytes: Uint8Array, { isGem = false, limits, wanted = true }: Options): Walk {
  const entries: TarEntry[] = [];
  const told: string[] = [];
  const problems: string[] = [];
  let content = '';
  const walker = new TarWalker(
    {
      entry: (entry) => {
        told.push(`entry ${entry.path}`);
        entries.push(entry);
        return wanted && entry.type === 'file';
      },
      content: (part) => {
        content += new TextDecoder().decode(part);
      },
      contentEnd: () => {
        told.push(`content ${content}`);
        content = '';
      },
      extension: ({ path }) => told.push(`extension ${path}`),
      problem: (code, path) => problems.push(path === undefined ? code : `${code} ${path}`),
    },
    resolveLimits(limits),
    isGem,
  );
  for (let at = 0; at < bytes.length; at += size) walker.write(bytes.slice(at, at + size));
  const { position, effort, stopped } = walker;
  return { entries, told, problems, ended: walker.end(), position, effort, stopped };
}

/** The walk, which is the same however the bytes come. */
function walk(bytes: Uint8Array, options: Options = {}): Walk {
  const whole = walkIn(bytes.length + 1, bytes, options);
  for (const size of [1, 100, 511, 512, 513, 1000, 1025]) expect(walkIn(size, bytes, options)).toEqual(whole);
  return whole;
}

const tar = (...parts: (RawTarEntry | Uint8Array)[]) => walk(rawTar(parts));
const file: RawTarEntry = { name: 'p/a', content: 'abc' };
const after: RawTarEntry = { name: 'p/z', content: 'z' };

describe('a walk', () => {
  test('tells entries with their place, content, and what there was to do', () => {
    const parts = [
      file,
      { name: 'p/empty' },
      { name: 'p/block', content: 'x'.repeat(512) },
      { name: 'p/d', type: '5' },
    ];
    const { entries, told, ...rest } = tar(...parts, { ...after, type: '\0' });
    expect(told).toEqual([
      'entry p/a',
      'content abc',
      'entry p/empty',
      'content ',
      'entry p/block',
      `content ${'x'.repeat(512)}`,
      'entry p/d',
      'entry p/z',
      'content z',
    ]);
    expect(entries.map(({ offset, size, type }) => [offset, size, type])).toEqual([
      [512, 3, 'file'],
      [1536, 0, 'file'],
      [2048, 512, 'file'],
      [3072, 0, 'directory'],
      [3584, 1, 'file'],
    ]);
    expect(rest).toEqual({ problems: [], ended: true, position: 5120, effort: 5, stopped: false });
  });

  test('hands in no content that nobody wants', () => {
    expect(walk(rawTar([file, { name: 'p/empty' }, after]), { wanted: false }).told).toEqual([
      'entry p/a',
      'entry p/empty',
      'entry p/z',
    ]);
  });

  test('gives the permission bits, set-id bits included, and no others', () => {
    expect(tar({ ...file, mode: 0o104755 }).entries[0]?.mode).toBe(0o4755);
  });

  test('skips what is no file, and says what it is', () => {
    for (const [type, code] of [
      ['3', 'entry-device'],
      ['4', 'entry-device'],
      ['6', 'entry-device'],
      ['7', 'entry-type'],
    ] as const) {
      const { told, problems, ended } = tar({ ...file, type }, after);
      expect(told).toEqual(['entry p/z', 'content z']);
      expect(problems).toEqual([`${code} p/a`]);
      expect(ended).toBe(true);
    }
  });
});

describe('what makes readers differ on where the next header is stops the walk', () => {
  test.each<readonly [string, RawTarEntry]>([
    ['entry-link-target p/a', { ...file, linkName: 'b' }],
    ['entry-link-target p/a', { name: 'p/a', type: '1' }],
    ['entry-link-target p/a', { name: 'p/a', type: '2' }],
    ['entry-link-target p/a', { name: 'p/a', type: '5', linkName: 'b' }],
    ['entry-size p/a', { name: 'p/a', type: '5', size: 512 }],
    ['entry-size p/a', { name: 'p/a', type: '2', linkName: 'b', size: 512 }],
    ['entry-size p/a', { name: 'p/a', type: '1', size: 512 }],
    ['entry-folder-file p/a/', { ...file, name: 'p/a/' }],
    ['entry-link-target p/a/', { ...file, name: 'p/a/', linkName: 'b' }],
    ['tar-checksum', { ...file, checksum: { field: '0' } }],
    ['name-empty ', paxEntry([['path', 'p/b']], { name: '' })],
    ['entry-link-target PaxHeader/x', paxEntry([['path', 'p/b']], { linkName: 'b' })],
    ['extension-malformed PaxHeader/x', paxEntry('')],
    ['extension-malformed ././@LongLink', { ...gnuLong('L', 'p/b'), content: '' }],
    ['extension-malformed ././@LongLink', gnuLong('K', '')],
    ['extension-malformed PaxHeader/x', paxEntry([['path', 'p/b']], { paddingByte: 0x61 })],
    ['name-nul ././@LongLink', { ...gnuLong('K', 'b'), content: 'b\0c' }],
  ])('%s', (problem, entry) => {
    const { entries, problems, ended, stopped } = tar(entry, after);
    expect(problems).toEqual([problem]);
    expect(entries).toEqual([]);
    expect([ended, stopped]).toEqual([false, true]);
  });

  test('padding is looked at once for each file', () => {
    const dirty = { ...file, paddingByte: 0x61 };
    expect(tar(dirty, after, { ...dirty, name: 'p/b' }).problems).toEqual(['tar-padding p/a', 'tar-padding p/b']);
  });
});

describe('extension headers', () => {
  test('give the next entry its name and its target, and no other', () => {
    const { entries, told, problems } = tar(
      gnuLong('L', 'p/long'),
      gnuLong('K', 'target'),
      { name: 'p/a', type: '2', linkName: 'b' },
      after,
    );
    expect(entries.map(({ path, linkName, renamed }) => [path, linkName, renamed])).toEqual([
      ['p/long', 'target', true],
      ['p/z', '', false],
    ]);
    expect(told).toEqual([
      'extension ././@LongLink',
      'extension ././@LongLink',
      'entry p/long',
      'entry p/z',
      'content z',
    ]);
    expect(problems).toEqual([]);
  });

  test('rename an entry by its target alone, and not by what it is called anyway', () => {
    const link: RawTarEntry = { name: 'p/a', type: '2', linkName: 'b' };
    const renamed = (...parts: RawTarEntry[]) => tar(...parts).entries.map((entry) => entry.renamed);
    expect(renamed(paxEntry([['linkpath', 'c']]), link)).toEqual([true]);
    expect(renamed(paxEntry([['path', 'p/c']]), link)).toEqual([true]);
    expect(renamed(paxEntry([['linkpath', 'b']]), link)).toEqual([false]);
    expect(renamed(paxEntry([['path', 'p/a']]), link)).toEqual([false]);
    expect(renamed(paxEntry([['mtime', '1']]), link)).toEqual([false]);
  });

  test('are followed by an entry, whatever comes instead of it', () => {
    const pending = paxEntry([['path', 'p/b']]);
    for (const bytes of [
      rawTar([pending]),
      rawTar([pending], 0),
      rawTar([pending], 1),
      joinBytes([rawTar([pending]), bytesOf('x'.repeat(512))]),
      joinBytes([rawTar([pending]), rawTar([after])]),
    ]) {
      const { problems, entries, ended } = walk(bytes);
      expect(problems).toEqual(['extension-dangling']);
      expect([entries, ended]).toEqual([[], false]);
    }
  });

  test('for all entries may hold a comment, and not stand before the entry of another', () => {
    const comment = paxEntry([['comment', 'a commit']], { type: 'g' });
    expect(tar(comment, file).problems).toEqual(['extension-comment']);
    expect(tar(paxEntry([['path', 'p/b']]), comment, file).problems).toEqual(['extension-conflict PaxHeader/x']);
    expect(tar(paxEntry([['mtime', '1']], { type: 'g' }), file).problems).toEqual(['extension-global PaxHeader/x']);
    const vendors = paxEntry([['VENDOR.a', '1']], { type: 'g' });
    expect(tar(vendors, file).problems).toEqual(['extension-vendor-key PaxHeader/x', 'extension-global PaxHeader/x']);
  });

  test('may fill their blocks', () => {
    const name = `p/${'b'.repeat(509)}`;
    expect(tar(gnuLong('L', name), file).entries[0]?.path).toBe(name);
    expect(tar(gnuLong('L', `${name}b`), file).entries[0]?.path).toBe(`${name}b`);
  });

  test('cost effort by their size, which has a cap', () => {
    const extension = paxEntry([['comment', 'a'.repeat(243)]]);
    expect(tar(extension, file).effort).toBe(1 + 256 / 128 + 1);
    expect(walk(rawTar([extension, file]), { limits: { maxPaxBytes: 256 } }).problems).toEqual([]);
    expect(walk(rawTar([extension, file]), { limits: { maxPaxBytes: 255 } })).toMatchObject({
      problems: ['limit-extension PaxHeader/x'],
      ended: false,
    });
  });
});

test('the cap on entries is the last that is told, whatever their types', () => {
  const parts = [file, { ...file, type: '7' }, after];
  expect(walk(rawTar(parts), { limits: { maxEntries: 3 } }).problems).toEqual(['entry-type p/a']);
  const { problems, told, ended } = walk(rawTar(parts), { limits: { maxEntries: 2 } });
  expect(problems).toEqual(['entry-type p/a', 'limit-entries']);
  expect(told).toEqual(['entry p/a', 'content abc']);
  expect(ended).toBe(false);
});

describe('the end', () => {
  const entry = rawTarEntry(file);
  const zeros = (count: number) => new Uint8Array(count);
  const problems = (...parts: Uint8Array[]) => walk(joinBytes(parts)).problems;
  const inGem = (...parts: Uint8Array[]) => walk(joinBytes(parts), { isGem: true }).problems;

  test('is two blocks of zeros, one at least, and may be more', () => {
    expect(problems(entry, zeros(1024))).toEqual([]);
    expect(problems(entry, zeros(10_240))).toEqual([]);
    expect(problems(entry, zeros(512))).toEqual(['tar-short-end']);
    expect(problems(entry)).toEqual(['tar-no-end']);
    expect(problems(rawTarEntry({ ...file, content: 'x'.repeat(512) }))).toEqual(['tar-no-end']);
    expect(problems(rawTarEntry(gnuLong('L', 'x'.repeat(511))))).toEqual(['extension-dangling']);
    expect(problems(zeros(1024))).toEqual(['tar-empty']);
    expect(problems(zeros(512))).toEqual(['tar-empty']);
  });

  test.each([
    ['nothing', zeros(0)],
    ['a part of a header', entry.subarray(0, 511)],
    ['a header without its content', entry.subarray(0, 512)],
    ['a part of the content', entry.subarray(0, 513)],
    ['a part of the padding', entry.subarray(0, 1023)],
    ['a part of the end marker', joinBytes([entry, zeros(511)])],
    ['a block and a part', joinBytes([entry, zeros(1023)])],
  ])('is cut off after %s', (_, bytes) => {
    for (const isGem of [false, true]) {
      const { problems: found, ended } = walk(bytes, { isGem });
      expect(found).toEqual(['tar-truncated']);
      expect(ended).toBe(false);
    }
  });

  test('has nothing but zeros behind it', () => {
    for (const tail of [bytesOf('x'), entry, joinBytes([zeros(100), bytesOf('x')]), joinBytes([zeros(512), entry])]) {
      expect(problems(entry, zeros(1024), tail)).toEqual(['tar-data-after-end']);
      expect(problems(entry, zeros(512), tail)).toEqual(['tar-data-after-end']);
    }
  });

  test('of a gem has less than a block behind it, from the last whole block of zeros on', () => {
    const trailing = ['tar-trailing-bytes'];
    const more = ['tar-data-after-end'];
    expect(inGem(entry, zeros(1024), bytesOf('x'))).toEqual(trailing);
    expect(inGem(entry, zeros(1024), bytesOf('x'.repeat(511)))).toEqual(trailing);
    expect(inGem(entry, zeros(1024), bytesOf('x'.repeat(512)))).toEqual(more);
    expect(inGem(entry, zeros(1024), bytesOf('x'), zeros(510))).toEqual(trailing);
    expect(inGem(entry, zeros(1024), bytesOf('x'), zeros(511))).toEqual(more);
    expect(inGem(entry, zeros(1124), bytesOf('x'.repeat(411)))).toEqual(trailing);
    expect(inGem(entry, zeros(1124), bytesOf('x'.repeat(412)))).toEqual(more);
    expect(inGem(entry, zeros(1023), bytesOf('x'))).toEqual(more);
    expect(inGem(entry, zeros(512), bytesOf('x'))).toEqual(more);
  });
});
