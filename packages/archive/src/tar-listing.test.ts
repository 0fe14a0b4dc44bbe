import { hash } from 'node:crypto';
import type { ArchiveListing } from '@assay/model';
import { bytesOf, gzip, paxEntry, rawGem, rawTar, rawTgz, type RawTarEntry } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import type { ArchiveLimits } from './archive-limits.js';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';
import type { ListOptions } from './list-options.js';

type Given = Partial<ListOptions>;

/** The listing, which is the same from memory and from chunks. */
async function list(bytes: Uint8Array, given: Given = {}): Promise<ArchiveListing> {
  const options: ListOptions = { format: 'npm-tgz', members: [], ...given };
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 99) yield await Promise.resolve(bytes.slice(at, at + 99));
  }
  const streamed = await listArchiveStream(chunks(), options);
  expect(listArchive(bytes, options)).toEqual(streamed);
  return streamed;
}

const tgz = (parts: readonly RawTarEntry[], given?: Given) => list(rawTgz(parts), given);
const gemWith = (...data: RawTarEntry[]) => list(rawGem({ data }), { format: 'gem' });
const codes = ({ problems }: ArchiveListing) =>
  problems.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`));
const link = (name: string, linkName: string): RawTarEntry => ({ name, type: '2', linkName });
const file: RawTarEntry = { name: 'package/a', content: 'a' };

describe('a file that is cut off', () => {
  const parts: readonly RawTarEntry[] = [
    { name: 'package/a', content: 'whole' },
    { name: 'package/package.json', content: 'x'.repeat(2000) },
    { name: 'package/LICENSE', content: 'y'.repeat(2000) },
  ];
  const cut = (bytes: number) => gzip(rawTar(parts).subarray(0, bytes));
  const given = { members: ['a', 'package.json'], hashEntries: true, licenseFiles: true };
  const content = 1024 + 512;

  test.each([content, content + 1, content + 1999])(
    'after %i bytes is listed, and has no content and no digest',
    async (bytes) => {
      const listing = await list(cut(bytes), given);
      expect(codes(listing)).toEqual(['tar-truncated']);
      expect(listing.entries.map(({ path, sha256 }) => [path, sha256])).toEqual([
        ['package/a', hash('sha256', 'whole')],
        ['package/package.json', undefined],
      ]);
      expect([...listing.members.keys()]).toEqual(['a']);
      expect(listing).toMatchObject({ complete: false, licenseFiles: [] });
    },
  );

  test('within its padding is whole', async () => {
    const listing = await list(cut(content + 2000), given);
    expect(codes(listing)).toEqual(['tar-truncated']);
    expect([...listing.members.keys()]).toEqual(['a', 'package.json']);
    expect(listing.entries[1]?.sha256).toBe(hash('sha256', 'x'.repeat(2000)));
  });

  test('is no licence', async () => {
    const start = content + 2048 + 512;
    expect((await list(cut(start + 1999), given)).licenseFiles).toEqual([]);
    expect((await list(cut(start + 2000), given)).licenseFiles).toMatchObject([{ path: 'LICENSE', size: 2000 }]);
  });

  test('is not compared with the one before it', async () => {
    const twice = rawTar([file, { ...file, content: 'x'.repeat(600) }]);
    expect(codes(await list(gzip(twice.subarray(0, 1024 + 1000))))).toEqual(['tar-truncated']);
  });
});

describe('entries of one path', () => {
  test.each([
    ['links to one target', [link('package/l', 'a'), link('package/l', 'a')], ['link', 'link', 'duplicate-same']],
    ['links to two', [link('package/l', 'a'), link('package/l', 'b')], ['link', 'link', 'duplicate-different']],
    [
      'a symbolic and a hard link',
      [link('package/l', 'a'), { ...link('package/l', 'a'), type: '1' }],
      ['link', 'hard-link', 'duplicate-different'],
    ],
    ['files of one size', [file, { ...file, content: 'b' }], ['duplicate-different']],
    ['files of one content', [file, file], ['duplicate-same']],
  ])('are the same or not by what they hold: %s', async (_, parts, expected) => {
    expect((await tgz(parts)).problems.map(({ code }) => code)).toEqual(expected);
  });

  test('leave the members that they are not about', async () => {
    const parts = [file, { ...file, content: 'b' }, { name: 'package/b', content: 'b' }];
    expect([...(await tgz(parts, { members: ['a', 'b'] })).members.keys()]).toEqual(['b']);
    expect([
      ...(await tgz([parts[2] ?? file, file, { ...file, content: 'b' }], { members: ['a', 'b'] })).members.keys(),
    ]).toEqual(['b']);
  });

  test('that differ by case are one only where they decide what is installed', async () => {
    const both = (a: string, b: string, other = '2') =>
      tgz([
        { name: `package/${a}`, content: '1' },
        { name: `package/${b}`, content: other },
      ]);
    for (const name of ['package.json', 'npm-shrinkwrap.json', 'binding.gyp']) {
      expect(codes(await both(name, name.toUpperCase()))).toEqual([`manifest-collision package/${name.toUpperCase()}`]);
      expect(codes(await both(name.toUpperCase(), name, '1'))).toEqual([`path-collision package/${name}`]);
    }
    expect(codes(await both('index.js', 'INDEX.js'))).toEqual(['path-collision package/INDEX.js']);
    const folder = [{ name: 'package/Package.json/a' }, { name: 'package/package.json', content: '1' }];
    expect(codes(await tgz(folder))).toEqual(['path-conflict-folded package/package.json']);
  });
});

describe('what lies beside the root folder', () => {
  test.each<readonly [string, RawTarEntry, readonly string[]]>([
    ['a file', { name: 'a', content: 'a' }, ['name-outside-root a']],
    ['a link', link('a', 'b'), ['name-outside-root a']],
    ['a folder', { name: 'package', type: '5' }, []],
  ])('%s', async (_, entry, expected) => {
    const listing = await tgz([entry, file], { members: ['a'] });
    expect(codes(listing)).toEqual(expected);
    expect(listing.members.get('a')).toEqual(bytesOf('a'));
  });
});

describe('a member that is asked for', () => {
  const asked = async (...parts: readonly RawTarEntry[]) => (await tgz(parts, { members: ['a'] })).members.get('a');

  test('lies in the root folder, whatever lies beside it', async () => {
    const beside: RawTarEntry = { name: 'a', content: 'other' };
    expect(await asked(file, beside)).toEqual(bytesOf('a'));
    expect(await asked(beside, file)).toEqual(bytesOf('a'));
    expect(await asked(beside)).toBeUndefined();
  });

  test('is a file', async () => {
    for (const entry of [link('package/a', 'b'), { name: 'package/a', type: '5' }]) {
      expect(await asked(entry)).toBeUndefined();
    }
  });

  test('has its digest', async () => {
    const { entries } = await tgz([file, { name: 'package/b', content: 'b' }], { members: ['a'] });
    expect(entries.map(({ sha256 }) => sha256)).toEqual([hash('sha256', 'a'), undefined]);
  });
});

test('a hard link is refused wherever it points, also where a symbolic link might', async () => {
  for (const linkName of ['package/a', 'a/../b', '../a/../b', '/etc/passwd']) {
    const hard = { name: 'package/x/l', type: '1', linkName };
    expect(codes(await tgz([file, hard]))).toEqual(['hard-link package/x/l']);
    expect(codes(await gemWith({ ...hard, name: 'x/l' }))).toEqual(['hard-link x/l']);
  }
});

describe('caps', () => {
  const parts: readonly RawTarEntry[] = [file, link('package/l', 'target'), { name: 'package/b', content: 'b' }];
  const told = async (limits: Partial<ArchiveLimits>, members: readonly string[] = []) => {
    const listing = await tgz(parts, { limits, members });
    const { complete, entries } = listing;
    return [codes(listing), entries.length, complete];
  };
  const linked = 'link package/l';

  test('on one path and one target are reached by what is longer', async () => {
    expect(await told({ maxPathBytes: 9 })).toEqual([[linked], 3, true]);
    expect(await told({ maxPathBytes: 8 })).toEqual([['limit-path'], 0, false]);
    const toLong = [link('p/l', 'target')];
    expect(codes(await tgz(toLong, { limits: { maxPathBytes: 6 } }))).toEqual(['root-name p/l', 'link p/l']);
    expect(codes(await tgz(toLong, { limits: { maxPathBytes: 5 } }))).toEqual(['limit-path']);
  });

  test('hide nothing of what is wrong with the tar', async () => {
    const listing = await list(gzip(rawTar(parts, 0)), { limits: { maxPathBytes: 8 } });
    expect(codes(listing)).toEqual(['limit-path', 'tar-no-end']);
  });

  test('on all paths together count targets too', async () => {
    expect(await told({ maxListedPathBytes: 9 + 9 + 6 + 9 })).toEqual([[linked], 3, true]);
    expect(await told({ maxListedPathBytes: 9 + 9 + 6 + 8 })).toEqual([[linked, 'limit-path'], 2, false]);
    expect(await told({ maxListedPathBytes: 9 + 9 + 5 })).toEqual([['limit-path'], 1, false]);
  });

  test('on depth stop the listing', async () => {
    const deep = paxEntry([['path', `package/${'a/'.repeat(128)}a`]]);
    const listing = await tgz([deep, file, { name: 'package/b' }]);
    expect([codes(listing), listing.entries, listing.complete]).toEqual([['limit-depth'], [], false]);
  });

  test('on entries count folders that paths imply, and are told once', async () => {
    const nested = [{ name: 'package/x/y/a' }, { name: 'package/b' }, { name: 'package/c' }];
    const at = async (maxEntries: number) => {
      const listing = await tgz(nested, { limits: { maxEntries } });
      return [codes(listing), listing.entries.length, listing.complete];
    };
    expect(await at(5)).toEqual([[], 3, true]);
    expect(await at(4)).toEqual([['limit-entries'], 3, false]);
    expect(await at(3)).toEqual([['limit-entries'], 2, false]);
    expect(await at(2)).toEqual([['limit-entries'], 1, false]);
  });

  test('on a member are told, and the member is not returned', async () => {
    const member = (maxMemberBytes: number) =>
      tgz([{ name: 'package/a', content: 'abc' }], { limits: { maxMemberBytes }, members: ['a'] });
    expect((await member(3)).members.get('a')).toEqual(bytesOf('abc'));
    const over = await member(2);
    expect([codes(over), over.members.size, over.complete]).toEqual([['limit-member package/a'], 0, true]);
  });

  test('on a member hold for the size that is declared, which is never allocated', async () => {
    const parts = [{ name: 'package/a', size: '777777777777' }];
    const listing = await tgz(parts, { members: ['a'] });
    expect(codes(listing)).toEqual(['limit-member package/a', 'tar-truncated']);
    expect((await tgz([{ ...parts[0], name: 'package/LICENSE' }], { licenseFiles: true })).licenseFiles).toEqual([]);
  });
});

describe("a gem's data.tar.gz", () => {
  test('has no target that ends in a space, which RubyGems cuts off', async () => {
    expect(codes(await gemWith(link('lib/l', 'a ')))).toEqual(['link lib/l', 'name-space-in-gem lib/l']);
    expect(codes(await gemWith(link('lib/l', ' a')))).toEqual(['link lib/l']);
    expect(codes(await tgz([link('package/l', 'a ')]))).toEqual(['link package/l']);
  });

  test('has no times in a prefix, which RubyGems takes for a part of the path', async () => {
    const patch = [[476, '00000000001 ']] as const;
    expect(codes(await gemWith({ name: 'lib/a', patch }))).toEqual(['tar-prefix lib/a']);
    expect(codes(await tgz([{ name: 'package/a', patch }]))).toEqual([]);
  });

  test('has no entry that an extension header renames', async () => {
    const pax = paxEntry([['path', 'lib/b']]);
    expect(codes(await gemWith(pax, { name: 'lib/a' }))).toEqual(['extension-in-gem lib/b']);
    expect(codes(await gemWith(pax, { name: 'lib/b' }))).toEqual([]);
  });
});

test('bits beyond the permissions are noted, all permissions are not', async () => {
  expect(codes(await tgz([{ ...file, mode: 0o777 }]))).toEqual([]);
  expect(codes(await tgz([{ ...file, mode: 0o1000 }]))).toEqual(['mode-special package/a']);
});
