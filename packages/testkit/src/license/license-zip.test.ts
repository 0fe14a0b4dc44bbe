import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasClient, runClient } from '../client.js';
import { temporaryFolder } from '../temporary-folder.js';
import { foreignToken } from './files-plan.js';
import { mintLicenseIssuer } from './license-issuer.js';
import { mintLicenseZip, type MintedLicenseZip } from './license-zip.js';
import { licenseZipMistakes, type LicenseZipMistake } from './license-zip-mistakes.js';

const token = mintLicenseIssuer().token('Acme Ltd');
const right = { version: '1.2.3', token };

interface Seen {
  /** Names, with the target behind symbolic links. */
  readonly entries: readonly string[];
  readonly modes: readonly string[];
  readonly text: string;
}

/** Name, mode and content of every entry of each archive, as Python's zipfile sees them. */
const listing = `
import json, sys, warnings, zipfile
warnings.simplefilter('ignore')
for file in sys.argv[1:]:
    with zipfile.ZipFile(file) as z:
        print(json.dumps([[e.filename, oct(e.external_attr >> 16), z.read(e).decode('latin1')] for e in z.infolist()]))
`;

/** What zipfile sees in each, in one run: Python takes long to start. */
async function seen(zips: readonly MintedLicenseZip[]): Promise<readonly Seen[]> {
  await using folder = await temporaryFolder();
  const files = zips.map((_, at) => join(folder.path, `${String(at)}.zip`));
  for (const [at, { bytes }] of zips.entries()) await writeFile(files[at] ?? '', bytes);
  const { stdout, stderr } = await runClient('python3', ['-c', listing, ...files]);
  expect(stderr).toBe('');
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(zips.length);
  return lines.map((line) => asSeen(JSON.parse(line) as [string, string, string][]));
}

function asSeen(entries: readonly (readonly [name: string, mode: string, text: string])[]): Seen {
  return {
    entries: entries.map(([name, mode, text]) => (mode === '0o120777' ? `${name} → ${text}` : name)),
    modes: entries.map(([, mode]) => mode),
    text: entries.map(([, , text]) => text).join('\n'),
  };
}

const entry =
  (path: string) =>
  ({ entries }: Seen) =>
    entries.includes(path);
const says =
  (text: string) =>
  ({ text: all }: Seen) =>
    all.includes(text);

/** Where each mistake shows, and nowhere in a right zip. */
const signs: Readonly<Record<Exclude<LicenseZipMistake, 'revoked-token'>, (seen: Seen) => boolean>> = {
  plugin: (all) => entry('src/Plugin.php')(all) && says('"composer-plugin-api"')(all),
  'plugin-type': says('"type": "composer-plugin"'),
  'other-type': says('"type": "acme-module"'),
  scripts: says('"scripts"'),
  'autoload-files': (all) => says('"src/boot.php"')(all) && says('"Acme\\\\Pro\\\\": "src/"')(all),
  'autoload-other': says('"Other\\\\": "src/"'),
  bin: (all) => entry('bin/pro')(all) && says('"bin"')(all),
  dependency: says('"other/tool": "^1.0"'),
  replace: says('"replace"'),
  provide: says('"provide"'),
  'extra-file': entry('notes.txt'),
  'hidden-file': entry('.htaccess'),
  'other-code': entry('src/More.php'),
  'case-twin': entry('License.txt'),
  'many-files': ({ entries }) => entries.length === 2003,
  symlink: entry('link.txt → license.txt'),
  'symlink-outside': entry('link.txt → /etc/passwd'),
  'duplicate-entry': ({ entries }) => entries.filter((path) => path === 'license.txt').length === 2,
  'path-escape': entry('../../escape.php'),
  setuid: ({ modes }) => modes.includes('0o104755'),
  'code-calls-home': says('evil.example'),
  'code-own-token': says('a token of its own'),
  'code-reformatted': says('# end of file'),
  'empty-token': (all) => entry('license.txt')(all) && !says(token)(all),
  'foreign-token': says(foreignToken()),
  'garbled-token': (all) => !says(token)(all) && says(token.slice(0, 200))(all),
  'large-file': ({ text }) => text.length > 2 ** 21,
  'no-license-file': (all) => !entry('license.txt')(all),
  'no-code': (all) => !entry('src/License.php')(all),
  'other-name': says('"name": "acme/pr0"'),
  'other-version': says('"version": "9.9.9"'),
  'required-php': says('"php": ">=99"'),
};

describe('a minted licence package for Composer', () => {
  test('is the same bytes every time', () => {
    expect(mintLicenseZip(right).bytes).toEqual(mintLicenseZip(right).bytes);
  });

  test('that is to be revoked is the right one', () => {
    expect(mintLicenseZip({ ...right, mistake: 'revoked-token' }).bytes).toEqual(mintLicenseZip(right).bytes);
  });
});

describe.skipIf(!hasClient('python3'))('a minted licence package for Composer, asked of Python’s zipfile', () => {
  test('holds composer.json, the code and the token, in a root folder when wanted', async () => {
    const mistake = 'symlink' as const;
    const rooted = mintLicenseZip({ ...right, root: 'acme-pro-0123abc', mistake });
    const listed = await seen([mintLicenseZip(right), rooted]);
    expect(listed.map(({ entries }) => entries)).toEqual([
      ['composer.json', 'src/License.php', 'license.txt'],
      [
        'acme-pro-0123abc/',
        'acme-pro-0123abc/composer.json',
        'acme-pro-0123abc/src/License.php',
        'acme-pro-0123abc/license.txt',
        'acme-pro-0123abc/link.txt → license.txt',
      ],
    ]);
  });

  test('has each mistake that it was minted with, and none otherwise', async () => {
    const names = licenseZipMistakes.map(({ name }) => name).filter((name) => name !== 'revoked-token');
    const [good, ...bad] = await seen([
      mintLicenseZip(right),
      ...names.map((mistake) => mintLicenseZip({ ...right, mistake })),
    ]);
    const shows = (name: (typeof names)[number], each?: Seen) => each !== undefined && signs[name](each);
    const shown = names.map((name, at) => [name, shows(name, good), shows(name, bad[at])]);
    expect(shown).toEqual(names.map((name) => [name, false, true]));
  });
});
