import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { listWithTarStream } from '../tar-oracle.js';
import { foreignToken } from './files-plan.js';
import { mintLicenseIssuer } from './license-issuer.js';
import { mintLicenseTarball, type MintedLicenseTarball } from './license-tarball.js';
import { licenseTarballMistakes, type LicenseTarballMistake } from './license-tarball-mistakes.js';

const token = mintLicenseIssuer().token('Acme Ltd');
const right = { version: '1.0.0', token };

interface Seen {
  readonly entries: readonly string[];
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** What an independent reader sees in it, and the package.json inside. */
async function seen(minted: MintedLicenseTarball): Promise<Seen> {
  const tar = gunzipSync(minted.bytes);
  const listing = await listWithTarStream(tar);
  if ('error' in listing) throw new Error(listing.error);
  const text = tar.toString('latin1');
  const json = text.slice(512, text.indexOf('\n}\n') + 2);
  return {
    entries: listing.entries.map(({ path, type, linkTarget }) => (type === 'file' ? path : `${path} → ${linkTarget}`)),
    manifest: JSON.parse(json) as Seen['manifest'],
    text,
  };
}

const scripts =
  (event: string) =>
  ({ manifest }: Seen) =>
    Object.keys(manifest['scripts'] ?? {}).includes(event);
const entry =
  (path: string) =>
  ({ entries }: Seen) =>
    entries.includes(path);
const says =
  (text: string) =>
  ({ text: all }: Seen) =>
    all.includes(text);
const states =
  (field: string) =>
  ({ manifest }: Seen) =>
    field in manifest;

/** Where each mistake shows, and nowhere in a right tarball. */
const signs: Readonly<Record<Exclude<LicenseTarballMistake, 'revoked-token'>, (seen: Seen) => boolean>> = {
  'preinstall-script': scripts('preinstall'),
  'install-script': scripts('install'),
  'postinstall-script': scripts('postinstall'),
  'prepare-script': scripts('prepare'),
  'binding-gyp': entry('package/binding.gyp'),
  bin: (all) => entry('package/cli.js')(all) && states('bin')(all),
  dependency: states('dependencies'),
  'optional-dependency': states('optionalDependencies'),
  'peer-dependency': states('peerDependencies'),
  'bundled-dependency': (all) =>
    states('bundleDependencies')(all) && entry('package/node_modules/inner/package.json')(all),
  'extra-file': entry('package/notes.txt'),
  'hidden-file': entry('package/.npmrc'),
  'other-code': entry('package/lib/more.js'),
  'native-code': entry('package/addon.node'),
  'case-twin': entry('package/License.txt'),
  'many-files': ({ entries }) => entries.length === 2003,
  symlink: entry('package/link.txt → license.txt'),
  'symlink-outside': entry('package/link.txt → /etc/passwd'),
  hardlink: entry('package/hard.txt → package/license.txt'),
  'duplicate-entry': ({ entries }) => entries.filter((path) => path === 'package/license.txt').length === 2,
  'path-escape': entry('package/../../escape.js'),
  setuid: says('0004755'),
  'code-calls-home': says('evil.example'),
  'code-own-token': says('a token of its own'),
  'code-reformatted': says('// end of file'),
  'empty-token': (all) => entry('package/license.txt')(all) && !says(token)(all),
  'foreign-token': says(foreignToken()),
  'garbled-token': (all) => !says(token)(all) && says(token.slice(0, 200))(all),
  'large-file': ({ text }) => text.length > 2 ** 21,
  'no-license-file': (all) => !entry('package/license.txt')(all),
  'no-code': (all) => !entry('package/index.js')(all),
  'other-name': ({ manifest }) => manifest['name'] === '@acme-pro/licence',
  'other-version': ({ manifest }) => manifest['version'] === '9.9.9',
  engines: states('engines'),
  platform: states('os'),
};

describe('a minted licence package for npm', () => {
  test('holds package.json, the code and the token, and assets when wanted', async () => {
    expect((await seen(mintLicenseTarball(right))).entries).toEqual([
      'package/package.json',
      'package/index.js',
      'package/license.txt',
    ]);
    const assets = await seen(mintLicenseTarball({ ...right, assets: true, files: { 'index.js': undefined } }));
    expect(assets.entries).toEqual([
      'package/package.json',
      'package/license.txt',
      'package/css/all.css',
      'package/webfonts/acme-solid.woff2',
      'package/svgs/anchor.svg',
    ]);
  });

  test.each(licenseTarballMistakes.filter(({ name }) => name !== 'revoked-token'))(
    'with the mistake $name has $about',
    async ({ name }) => {
      const sign = signs[name as keyof typeof signs];
      expect(sign(await seen(mintLicenseTarball({ ...right, mistake: name })))).toBe(true);
      expect(sign(await seen(mintLicenseTarball(right)))).toBe(false);
    },
  );

  test('that is to be revoked is the right one', () => {
    expect(mintLicenseTarball({ ...right, mistake: 'revoked-token' }).bytes).toEqual(mintLicenseTarball(right).bytes);
  });
});
