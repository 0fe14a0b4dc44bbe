import { hash } from 'node:crypto';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveListing } from '@assay/model';
import {
  bytesOf,
  hasClient,
  listZipWithPython,
  mintZip,
  rawZip,
  runClient,
  temporaryFolder,
  zip64Extra,
  type RawZip,
  type RawZipEntry,
} from '@assay/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';
import type { ListOptions } from './list-options.js';

const plainOptions: ListOptions = { format: 'zip', members: [] };

async function* chunks(bytes: Uint8Array, size = 777): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

function stream(bytes: Uint8Array, options = plainOptions, size = 777): Promise<ArchiveListing> {
  return listArchiveStream(chunks(bytes, size), options);
}

const refusalsOf = (listing: ArchiveListing | null) =>
  listing?.problems.filter(({ severity }) => severity !== 'note').map(({ code }) => code);

const composer = '{"name":"acme/tool"}';
const tool = {
  root: 'acme-tool-0123abc',
  files: [
    { path: 'composer.json', content: composer },
    { path: 'src/' },
    { path: 'src/Tool.php', content: '<?php\n'.repeat(100), mode: 0o755 },
    { path: 'src/é.php', content: 'x' },
  ],
  comment: '0123456789abcdef0123456789abcdef01234567',
};

describe('what a listing of a ZIP says', () => {
  test('a Composer package has its entries, and the member below its root folder', () => {
    const listing = listArchive(mintZip(tool), { format: 'zip', members: ['*/composer.json', 'composer.json'] });
    const sha256 = hash('sha256', composer);
    expect(listing).toEqual({
      format: 'zip',
      complete: true,
      problems: [{ code: 'zip-comment', severity: 'note', detail: expect.any(String) as string }],
      members: new Map([['*/composer.json', bytesOf(composer)]]),
      entries: [
        { path: 'acme-tool-0123abc/', type: 'directory', mode: 0o755, size: 0 },
        { path: 'acme-tool-0123abc/composer.json', type: 'file', mode: 0o644, size: 20, sha256 },
        { path: 'acme-tool-0123abc/src/', type: 'directory', mode: 0o755, size: 0 },
        { path: 'acme-tool-0123abc/src/Tool.php', type: 'file', mode: 0o755, size: 600 },
        { path: 'acme-tool-0123abc/src/é.php', type: 'file', mode: 0o644, size: 1 },
      ],
    });
  });

  test('with hashEntries every file has its SHA-256, both ways', async () => {
    const options: ListOptions = { format: 'zip', members: [], hashEntries: true };
    const listing = listArchive(mintZip(tool), options);
    expect(listing?.entries.map(({ sha256 }) => sha256)).toEqual([
      undefined,
      hash('sha256', composer),
      undefined,
      hash('sha256', '<?php\n'.repeat(100)),
      hash('sha256', 'x'),
    ]);
    expect(await stream(mintZip(tool), options)).toEqual(listing);
  });

  test.each<readonly [string, RawZip['entries'], readonly string[]]>([
    ['a file of that path', [{ name: 'a/b', content: '1' }], ['a/b', '*/b']],
    ['a second root folder', [{ name: 'a/b', content: '1' }, { name: 'c/d' }], ['a/b']],
    ['a second root folder, empty', [{ name: 'a/b', content: '1' }, { name: 'c/' }], ['a/b']],
    ['a file beside the root folder', [{ name: 'a/b', content: '1' }, { name: 'README' }], ['a/b']],
    ['a file at the top', [{ name: 'b', content: '1' }], []],
    ['a file deeper down', [{ name: 'a/a/b', content: '1' }], []],
    ['a folder of that name', [{ name: 'a/b/' }], []],
    ['a link of that name', [{ name: 'a/b', content: 'c', mode: 0o120777 }], []],
    [
      'the file twice',
      [
        { name: 'a/b', content: '1' },
        { name: 'a/b', content: '1' },
      ],
      [],
    ],
    [
      'the file spelt in two ways',
      [
        { name: 'a/b', content: '1' },
        { name: 'a//b', content: '1' },
      ],
      [],
    ],
  ])('a member is asked for by its full path, or below the only root folder: %s', (_, entries, found) => {
    const listing = listArchive(rawZip({ entries }), { format: 'zip', members: ['a/b', '*/b'] });
    expect([...(listing?.members.keys() ?? [])]).toEqual(found);
  });

  test('a requested member has its own bytes, not a view of the archive', () => {
    const zip = rawZip({ entries: [{ name: 'a', content: 'content', method: 0 }] });
    const listing = listArchive(zip, { format: 'zip', members: ['a'] });
    zip.fill(0);
    expect(listing?.members.get('a')).toEqual(bytesOf('content'));
  });

  test('a mode is the Unix mode, and what clients make where there is none', () => {
    const dos = { madeBy: 20, external: 0x20 };
    const entries: RawZipEntry[] = [
      { name: 'a', mode: 0o100755 },
      { name: 'b', central: dos },
      { name: 'c/', central: { madeBy: 20, external: 0x10 } },
      { name: 'd', mode: 0o600 },
    ];
    const listing = listArchive(rawZip({ entries }), plainOptions);
    expect(listing?.entries.map(({ mode }) => mode)).toEqual([0o755, 0o644, 0o755, 0o600]);
  });
});

