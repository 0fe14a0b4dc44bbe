import { hash } from 'node:crypto';
import type { ArchiveFormat, ArchiveListing, LicenseFile } from '@assay/model';
import { bytesOf, joinBytes, rawGem, rawTgz, rawZip, type RawTarEntry } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { isLicensePath } from './license-files.js';
import { listArchive } from './list-archive.js';
import { listArchiveStream } from './list-archive-stream.js';

type Files = readonly (readonly [path: string, content: string | Uint8Array])[];

const packers: Readonly<Record<ArchiveFormat, (files: Files) => Uint8Array>> = {
  'npm-tgz': (files) => rawTgz(files.map(([path, content]) => ({ name: `package/${path}`, content }))),
  gem: (files) => rawGem({ metadata: '--- {}\n', data: files.map(([name, content]) => ({ name, content })) }),
  zip: (files) => rawZip({ entries: files.map(([path, content]) => ({ name: `a-1/${path}`, content })) }),
};
const formats = Object.keys(packers) as ArchiveFormat[];

async function* inPieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += length) yield bytes.slice(at, at + length);
}

/** The listing from memory, after the one from a stream was found to be the same. */
async function list(bytes: Uint8Array, format: ArchiveFormat): Promise<ArchiveListing> {
  const options = { format, members: [], licenseFiles: true };
  const streamed = await listArchiveStream(inPieces(bytes, 1000), options);
  const listing = listArchive(bytes, options);
  if (listing !== null) expect(streamed).toEqual(listing);
  return streamed;
}

async function filesIn(format: ArchiveFormat, files: Files): Promise<readonly LicenseFile[] | undefined> {
  return (await list(packers[format](files), format)).licenseFiles;
}

const sha256 = (content: string | Uint8Array): string => hash('sha256', content);
const file = (path: string, text: string): LicenseFile => {
  return { path, sha256: sha256(text), size: bytesOf(text).length, text };
};

describe('a path names a licence or a notice', () => {
  it.each([
    ...['LICENSE', 'LICENCE', 'License.md', 'license.txt', 'LICENSE-MIT', 'MIT-LICENSE', 'LICENSE.APACHE2', 'LICENSE2'],
    ...['COPYING', 'COPYING.LESSER', 'Copyright.txt', 'NOTICE', 'NOTICES.md', 'UNLICENSE', 'EULA.txt', 'BSDL'],
    ...[
      'ThirdPartyNotices.txt',
      'THIRD-PARTY-LICENSES',
      'LICENSES/MIT.txt',
      'licenses/Apache-2.0',
      'licence/de Müller',
    ],
  ])('%s', (path) => {
    expect(isLicensePath(path)).toBe(true);
  });

  it.each([
    ...['license.js', 'License.d.ts', 'license.json', 'LICENSES/list.yaml', 'noticeable.txt', 'relicense', 'README.md'],
    ...[
      '',
      'lib/LICENSE',
      'LICENSES/a/b.txt',
      'LICENSES/',
      'LICENSE/..%2f',
      'LICENSE\u001b[2J',
      'LICENSE\n',
      'LICENSE\u202etxt',
    ],
    ...[`LICENSE-${'x'.repeat(200)}`, 'LICENSE<script>', 'LICENSE\\x'],
  ])('but not %j', (path) => {
    expect(isLicensePath(path)).toBe(false);
  });
});

