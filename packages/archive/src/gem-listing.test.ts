import { hash } from 'node:crypto';
import type { ArchiveListing } from '@assay/model';
import { bytesOf, gzip, paxEntry, rawGem, rawTar, rawTgz, type RawTarEntry } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import type { ArchiveLimits } from './archive-limits.js';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';
import type { ListOptions } from './list-options.js';

/** The listing, which is the same from memory and from chunks. */
async function list(bytes: Uint8Array, given: Partial<ListOptions> = {}): Promise<ArchiveListing> {
  const options: ListOptions = { format: 'gem', members: [], ...given };
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += 99) yield await Promise.resolve(bytes.slice(at, at + 99));
  }
  const streamed = await listArchiveStream(chunks(), options);
  expect(listArchive(bytes, options)).toEqual(streamed);
  return streamed;
}

const codes = ({ problems }: ArchiveListing) =>
  problems.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`));
const withMember = async (entry: RawTarEntry) => codes(await list(rawGem({ extra: [entry] })));
const document = (name: string, text: string): RawTarEntry => ({ name, content: gzip(bytesOf(text)) });
const metadata = document('metadata.gz', '--- {}\n');
const data: RawTarEntry = { name: 'data.tar.gz', content: rawTgz([{ name: 'lib/a.rb', content: 'a' }]) };

describe('a member', () => {
  test.each([
    'metadata.gz.sig',
    'data.tar.gz.sig',
    'checksums.yaml.gz.sig',
    'metadata.sig',
    'checksums.yaml',
    'checksums.yaml.sig',
  ])('may be called %s', async (name) => {
    expect(await withMember({ name, content: 'a' })).toEqual(
      name === 'checksums.yaml' || name === 'checksums.yaml.sig' ? [`gem-unexpected-member ${name}`] : [],
    );
  });

  test.each([
    ['./metadata.gz', ['name-not-canonical', 'gem-member-name']],
    ['metadata.gz/.', ['name-not-canonical', 'gem-member-name']],
    ['metadata.gz ', ['name-space-in-gem', 'gem-member-name']],
    [' metadata.gz', ['gem-member-name']],
    ['Metadata.gz', ['gem-member-name']],
    ['DATA.TAR.GZ.SIG', ['gem-member-name']],
    ['x\nmetadata.gz', ['name-control', 'gem-member-name']],
    ['/data.tar.gz', ['name-absolute', 'name-not-canonical', 'gem-member-name']],
    ['../a', ['name-parent', 'gem-unexpected-member']],
    ['credits', ['gem-unexpected-member']],
  ])('called %j is told', async (name, expected) => {
    expect(await withMember({ name })).toEqual(expected.map((code) => `${code} ${name}`));
  });

  test.each<readonly [string, RawTarEntry]>([
    ['folder', { name: 'metadata.gz.sig', type: '5' }],
    ['symbolic link', { name: 'metadata.gz.sig', type: '2', linkName: 'a' }],
    ['hard link', { name: 'metadata.gz.sig', type: '1', linkName: 'a' }],
  ])('that is a %s is refused', async (_, entry) => {
    const listing = await list(rawGem({ extra: [entry] }), { members: ['metadata.gz.sig'] });
    expect(codes(listing)).toEqual(['gem-member-type metadata.gz.sig']);
    expect(listing.members.size).toBe(0);
    expect(listing.entries[2]?.sha256).toBeUndefined();
  });

  test('data.tar.gz that is a link is not read', async () => {
    const listing = await list(rawTar([metadata, { name: 'data.tar.gz', type: '2', linkName: 'a' }]));
    expect(codes(listing)).toEqual(['gem-member-type data.tar.gz']);
    expect(listing).toMatchObject({ complete: false });
    expect(listing.entries).toHaveLength(2);
  });

  test('data.tar.gz is the first of that name, whatever it is', async () => {
    const other: RawTarEntry = { ...data, content: rawTgz([{ name: 'lib/evil.rb', content: 'evil' }]) };
    const twice = await list(rawTar([metadata, data, other]), { members: ['data.tar.gz!/lib/evil.rb'] });
    expect(codes(twice)).toEqual(['gem-duplicate-member data.tar.gz']);
    expect(twice.entries.slice(3).map(({ path }) => path)).toEqual(['lib/a.rb']);
    expect(twice.members.size).toBe(0);
    const linked = await list(rawTar([metadata, { name: 'data.tar.gz', type: '2', linkName: 'a' }, data]));
    expect(codes(linked)).toEqual(['gem-member-type data.tar.gz', 'gem-duplicate-member data.tar.gz']);
    expect(linked.entries).toHaveLength(3);
    expect(linked.complete).toBe(false);
  });

  test('behind an extension header is refused for it', async () => {
    const pax = paxEntry([['mtime', '1']]);
    expect(codes(await list(rawGem({ extra: [pax, { name: 'credits' }] })))).toEqual([
      'gem-member-type PaxHeader/x',
      'gem-unexpected-member credits',
    ]);
  });

  test('with times in its prefix, which RubyGems takes for a part of the name, is refused', async () => {
    expect(await withMember({ name: 'metadata.gz.sig', patch: [[476, '00000000001 ']] })).toEqual([
      'tar-prefix metadata.gz.sig',
    ]);
  });

  test('that is there twice is returned in no version, and each one is listed', async () => {
    const twice = [document('checksums.yaml.gz', 'a'), document('checksums.yaml.gz', 'b')];
    const listing = await list(rawGem({ extra: twice }), { members: ['checksums.yaml.gz', 'metadata.gz'] });
    expect(codes(listing)).toEqual(['gem-duplicate-member checksums.yaml.gz']);
    expect([...listing.members.keys()]).toEqual(['metadata.gz']);
    expect(listing.entries.slice(2, 4).map(({ sha256 }) => sha256)).toEqual(
      twice.map(({ content }) => hash('sha256', content ?? '')),
    );
  });
});

describe('what a gem must have', () => {
  test.each<readonly [string, readonly RawTarEntry[], readonly string[]]>([
    ['metadata', [{ name: 'metadata', content: 'a' }, data], []],
    ['no metadata', [data], ['gem-no-metadata']],
    ['metadata twice', [metadata, { name: 'metadata', content: 'a' }, data], ['gem-two-metadata']],
    ['no data', [metadata], ['gem-no-data']],
    ['neither', [{ name: 'metadata.gz.sig' }], ['gem-no-metadata', 'gem-no-data']],
  ])('%s', async (_, parts, expected) => {
    expect(codes(await list(rawTar(parts)))).toEqual(expected);
  });

  test('is not missed where the gem is cut off', async () => {
    const listing = await list(rawTar([metadata, data]).subarray(0, 1024 + 512 + 10));
    expect(codes(listing).filter((code) => code.startsWith('gem-'))).toEqual([]);
    expect(codes(listing)).toContain('tar-truncated');
    expect(listing.complete).toBe(false);
  });
});

describe('a gem whose data is whole', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['without an end marker', rawTar([metadata, data], 0), 'tar-no-end'],
    ['cut off behind it', rawTar([metadata, data, { name: 'metadata.gz.sig', size: 2000 }], 0), 'tar-truncated'],
    ['with a name over the cap behind it', rawTar([metadata, data, { name: 'x'.repeat(60) }]), 'limit-path'],
  ])('is not complete %s', async (_, bytes, code) => {
    const listing = await list(bytes, { limits: { maxPathBytes: 50 } });
    expect(codes(listing)).toEqual([code]);
    expect(listing.complete).toBe(false);
    expect(listing.entries.map(({ path }) => path)).toContain('lib/a.rb');
  });
});

describe('the size that a member declares', () => {
  const declared = { name: 'metadata.gz.sig', size: '777777777777' };
  const limits = { maxMemberBytes: 80 };

  test('is no size to allocate', async () => {
    const listing = await list(rawTar([metadata, data, declared]), { members: [declared.name], limits });
    expect(codes(listing)).toEqual(['limit-member metadata.gz.sig', 'tar-truncated']);
    expect(listing.members.size).toBe(0);
    expect(codes(await list(rawTar([metadata, data, declared]), { limits }))).toEqual(['tar-truncated']);
  });

  test('is nothing to be told where nobody asks for the member', async () => {
    const large = { name: 'metadata.gz.sig', content: 'x'.repeat(101) };
    const gem = rawTar([metadata, data, large]);
    expect(codes(await list(gem, { limits, members: ['data.tar.gz'] }))).toEqual([]);
    expect(bytesOf(data.content ?? '').length).toBeGreaterThan(80);
  });
});

describe('a member that is cut off', () => {
  const start = 512;
  const gem = rawTar([{ name: 'metadata.gz.sig', content: 'x'.repeat(600) }, metadata, data]);
  const members = ['metadata.gz.sig'];

  test('has no digest and no content', async () => {
    for (const length of [0, 599]) {
      const listing = await list(gem.subarray(0, start + length), { members });
      expect(codes(listing)).toEqual(['tar-truncated']);
      expect(listing.entries.map(({ sha256 }) => sha256)).toEqual([undefined]);
      expect(listing.members.size).toBe(0);
    }
  });

  test('within its padding has both', async () => {
    const listing = await list(gem.subarray(0, start + 600), { members });
    expect(listing.entries[0]?.sha256).toBe(hash('sha256', 'x'.repeat(600)));
    expect(listing.members.get('metadata.gz.sig')).toEqual(bytesOf('x'.repeat(600)));
  });
});

describe('documents', () => {
  const broken = (bytes: Uint8Array) => bytes.with(-8, (bytes.at(-8) ?? 0) ^ 1);
  const checksums = gzip(bytesOf('a'));

  test('are inflated whether anybody asks for them or not', async () => {
    const entry = { name: 'checksums.yaml.gz', content: broken(checksums) };
    for (const members of [[], ['checksums.yaml.gz']]) {
      const listing = await list(rawGem({ extra: [entry] }), { members });
      expect(codes(listing)).toEqual(['gzip-checksum checksums.yaml.gz']);
      expect(listing.members.size).toBe(0);
    }
  });

  test('are returned to those who ask', async () => {
    const gem = rawGem({ extra: [{ name: 'checksums.yaml.gz', content: checksums }] });
    expect((await list(gem)).members.size).toBe(0);
    expect((await list(gem, { members: ['checksums.yaml.gz'] })).members).toEqual(
      new Map([['checksums.yaml.gz', bytesOf('a')]]),
    );
    const withTail = { name: 'checksums.yaml.gz', content: bytesOf('\0'.repeat(4)) };
    expect(codes(await list(rawGem({ extra: [withTail] })))).toEqual(['gzip-header checksums.yaml.gz']);
  });

  test('have a cap, packed and inflated', async () => {
    const text = 'y'.repeat(3000);
    const at = async (maxMemberBytes: number, entry: RawTarEntry) => {
      const gem = rawTar([{ name: 'metadata', content: '' }, data, entry]);
      const listing = await list(gem, { limits: { maxMemberBytes }, members: [String(entry.name)] });
      return [codes(listing), listing.members.size];
    };
    const packed = document('checksums.yaml.gz', text);
    const told = ['limit-member checksums.yaml.gz'];
    expect(await at(3000, packed)).toEqual([[], 1]);
    expect(await at(2999, packed)).toEqual([told, 0]);
    const stored = { name: 'checksums.yaml.gz', content: gzip(bytesOf('abc'), 'stored') };
    expect(await at(bytesOf(stored.content).length, stored)).toEqual([[], 1]);
    expect(await at(bytesOf(stored.content).length - 1, stored)).toEqual([told, 0]);
    const signature = { name: 'metadata.gz.sig', content: 'abc' };
    expect(await at(3, signature)).toEqual([[], 1]);
    expect(await at(2, signature)).toEqual([['limit-member metadata.gz.sig'], 0]);
  });

  test('other than these are returned as they are, data.tar.gz never', async () => {
    const members = ['metadata.gz.sig', 'data.tar.gz', 'data.tar.gz!/lib/a.rb', 'data.tar.gz!/missing'];
    const extra = [{ name: 'metadata.gz.sig', content: checksums }];
    expect((await list(rawGem({ extra }), { members })).members).toEqual(
      new Map([
        ['data.tar.gz!/lib/a.rb', bytesOf('a')],
        ['metadata.gz.sig', checksums],
      ]),
    );
  });
});

describe('caps on the names of members', () => {
  const total = 'metadata.gz'.length + 'data.tar.gz'.length;
  const at = async (limits: Partial<ArchiveLimits>) => {
    const listing = await list(rawGem(), { limits });
    return [codes(listing), listing.complete];
  };

  test('hold for each of them', async () => {
    expect(await at({ maxPathBytes: 11 })).toEqual([[], true]);
    const [told, complete] = await at({ maxPathBytes: 10 });
    expect([told, complete]).toEqual([expect.arrayContaining(['limit-path']), false]);
  });

  test('hold for all of them together', async () => {
    expect(await at({ maxListedPathBytes: total })).toEqual([[], true]);
    const [told, complete] = await at({ maxListedPathBytes: total - 1 });
    expect([told, complete]).toEqual([expect.arrayContaining(['limit-path']), false]);
  });

  test('are told once, and nothing behind is listed', async () => {
    const long = { name: 'x'.repeat(60), content: 'a' };
    const listing = await list(rawTar([metadata, long, long, data]), { limits: { maxPathBytes: 50 } });
    expect(codes(listing).filter((code) => code === 'limit-path')).toHaveLength(1);
    expect(listing.entries.map(({ path }) => path)).toEqual(['metadata.gz']);
    expect(listing.complete).toBe(false);
  });
});

test('what looks like the old format is one only at the start of the file', async () => {
  const content = 'x'.repeat(64 * 1024 - 512) + 'MD5SUM = 1';
  const listing = await list(rawTar([{ name: 'metadata.gz.sig', content }, metadata, data]));
  expect(codes(listing)).toEqual([]);
});

test('a gem of the old format is refused unread', async () => {
  const listing = await list(bytesOf('MD5SUM = "0123"\n'));
  expect(codes(listing)).toEqual(['gem-old-format']);
  expect(listing).toMatchObject({ entries: [], complete: false });
});
