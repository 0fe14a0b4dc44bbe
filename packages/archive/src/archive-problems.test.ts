import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { ArchiveFormat, ArchiveListing } from '@assay/model';
import {
  bytesOf,
  gnuLong,
  gzip,
  joinBytes,
  paxEntry,
  rawGem,
  rawTar,
  rawTarEntry,
  rawTgz,
  rawZip,
  unicodePathExtra,
  zipExtra,
  type RawTarEntry,
  type RawZip,
  type RawZipEntry,
} from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import type { ArchiveLimits } from './archive-limits.js';
import { archiveProblems, type ProblemCode } from './archive-problems.js';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';

interface Mint {
  readonly bytes: Uint8Array;
  readonly format?: ArchiveFormat;
  readonly limits?: Partial<ArchiveLimits>;
  readonly members?: readonly string[];
}

const manifest: RawTarEntry = { name: 'package/package.json', content: '{}' };
const tgz = (...entries: (RawTarEntry | Uint8Array)[]): Mint => ({ bytes: rawTgz([manifest, ...entries]) });
const gem = (parts: Parameters<typeof rawGem>[0]): Mint => ({ bytes: rawGem(parts), format: 'gem' });
const link = (linkName: string, type = '2', name = 'package/link'): RawTarEntry => ({ name, type, linkName });
const honest = rawTgz([manifest]);
const patched = (bytes: Uint8Array, at: number, value: number) => bytes.with(at < 0 ? bytes.length + at : at, value);
const file: RawTarEntry = { name: 'package/a', content: 'a' };
const block = new Uint8Array(512).fill(0x61);

const zip = (entry: RawZipEntry, parts: Partial<RawZip> = {}): Mint => ({
  bytes: rawZip({ entries: [{ name: 'a/composer.json', content: '{}' }, entry], ...parts }),
  format: 'zip',
});
const plain: RawZipEntry = { name: 'a/b', content: 'content' };
const unix = { link: 0o120777, pipe: 0o010644 };
const endRecord = Uint8Array.of(0x50, 0x4b, 5, 6);