describe.each(formats)('licence files of %s', (format) => {
  it('come by path, with digest, size and text', async () => {
    const files: Files = [
      ['NOTICE', 'Made by us.\n'],
      ['lib/LICENSE', 'of somebody else'],
      ['LICENSE', '\ufeffMIT – Ä\n'],
      ['index.js', ''],
      ['LICENSES/CC0-1.0.txt', 'CC0'],
    ];
    expect(await filesIn(format, files)).toEqual([
      file('LICENSE', '\ufeffMIT – Ä\n'),
      file('LICENSES/CC0-1.0.txt', 'CC0'),
      file('NOTICE', 'Made by us.\n'),
    ]);
  });

  it('are no part of a listing that nobody asked for them', () => {
    const bytes = packers[format]([['LICENSE', 'MIT']]);
    expect(listArchive(bytes, { format, members: [] })).not.toHaveProperty('licenseFiles');
  });

  it('are an empty list where there is none', async () => {
    expect(await filesIn(format, [['a', 'b']])).toEqual([]);
  });

  it.each([
    ['no UTF-8', Uint8Array.of(0x4d, 0xff)],
    ['half a character', Uint8Array.of(0x4d, 0xc3)],
    ['a NUL', bytesOf('M\0T')],
    ['more than 64 KiB', bytesOf('x'.repeat(64 * 1024 + 1))],
  ])('have no text where they hold %s', async (_what, content) => {
    const found = await filesIn(format, [['LICENSE', content]]);
    expect(found).toEqual([{ path: 'LICENSE', sha256: sha256(content), size: content.length }]);
  });

  it('of 64 KiB have their text', async () => {
    const text = 'x'.repeat(64 * 1024);
    expect(await filesIn(format, [['LICENSE', text]])).toEqual([file('LICENSE', text)]);
  });

  it('are sixteen at most, however many there are', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => [`LICENSE-${String(i).padStart(4, '0')}`, 'MIT'] as const);
    const found = await filesIn(format, many);
    expect(found?.map(({ path }) => path)).toEqual(many.slice(0, 16).map(([path]) => path));
  });

  it('in a large archive are the same', async () => {
    const large = Array.from({ length: 10 }, (_, i) => [`lib/${String(i)}`, 'y'.repeat(1024 * 1024)] as const);
    const files = await filesIn(format, [['LICENSE', 'MIT'], ...large, ['NOTICE', 'Ours.']]);
    expect(files).toEqual([file('LICENSE', 'MIT'), file('NOTICE', 'Ours.')]);
  });
});

describe('what is no certain file is no licence file', () => {
  const tgz = async (entries: readonly RawTarEntry[]) => (await list(rawTgz(entries), 'npm-tgz')).licenseFiles;

  it('a link', async () => {
    expect(await tgz([{ name: 'package/LICENSE', type: '2', linkName: '../../etc/passwd' }])).toEqual([]);
    const link = { name: 'LICENSE', content: '/etc/passwd', mode: 0o120777 };
    expect((await list(rawZip({ entries: [link] }), 'zip')).licenseFiles).toEqual([]);
  });

  it('a folder', async () => {
    expect(await tgz([{ name: 'package/LICENSE/', type: '5' }])).toEqual([]);
    expect((await list(rawZip({ entries: [{ name: 'LICENSE/', content: '' }] }), 'zip')).licenseFiles).toEqual([]);
  });

  it('one that stands outside of the package’s folder', async () => {
    expect(await tgz([{ name: 'LICENSE', content: 'MIT' }])).toEqual([]);
  });

  it('one that stands twice with different content; twice the same is one', async () => {
    const [mit, isc] = ['MIT', 'ISC'].map((content) => ({ name: 'package/LICENSE', content }));
    if (mit === undefined || isc === undefined) throw new Error('no entries');
    expect(await tgz([mit, isc])).toEqual([]);
    expect(await tgz([mit, isc, mit])).toEqual([]);
    expect(await tgz([mit, mit])).toEqual([file('LICENSE', 'MIT')]);
  });

  it('one that is cut off', async () => {
    const whole = packers.zip([['LICENSE', 'MIT']]);
    expect((await list(whole.slice(0, -1), 'zip')).licenseFiles).toEqual([]);
  });
});

describe('a ZIP without a folder around it all', () => {
  const zip = async (names: readonly string[]) => {
    const entries = names.map((name) => ({ name, content: 'MIT' }));
    return (await list(rawZip({ entries }), 'zip')).licenseFiles?.map(({ path }) => path);
  };

  it('has its licences at the root', async () => {
    expect(await zip(['LICENSE', 'LICENSES/MIT.txt', 'a/LICENSE'])).toEqual(['LICENSE', 'LICENSES/MIT.txt']);
    expect(await zip(['a/LICENSE', 'b/LICENSE'])).toEqual([]);
    expect(await zip(['licenses/LICENSE'])).toEqual(['LICENSE']);
  });

  it('keeps no more of what may be one than a few, wherever it stands', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `f${String(i)}/LICENSE`);
    expect(await zip([...names, 'LICENSE'])).toEqual([]);
    expect(await zip(['LICENSE', ...names])).toEqual(['LICENSE']);
  });
});

it('a gem whose data is damaged has none', async () => {
  const gem = packers.gem([['LICENSE', 'MIT']]);
  const damaged = joinBytes([gem.slice(0, gem.length - 3000), new Uint8Array(3000)]);
  expect((await list(damaged, 'gem')).licenseFiles ?? []).toEqual([]);
});