const php = `
$zip = new PharData($argv[1], 0, null, Phar::ZIP);
$zip->buildFromDirectory($argv[2]);
$zip->compressFiles(Phar::GZ);
`;
const python = `
import os, sys, zipfile
out, folder, kind = sys.argv[1:]
class Pipe:
    def __init__(self, file): self.file = file
    def write(self, data): return self.file.write(data)
    def flush(self): self.file.flush()
with open(out, 'wb') as file:
    target = Pipe(file) if kind == 'pipe' else file
    with zipfile.ZipFile(target, 'w', zipfile.ZIP_STORED if kind == 'stored' else zipfile.ZIP_DEFLATED) as z:
        for base, folders, files in os.walk(folder):
            for name in folders + files:
                path = os.path.join(base, name)
                inside = os.path.relpath(path, folder)
                if kind == 'zip64' and os.path.isfile(path):
                    with z.open(inside, 'w', force_zip64=True) as f: f.write(open(path, 'rb').read())
                else: z.write(path, inside)
`;
const git =
  'git init -q . && git add -A && git -c user.name=a -c user.email=a@b.example commit -qm a && git archive --format=zip --prefix=root/ -o "$0" HEAD';

/** Tools that make ZIP archives: the program that must be there, and how it is run. */
const makers: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
  ['git archive', 'git', ['sh', '-c', git, 'OUT'], []],
  ['Info-ZIP zip', 'zip', ['zip', '-qr', 'OUT', '.'], []],
  ['Info-ZIP zip with links and without extra fields', 'zip', ['zip', '-qryX', 'OUT', '.'], []],
  ['Info-ZIP zip, uncompressed', 'zip', ['zip', '-qr0', 'OUT', '.'], []],
  ['Info-ZIP zip into a pipe', 'zip', ['sh', '-c', 'zip -qr - . | cat > "$0"', 'OUT'], []],
  [
    'Info-ZIP zip, changed afterwards',
    'zip',
    ['sh', '-c', 'zip -qr "$0" . && zip -qd "$0" a.txt && zip -q "$0" a.txt', 'OUT'],
    [],
  ],
  ["Python's zipfile", 'python3', ['python3', '-c', python, 'OUT', '.', 'plain'], []],
  ["Python's zipfile, uncompressed", 'python3', ['python3', '-c', python, 'OUT', '.', 'stored'], []],
  ["Python's zipfile with ZIP64", 'python3', ['python3', '-c', python, 'OUT', '.', 'zip64'], []],
  ["Python's zipfile into a pipe", 'python3', ['python3', '-c', python, 'OUT', '.', 'pipe'], []],
  ["Java's jar", 'jar', ['jar', '--create', '--file', 'OUT', '.'], []],
  ["Java's jar, uncompressed", 'jar', ['jar', '--create', '--no-compress', '--file', 'OUT', '.'], []],
  ["PHP's Phar", 'php', ['php', '-d', 'phar.readonly=0', '-r', php, 'OUT', '.'], []],
];

async function made(command: readonly string[]): Promise<Uint8Array> {
  await using folder = await temporaryFolder();
  const [project, out] = [join(folder.path, 'project'), join(folder.path, 'out.zip')];
  await mkdir(join(project, 'src', 'empty'), { recursive: true });
  await writeFile(join(project, 'composer.json'), composer);
  await writeFile(join(project, 'a.txt'), 'a\n'.repeat(5000));
  await writeFile(join(project, 'src', 'none'), '');
  await symlink('a.txt', join(project, 'link'));
  const [program = '', ...args] = command.map((arg) => (arg === 'OUT' ? out : arg));
  const { status, stderr } = await runClient(program, args, { cwd: project });
  if (status !== 0) throw new Error(stderr);
  return new Uint8Array(await readFile(out));
}

/** Before 3.11.4 Python's ZIP64 field stood in local headers that do not point to it (python/cpython#103861). */
const newPython = '-cimport sys; sys.exit(sys.version_info < (3, 11, 4))';

function isThere(client: string, command: readonly string[]): boolean {
  if (command.includes('zip64')) return hasClient(client, newPython);
  return hasClient(client, client === 'zip' ? '-v' : '--version');
}