/** One archive for each code that has this code, and, beside notes, no other that is worse. */
const mints: Readonly<Record<ProblemCode, Mint>> = {
  'gzip-header': { bytes: patched(honest, 3, 0x80) },
  'gzip-data': { bytes: joinBytes([honest.subarray(0, 10), Uint8Array.of(0xff, 0xff, 0xff, 0xff)]) },
  'gzip-truncated': { bytes: honest.subarray(0, -1) },
  'gzip-checksum': { bytes: patched(honest, -8, (honest.at(-8) ?? 0) ^ 1) },
  'gzip-second-member': { bytes: joinBytes([honest, honest]) },
  'gzip-trailing-data': { bytes: joinBytes([honest, bytesOf('\0\0x')]) },
  'gzip-trailing-zeros': { bytes: joinBytes([honest, new Uint8Array(100)]) },

  'tar-checksum': tgz({ ...file, checksum: { field: '0000000\0' } }),
  'tar-number': tgz({ ...file, mtime: '-1' }),
  'tar-magic': tgz({ ...file, magic: 'none' }),
  'tar-truncated': { bytes: gzip(rawTar([manifest, { ...file, size: 2000 }], 0)) },
  'tar-empty': { bytes: rawTgz([]) },
  'tar-data-after-end': { bytes: gzip(joinBytes([rawTar([manifest]), rawTarEntry(file)])) },
  'tar-trailing-bytes': { bytes: joinBytes([rawGem(), bytesOf('\r\n')]), format: 'gem' },
  'tar-no-end': { bytes: rawTgz([manifest], 0) },
  'tar-short-end': { bytes: rawTgz([manifest], 1) },
  'tar-padding': tgz({ ...file, paddingByte: 1 }),
  'tar-prefix': tgz({ ...file, magic: 'gnu', prefix: 'package' }),
  'tar-stale-bytes': tgz({ ...file, name: 'package/a\0b' }),

  'extension-malformed': tgz(paxEntry('11 path=a\n'), file),
  'extension-key': tgz(paxEntry([['GNU.sparse.size', '10']]), file),
  'extension-size': tgz(paxEntry([['size', '2']]), file),
  'extension-conflict': tgz(gnuLong('L', 'package/b'), paxEntry([['path', 'package/c']]), file),
  'extension-dangling': tgz(paxEntry([['path', 'package/c']])),
  'extension-global': tgz(paxEntry([['path', 'package/c']], { type: 'g' }), file),
  'extension-comment': tgz(paxEntry([['comment', 'a commit']], { type: 'g' }), file),
  'extension-in-gem': gem({ data: [paxEntry([['path', 'lib/b']]), { name: 'lib/a' }] }),
  'extension-vendor-key': tgz(paxEntry([['LIBARCHIVE.creationtime', '1']]), file),

  'entry-type': tgz({ ...file, type: '7' }),
  'entry-device': tgz({ name: 'package/tty', type: '3' }),
  'entry-size': tgz({ name: 'package/folder', type: '5', size: 512 }),
  'entry-link-target': tgz({ ...file, linkName: 'package/b' }),
  'entry-folder-file': tgz({ name: 'package/folder/', content: 'a' }),
  'mode-special': tgz({ ...file, mode: 0o4755 }),

  'name-empty': tgz({ name: '' }),
  'name-nul': tgz(paxEntry([['path', 'package/a\0b']]), file),
  'name-not-utf8': tgz({ name: Uint8Array.of(0x70, 0x2f, 0xe9) }),
  'name-absolute': tgz({ name: '/package/a' }),
  'name-drive': tgz({ name: 'package/c:a' }),
  'name-parent': tgz({ name: 'package/../../a' }),
  'name-dot-start': tgz({ name: './package/a' }),
  'name-outside-root': tgz({ name: 'a' }),
  'name-not-canonical': tgz({ name: 'package//./a' }),
  'name-backslash': tgz({ name: 'package/a\\b' }),
  'name-space-in-gem': gem({ data: [{ name: 'lib/a ' }] }),
  'name-control': tgz({ name: 'package/\x1b[31m' }),
  'name-bidi': tgz({ name: 'package/a\u202egpj.js' }),
  'name-windows': tgz({ name: 'package/aux.js' }),
  'root-name': { bytes: rawTgz([{ name: 'node/package.json' }]) },
  'root-several': tgz({ name: 'other/a' }),

  'duplicate-same': tgz(file, file),
  'duplicate-different': tgz(file, { ...file, content: 'b' }),
  'path-conflict': tgz(file, { name: 'package/a/b' }),
  'path-conflict-folded': tgz(file, { name: 'package/A/b' }),
  'path-collision': tgz(file, { name: 'package/A' }),
  'manifest-collision': tgz({ name: 'package/Package.json', content: '{"a":1}' }),
  'through-link': tgz(link('lib'), { name: 'package/link/a' }),

  'hard-link': tgz(link('package/package.json', '1')),
  'link-outside': tgz(link('../a')),
  'link-absolute': tgz(link('/etc/passwd')),
  link: tgz(link('package.json')),

  'gem-old-format': { bytes: bytesOf('MD5SUM = "0123"\n'), format: 'gem' },
  'gem-duplicate-member': gem({ extra: [{ name: 'metadata.gz', content: gzip(bytesOf('--- {}\n')) }] }),
  'gem-no-metadata': gem({ metadata: null }),
  'gem-two-metadata': gem({ extra: [{ name: 'metadata', content: '--- {}\n' }] }),
  'gem-no-data': gem({ data: null }),
  'gem-member-type': gem({ extra: [{ name: 'checksums.yaml.gz', type: '5' }] }),
  'gem-member-name': gem({ extra: [{ name: './metadata.gz' }] }),
  'gem-unexpected-member': gem({ extra: [{ name: 'credits' }] }),

  'zip-start': zip(plain, { prefix: '#!/bin/sh\n' }),
  'zip-truncated': zip(plain, { comment: 'abc', end: { commentLength: 4 } }),
  'zip-gap': zip({ ...plain, before: 'x' }),
  'zip-trailing-data': zip(plain, { suffix: 'x' }),
  'zip-end': zip(plain, { end: { entries: 3 } }),
  'zip64-end': zip(plain, { zip64: { entries: 3 } }),
  'zip64-sizes': zip({ ...plain, local: { packedSize: 0xffffffff } }),
  zip64: zip(plain, { zip64: {} }),
  'zip-disks': zip(plain, { end: { disk: 1 } }),
  'zip-central': zip({ ...plain, central: { name: 'a/c' } }),
  'zip-empty': { bytes: rawZip({ entries: [] }), format: 'zip' },
  'zip-comment': zip(plain, { comment: '0123abc' }),
  'zip-comment-record': zip(plain, { comment: endRecord }),
  'zip-entry-comment': zip({ ...plain, central: { comment: 'a comment' } }),
  'zip-encrypted': zip({ ...plain, flags: 1 }),
  'zip-flags': zip({ ...plain, flags: 0x20 }),
  'zip-method': zip({ ...plain, method: 12 }),
  'zip-version': zip({ ...plain, version: 51 }),
  'zip-data': zip({ ...plain, packed: Uint8Array.of(0xff, 0xff) }),
  'zip-data-gap': zip({ ...plain, packed: joinBytes([deflateRawSync('content'), bytesOf('x')]) }),
  'zip-checksum': zip({ ...plain, local: { crc: 1 }, central: { crc: 1 } }),
  'zip-descriptor': zip({ ...plain, descriptor: { form: 'signed', crc: 1 } }),
  'zip-descriptor-stored': zip({ ...plain, method: 0, descriptor: 'signed' }),
  'zip-extra': zip({ ...plain, extra: 'abc' }),
  'zip-extra-twice': zip({
    ...plain,
    extra: joinBytes([unicodePathExtra('a/b', 'a/b'), unicodePathExtra('a/b', 'a/b')]),
  }),
  'zip-extra-type': zip({ ...plain, extra: zipExtra(0x000d, new Uint8Array(12)) }),
  'zip-attributes': zip({ ...plain, mode: 0o040755 }),
  'zip-link-target': zip({ ...plain, mode: unix.link, content: 'b\nc' }),
  'zip-name-encoding': zip({ ...plain, name: 'a/\u00e9' }),
  'zip-unicode-path': zip({ ...plain, extra: unicodePathExtra('a/b', 'a/c') }),
  'zip-name-control': zip({ ...plain, name: 'a/\x01b' }),
  'zip-name-version': zip({ ...plain, name: 'a/composer.json;1' }),
  'zip-name-dot': zip({ ...plain, name: 'a/b/.' }),
  'zip-duplicate': zip({ ...plain, name: 'a/composer.json', content: '{}' }),

  'limit-unpacked': { bytes: gzip(rawTar([manifest, block])), limits: { maxUnpackedBytes: 1000 } },
  'limit-ratio': { bytes: bomb(80 * 1024 ** 2) },
  'limit-entries': { ...tgz(file), limits: { maxEntries: 1 } },
  'limit-path': { ...tgz({ name: 'package/aaaaaaaaaaaaaaa' }), limits: { maxPathBytes: 20 } },
  'limit-depth': tgz(gnuLong('L', `package/${'a/'.repeat(200)}a`), file),
  'limit-extension': { ...tgz(paxEntry([['comment', 'a'.repeat(200)]]), file), limits: { maxPaxBytes: 100 } },
  'limit-member': { bytes: honest, members: ['package.json'], limits: { maxMemberBytes: 1 } },
};

