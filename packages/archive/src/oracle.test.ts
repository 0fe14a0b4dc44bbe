import { hash } from 'node:crypto';
import type { ArchiveListing } from '@assay/model';
import {
  bytesOf,
  gnuLong,
  gzip,
  hasClient,
  joinBytes,
  listWithPython,
  listWithRubyGems,
  listWithTarStream,
  paxEntry,
  rawGem,
  rawTar,
  rawTarEntry,
  seededRandom,
  type OracleEntry,
  type OracleListing,
  type Random,
  type RawTarEntry,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';

const block = 512;

/** Honest archives of all shapes, as lists of 512-byte-aligned parts. */
const seeds: readonly (readonly RawTarEntry[])[] = [
  [
    { name: 'package/package.json', content: '{"name":"a"}' },
    { name: 'package/lib/index.js', content: 'x'.repeat(700) },
  ],
  [
    { name: 'package/', type: '5', mode: 0o755 },
    { name: 'package/package.json', content: '{}' },
    { name: 'package/lib/', type: '5' },
    { name: 'a.js', prefix: 'package/lib', content: 'a' },
  ],
  [
    paxEntry([
      ['mtime', '1.5'],
      ['path', `package/${'long/'.repeat(30)}a.js`],
    ]),
    { name: 'package/a.js', content: 'a' },
    { name: 'package/b.js', content: 'b'.repeat(512) },
  ],
  [
    gnuLong('L', `package/${'long/'.repeat(30)}b.js`),
    { name: 'package/b.js', magic: 'gnu', content: 'b' },
    { name: 'package/c.js', magic: 'gnu' },
  ],
  [
    paxEntry([['comment', 'a commit']], { type: 'g', name: 'pax_global_header' }),
    { name: 'package/a', content: 'a' },
    { name: 'package/link', type: '2', linkName: 'a' },
    { name: 'package/hard', type: '1', linkName: 'package/a' },
  ],
  [
    { name: 'package/a', content: bytesOf('x'), magic: 'none' },
    { name: 'package/b', type: '\0', magic: 'none' },
  ],
];

/** Bytes that mean something in headers. */
const telling = [0, 0x20, 0x2f, 0x2e, 0x5c, 0x0a, 0x3d, 0x2d, 0x80, 0xff, ...bytesOf('01234567xgLKSMVDNAB')];
/** Where the fields of a header start and end. */
const edges = [
  0, 1, 99, 100, 107, 108, 124, 135, 136, 147, 156, 157, 256, 257, 262, 263, 264, 265, 329, 345, 475, 476, 499, 500,
];

/** A mutated tar whose header checksums are right, so that something besides the checksum must notice. */
function mutate(random: Random, entries: readonly RawTarEntry[]): Uint8Array {
  const blocks = blocksOf(
    rawTar(
      entries.map((entry) => rawTarEntry(entry)),
      random.below(4),
    ),
  );
  for (let count = 1 + random.below(3); count > 0; count--) mutateOnce(blocks, random);
  const tar = joinBytes(blocks);
  return random.below(8) === 0 ? tar.slice(0, random.below(tar.length + 1)) : tar;
}

function mutateOnce(blocks: Uint8Array[], random: Random): void {
  const at = random.below(blocks.length);
  const target = blocks[at] ?? new Uint8Array(block);
  const kind = random.below(10);
  if (kind === 0) blocks.splice(at, 1);
  else if (kind === 1) blocks.splice(at, 0, target.slice());
  else if (kind === 2) blocks.splice(at, 0, (blocks[random.below(blocks.length)] ?? target).slice());
  else if (kind === 3) blocks.splice(at, 0, new Uint8Array(block));
  else {
    const offset = random.below(3) === 0 ? random.below(block) : random.pick(edges) + random.below(2);
    target[offset] = random.below(4) === 0 ? random.below(256) : random.pick(telling);
    if (isHeader(target)) mendChecksum(target);
  }
}

function blocksOf(tar: Uint8Array): Uint8Array[] {
  return Array.from({ length: tar.length / block }, (_, i) => tar.slice(i * block, (i + 1) * block));
}

/** A mutated block counts as a header when its checksum field still looks like one. */
function isHeader(bytes: Uint8Array): boolean {
  return bytes[154] === 0 && bytes[155] === 0x20 && bytes[148] === 0x30;
}

function mendChecksum(header: Uint8Array): void {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.set(bytesOf(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
}

const accepts = (listing: ArchiveListing | null) =>
  listing?.problems.every(({ severity }) => severity === 'note') === true;

/** The entries of a listing that was not refused, as an oracle would tell them. */
function accepted(tar: Uint8Array): readonly OracleEntry[] | null {
  const listing = listArchive(gzip(tar, 'stored'), { format: 'npm-tgz', members: [], hashEntries: true });
  return listing !== null && accepts(listing) ? entriesOf(listing) : null;
}

/** The same for a tar as the data.tar.gz of a gem. */
function acceptedInGem(tar: Uint8Array): readonly OracleEntry[] | null {
  const gem = rawGem({ data: null, extra: [{ name: 'data.tar.gz', content: gzip(tar, 'stored') }] });
  const listing = listArchive(gem, { format: 'gem', members: [], hashEntries: true });
  if (listing === null || !accepts(listing)) return null;
  return entriesOf({ ...listing, entries: listing.entries.filter(({ within }) => within !== undefined) });
}

/** The outer tar of a gem; its members' content is judged apart. */
function acceptedAsGem(tar: Uint8Array): readonly OracleEntry[] | null {
  const listing = listArchive(tar, { format: 'gem', members: [] });
  if (listing === null || !accepts(listing)) return null;
  return entriesOf({ ...listing, entries: listing.entries.filter(({ within }) => within === undefined) });
}

function entriesOf(listing: ArchiveListing): readonly OracleEntry[] {
  return listing.entries.map(({ path, type, size, linkTarget = '', sha256 = '' }) => ({
    path: type === 'directory' ? path.replace(/\/+$/, '') : path,
    type,
    size,
    linkTarget,
    sha256,
  }));
}

const count = Number(process.env['ASSAY_ORACLE_RUNS'] ?? 6000);
const random = seededRandom(Number(process.env['ASSAY_ORACLE_SEED'] ?? 20261122));
const mutants = Array.from({ length: count }, () => mutate(random, random.pick(seeds)));
const passed = mutants.flatMap((tar) => {
  const entries = accepted(tar);
  return entries === null ? [] : [{ tar, entries }];
});

/** tar-stream keeps sizes of links and names the old types its own way; nothing else may differ. */
function expectSame(oracle: OracleListing | undefined, entries: readonly OracleEntry[], tar: Uint8Array): void {
  const context = `sha256 ${hash('sha256', tar)} base64 ${btoa(String.fromCharCode(...tar)).slice(0, 4000)}`;
  expect(oracle, context).toEqual({ entries });
}

describe('mutated archives with right checksums', () => {
  test('are accepted often enough and refused often enough to tell something', () => {
    expect(passed.length).toBeGreaterThan(count / 20);
    expect(passed.length).toBeLessThan(count * 0.9);
  });

  test.skipIf(!hasClient('python3'))("are listed as Python's tarfile lists them, or refused", async () => {
    const listings = await listWithPython(passed.map(({ tar }) => tar));
    for (const [i, { tar, entries }] of passed.entries()) expectSame(listings[i], entries, tar);
  });

  test('are listed as tar-stream lists them, or refused', async () => {
    for (const { tar, entries } of passed) expectSame(await listWithTarStream(tar), entries, tar);
  });
});

const extensionTypes = ['x', 'g', 'L', 'K'];

describe('mutated archives as gems', () => {
  const gemMembers: readonly RawTarEntry[] = [
    { name: 'metadata.gz', content: gzip(bytesOf('--- {}\n')) },
    { name: 'data.tar.gz', content: gzip(rawTar([{ name: 'lib/a.rb', content: 'a' }])) },
    { name: 'metadata.gz.sig', content: 'signature' },
  ];

  test.skipIf(!hasClient('ruby'))('data.tar.gz is listed as RubyGems lists it, or refused', async () => {
    const taken = mutants.flatMap((tar) => {
      const entries = acceptedInGem(tar);
      return entries === null ? [] : [{ tar, entries }];
    });
    expect(taken.length).toBeGreaterThan(count / 50);
    const listings = await listWithRubyGems(taken.map(({ tar }) => tar));
    for (const [i, { tar, entries }] of taken.entries()) {
      const listing = listings[i];
      // RubyGems skips extension headers as entries of unknown types.
      const told = listing !== undefined && 'entries' in listing ? listing.entries : [];
      expectSame({ entries: told.filter(({ type }) => !extensionTypes.includes(type)) }, entries, tar);
    }
  });

  test.skipIf(!hasClient('ruby'))('the outer tar is listed as RubyGems lists it, or refused', async () => {
    const outer = Array.from({ length: count }, () => mutate(random, gemMembers));
    const taken = outer.flatMap((tar) => {
      const entries = acceptedAsGem(tar);
      return entries === null ? [] : [{ tar, entries }];
    });
    expect(taken.length).toBeGreaterThan(count / 50);
    const listings = await listWithRubyGems(taken.map(({ tar }) => tar));
    for (const [i, { tar, entries }] of taken.entries()) expectSame(listings[i], entries, tar);
  });
});
