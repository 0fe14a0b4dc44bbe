import { hash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { ArchiveListing } from '@assay/model';
import {
  bytesOf,
  extractWithUnzip,
  fuzzOptions,
  fuzzRuns,
  fuzzTimeout,
  hasClient,
  joinBytes,
  listZipWithJava,
  listZipWithPython,
  rawZip,
  seededRandom,
  unicodePathExtra,
  zip64Extra,
  zipExtra,
  zipSignatures,
  type OracleEntry,
  type OracleListing,
  type Random,
  type RawZip,
  type RawZipEntry,
  type RawZipFields,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';

const names = ['a/', 'a/b', 'a/b/c', 'a/B', 'a/d', 'a/composer.json', 'a/d/e', 'x', 'a/\u00e9', 'A/b', 'a/f'];
const oddNames = [
  ...['a/b;1', 'a/b;', 'a/;1/b', 'a/\x01b', 'a//b', './a/b', 'a/./b', 'a/.', 'a/..b', '../b', 'a/../b', '/a/b', 'a\\b'],
  ...[
    '',
    ' ',
    'a/b ',
    'a/b.',
    'c:b',
    'a/c:b',
    'a/nul',
    'a/b\0c',
    'a/\x7f',
    'a/\u202eb',
    'a/b\n',
    '~/b',
    '-b',
    'a/*',
    'a/e\u0301',
  ],
];
const contents = ['', 'a', '../x', 'b', '/etc/passwd', 'line\nline\n', 'x'.repeat(300), '\0\x01', 'PK\x05\x06'];
const modes = [0o100644, 0o100755, 0o040755, 0o120777, 0o010644, 0o644, 0, 0o104755, 0o140644];
const systems = [0, 3, 3, 3, 10, 11, 7, 19, 2, 13, 6, 255];

function pick<T>(random: Random, chance: number, list: readonly T[], usual: T): T {
  return random.unit() < chance ? random.pick(list) : usual;
}

/** Fields that one header has and the other has not, or both have. */
function oddFields(random: Random): RawZipFields {
  return random.pick<RawZipFields>([
    { flags: random.pick([0, 1, 2, 4, 6, 8, 0x20, 0x40, 0x800, 0x808, 0x2000, 0x1000]) },
    { method: random.pick([0, 8, 9, 12]) },
    { version: random.pick([0, 10, 20, 45, 46, 63, 0x314]) },
    { crc: 0 },
    { size: random.pick([0, 1, 5, 0xffffffff]) },
    { packedSize: random.pick([0, 1, 7, 0xffffffff]) },
    { size: 0xffffffff, packedSize: 0xffffffff, extra: zip64Extra(1, 1) },
    { size: 0xffffffff, extra: zip64Extra(1) },
    { name: random.pick([...names, ...oddNames]) },
    { extra: random.pick<Uint8Array>([...extras, unicodePathExtra('a/b', 'a/b'), unicodePathExtra('a/b', 'a/c')]) },
    { offset: random.pick([0, 1, 40]) },
    { disk: 1 },
    { comment: random.pick(['a comment', 'PK\x05\x06', locatorText]) },
    { external: random.pick([0x08, 0x10, 0x40, 0x400, 0x81a40010, 0xa1ff0000, 0x41ed0010]) },
    { time: 0xffff, date: 0 },
  ]);
}

const locatorText = 'PK\x06\x07'.padEnd(20, '\0');
const extras = [
  zipExtra(0x5455, Uint8Array.of(1, 0, 0, 0, 0)),
  zipExtra(0x7875, Uint8Array.of(1, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0)),
  zipExtra(0x000a, new Uint8Array(32)),
  zipExtra(0xcafe, ''),
  zipExtra(0x756e, asiLink()),
  zipExtra(0x0001, ''),
  bytesOf('abc'),
  Uint8Array.of(0x55, 0x54, 99, 0),
];

/** ASi's Unix field, which makes a link of the entry: sum, mode, length, owner, target. */
function asiLink(): Uint8Array {
  return joinBytes([Uint8Array.of(0, 0, 0, 0, 0xff, 0xa1, 1, 0, 0, 0, 0, 0, 0, 0), bytesOf('b')]);
}

function entry(random: Random): RawZipEntry {
  const name = pick(random, 0.1, oddNames, random.pick(names));
  const content = name.endsWith('/') ? pick(random, 0.1, contents, '') : random.pick(contents);
  const unicode = bytesOf(name).some((byte) => byte > 0x7f) && random.unit() < 0.9;
  const mode = pick(random, 0.25, modes, name.endsWith('/') ? 0o040755 : 0o100644);
  const described = random.unit() < 0.2;
  const system = pick(random, 0.2, systems, 3);
  const base: RawZipEntry = {
    name,
    content,
    mode,
    flags: (unicode ? 0x800 : 0) | (described ? 8 : 0),
    extra: pick(random, 0.15, extras, new Uint8Array(0)),
    central: { madeBy: (system << 8) | 30 },
    ...(random.unit() < 0.3 ? { method: random.pick([0, 8]) } : {}),
    ...(described ? { descriptor: random.pick(['signed', 'plain', 'signed64', 'plain64'] as const) } : {}),
    ...(random.unit() < 0.02 ? { only: random.pick(['local', 'central'] as const) } : {}),
    ...(random.unit() < 0.02 ? { before: random.pick(['x', '\0\0', 'PK\x07\x08']) } : {}),
    ...(random.unit() < 0.03 ? { packed: joinBytes([deflateRawSync(content), bytesOf('x')]) } : {}),
  };
  return odd(random, base);
}

function odd(random: Random, base: RawZipEntry): RawZipEntry {
  if (random.unit() > 0.1) return base;
  const fields = oddFields(random);
  const where = random.below(3);
  return {
    ...base,
    ...(where === 1 ? {} : { local: fields }),
    ...(where === 0 ? {} : { central: { ...base.central, ...fields } }),
  };
}

function archive(random: Random): RawZip {
  const entries = Array.from({ length: 1 + random.below(4) }, () => entry(random));
  const order = [...entries.keys()];
  return {
    entries,
    ...(random.unit() < 0.02 ? { centralOrder: random.pick([order.slice(1), [...order, 0], order.reverse()]) } : {}),
    ...(random.unit() < 0.02 ? { prefix: random.pick(['#!/bin/sh\n', 'PK00', 'PK\x07\x08']) } : {}),
    ...(random.unit() < 0.02 ? { suffix: random.pick(['\0', 'x', 'PK\x05\x06']) } : {}),
    ...(random.unit() < 0.1 ? { comment: random.pick(['abc', 'x'.repeat(300), 'PK\x05\x06'.padEnd(22, '\0')]) } : {}),
    ...(random.unit() < 0.02 ? { beforeCentral: 'x' } : {}),
    ...(random.unit() < 0.02 ? { beforeEnd: random.pick(['x', locatorText]) } : {}),
    ...(random.unit() < 0.1
      ? { zip64: random.pick([{}, { locator: null }, { entries: 1 }, { extensible: 'x' }]) }
      : {}),
    ...(random.unit() < 0.1
      ? { end: random.pick([{ entries: 0xffff }, { centralOffset: 0xffffffff }, { entries: 1 }, { commentLength: 1 }]) }
      : {}),
  };
}

const signatures = Object.values(zipSignatures);

function minted(random: Random): Uint8Array {
  const bytes = rawZip(archive(random));
  if (random.below(4) > 0) return bytes;
  const at = random.below(bytes.length);
  if (random.below(6) === 0)
    new DataView(bytes.buffer).setUint32(Math.min(at, bytes.length - 4), random.pick(signatures), true);
  else bytes[at] = random.pick([0, 1, 8, 0x10, 0x20, 0x2f, 0x3b, 0x50, 0x80, 0xff]);
  return bytes;
}

const { seed } = fuzzOptions();
const count = Number(process.env['ASSAY_FUZZ_RUNS'] ?? fuzzRuns);
const random = seededRandom(seed);
const archives = Array.from({ length: count }, () => minted(random));
const passed = archives.flatMap((zip) => {
  const listing = listArchive(zip, { format: 'zip', members: [], hashEntries: true });
  const accepted = listing?.problems.every(({ severity }) => severity === 'note') === true;
  return listing !== null && accepted ? [{ zip, listing }] : [];
});

function context(zip: Uint8Array): string {
  return `sha256 ${hash('sha256', zip)} base64 ${btoa(String.fromCharCode(...zip)).slice(0, 4000)}`;
}

/** The entries as a reader tells them that takes links for files with the target in them. */
function withoutLinks(listing: ArchiveListing): readonly OracleEntry[] {
  return listing.entries.map(({ path, type, size, sha256 = '', linkTarget = '' }) => {
    const name = path.replace(/\/+$/, '');
    if (type !== 'symlink') return { path: name, type, size, linkTarget: '', sha256 };
    const target = bytesOf(linkTarget);
    return { path: name, type: 'file', size: target.length, linkTarget: '', sha256: hash('sha256', target) };
  });
}

/** What must lie on disk: canonical paths, the folders that they imply, links as links. */
function onDisk(listing: ArchiveListing): readonly OracleEntry[] {
  const all = new Map<string, OracleEntry>();
  for (const { path, type, size, sha256 = '', linkTarget = '' } of listing.entries) {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      all.set(folder, { path: folder, type: 'directory', size: 0, linkTarget: '', sha256: '' });
    }
    const place = parts.join('/');
    if (place !== '') all.set(place, { path: place, type, size, linkTarget, sha256 });
  }
  return [...all.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const isDeclined = /only DEFLATED entries can have EXT descriptor|invalid entry (?:compressed )?size/;

function expectSame(oracle: OracleListing | undefined, entries: readonly OracleEntry[], zip: Uint8Array): void {
  expect(oracle, context(zip)).toEqual({ entries });
}

describe('archives with mistakes of all kinds', () => {
  test('are accepted often enough and refused often enough to tell something', () => {
    process.stdout.write(`zip: ${count} archives, ${passed.length} accepted, ${count - passed.length} refused\n`);
    expect(passed.length).toBeGreaterThan(count / 10);
    expect(passed.length).toBeLessThan(count * 0.7);
  });

  test.skipIf(!hasClient('python3'))(
    "are listed as Python's zipfile lists them, or refused",
    async () => {
      const listings = await listZipWithPython(passed.map(({ zip }) => zip));
      for (const [i, { zip, listing }] of passed.entries()) expectSame(listings[i], withoutLinks(listing), zip);
    },
    fuzzTimeout(),
  );

  test.skipIf(!hasClient('java'))(
    'are listed as both of Java lists them, from the end and forwards, or refused',
    async () => {
      const listings = await listZipWithJava(passed.map(({ zip }) => zip));
      for (const [i, { zip, listing }] of passed.entries()) {
        expectSame(listings[i]?.fromEnd, withoutLinks(listing), zip);
        const forwards = listings[i]?.forwards;
        // It reads neither of these, and says so: no descriptor after what is not compressed, none of 64 bits after little.
        const declines = forwards !== undefined && 'error' in forwards && isDeclined.test(forwards.error);
        if (!declines) expectSame(forwards, withoutLinks(listing), zip);
      }
    },
  );

  test.skipIf(!hasClient('unzip', '-v'))(
    'are extracted by Info-ZIP as they are listed, or refused',
    async () => {
      for (const { zip, listing } of passed.slice(0, 150))
        expectSame(await extractWithUnzip(zip), onDisk(listing), zip);
    },
    60_000,
  );
});