/** A gzip member of zeros. */
function bomb(bytes: number): Uint8Array {
  return gzip(joinBytes([rawTarEntry({ ...file, size: bytes }), new Uint8Array(bytes)]));
}

async function list({ bytes, format = 'npm-tgz', limits = {}, members = [] }: Mint): Promise<ArchiveListing> {
  const options = { format, limits, members };
  const streamed = await listArchiveStream(inPieces(bytes, 777), options);
  const atOnce = listArchive(bytes, options);
  if (atOnce !== null) expect(atOnce).toEqual(streamed);
  return streamed;
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

describe('each problem', () => {
  test.each(Object.entries(mints) as [ProblemCode, Mint][])(
    '%s is found in an archive made to have it',
    async (code, mint) => {
      const { problems, complete } = await list(mint);
      const found = problems.find((problem) => problem.code === code);
      expect(problems.map((problem) => problem.code)).toContain(code);
      expect(found?.severity).toBe(archiveProblems.get(code)?.severity);
      const worse = problems.filter((problem) => problem.severity !== 'note' && problem.code !== code);
      expect(worse).toEqual([]);
      const harmless = problems.every((problem) => problem.severity === 'note');
      if (harmless) expect(complete).toBe(true);
    },
  );

  test('stands in the README with its severity and text, and no other does', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z0-9-]+)` \| (\w+) \| (.*) \|$/gm)].map((row) => row.slice(1));
    expect(rows).toEqual([...archiveProblems].map(([code, { severity, text }]) => [code, severity, text]));
  });
});

describe('an honest archive', () => {
  test('has no problems', async () => {
    expect((await list({ bytes: honest })).problems).toEqual([]);
    expect((await list(gem({}))).problems).toEqual([]);
  });
});

test('a deflate stream of another level lists the same', async () => {
  const tar = rawTar([manifest]);
  const stored = gzip(tar, 'stored');
  expect(deflateRawSync(tar)).not.toEqual(stored.subarray(10, -8));
  expect(await list({ bytes: stored })).toEqual(await list({ bytes: honest }));
});