describe('archives that other tools make', () => {
  for (const [title, client, command] of makers) {
    test.skipIf(!isThere(client, command))(`${title}: listed whole, with at most notes`, async () => {
      const zip = await made(command);
      const listing = listArchive(zip, { format: 'zip', members: ['composer.json', '*/composer.json'] });
      expect(refusalsOf(listing)).toEqual([]);
      expect(listing?.complete).toBe(true);
      expect([...(listing?.members.values() ?? [])]).toEqual([bytesOf(composer)]);
      expect(await stream(zip, { format: 'zip', members: ['composer.json', '*/composer.json'] })).toEqual(listing);
    });
  }

  test.skipIf(!hasClient('git') || !hasClient('python3'))("git's are listed as Python lists them", async () => {
    const zip = await made(makers[0]?.[2] ?? []);
    const listing = listArchive(zip, { ...plainOptions, hashEntries: true });
    const ours = listing?.entries.map(({ path, type, sha256 = '' }) => [
      path.replace(/\/$/, ''),
      type === 'directory',
      sha256,
    ]);
    const [theirs] = await listZipWithPython([zip]);
    if (theirs === undefined || 'error' in theirs) throw new Error('Python refused it');
    const links = listing?.entries
      .filter(({ type }) => type === 'symlink')
      .map(({ path, linkTarget }) => [path, linkTarget]);
    expect(links).toEqual([['root/link', 'a.txt']]);
    const same = (path: unknown) => path !== 'root/link';
    expect(ours?.filter(([path]) => same(path))).toEqual(
      theirs.entries
        .filter(({ path }) => same(path))
        .map(({ path, type, sha256 }) => [path, type === 'directory', sha256]),
    );
  });
});

const varied = rawZip({
  entries: [
    { name: 'a/' },
    { name: 'a/composer.json', content: composer },
    { name: 'a/stored', content: 'x'.repeat(100), method: 0 },
    { name: 'a/described', content: 'y'.repeat(1000), descriptor: 'signed' },
    { name: 'a/plain', content: 'z'.repeat(1000), descriptor: 'plain' },
    { name: 'a/zip64', content: 'z', descriptor: 'signed64', local: { extra: zip64Extra() } },
    { name: 'a/link', content: 'stored', mode: 0o120777, method: 0 },
    { name: 'a/é', content: '', flags: 0x800 },
  ],
  zip64: {},
  comment: 'a comment',
});
const memberOptions: ListOptions = { format: 'zip', members: ['*/composer.json', 'a/stored'], hashEntries: true };

describe('hostile bytes', () => {
  const honest = listArchive(varied, memberOptions);

  test('every cut of an archive is refused, both ways alike', async () => {
    expect(refusalsOf(honest)).toEqual([]);
    for (let end = 0; end < varied.length; end++) {
      const listing = listArchive(varied.subarray(0, end), memberOptions);
      expect(refusalsOf(listing)).not.toEqual([]);
      expect(await stream(varied.subarray(0, end), memberOptions)).toEqual(listing);
    }
  });

  test('one changed byte is never accepted with another listing, and both ways list alike', async () => {
    for (let at = 0; at < varied.length; at++) {
      for (const change of [1, 0x10, 0x80, 0xff]) {
        const bytes = varied.with(at, (varied[at] ?? 0) ^ change);
        const listing = listArchive(bytes, memberOptions);
        if (refusalsOf(listing)?.length === 0) expect(withoutMode(listing)).toEqual(withoutMode(honest));
        const streamed = await stream(bytes, memberOptions, 4096);
        // Null: what it says is in there is too large to be listed in one go.
        if (listing === null) expect(refusalsOf(streamed)).not.toEqual([]);
        else expect(streamed).toEqual(listing);
      }
    }
  });

  test('any bytes changed never throw or hang, and both ways list the same, however the chunks are cut', async () => {
    const mutation = fc.array(fc.tuple(fc.nat(varied.length - 1), fc.nat(255)), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(mutation, fc.integer({ min: 1, max: 500 }), async (changes, size) => {
        const bytes = varied.slice();
        for (const [at, value] of changes) bytes[at] = value;
        const streamed = await stream(bytes, memberOptions, size);
        expect(listArchive(bytes, memberOptions) ?? streamed).toEqual(streamed);
      }),
      { numRuns: 500 },
    );
  });

  /** Nothing sums up what the central directory alone knows: modes, and the type of what is no link to all readers. */
  function withoutMode(listing: ArchiveListing | null): unknown {
    return listing?.entries.map(({ path, size, sha256, linkTarget }) => ({
      path,
      size: linkTarget === undefined ? size : 0,
      sha256,
    }));
  }
});
