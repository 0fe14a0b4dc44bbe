import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../bytes-of.js';
import { gemKey, gemMembersOf, mintGemCertificate } from '../gem-signing/index.js';
import { listWithTarStream } from '../tar-oracle.js';
import { mintLicenseGem } from './license-gem.js';
import { licenseGemMistakes, type LicenseGemMistake } from './license-gem-mistakes.js';
import { mintLicenseIssuer } from './license-issuer.js';

const token = mintLicenseIssuer().token('Acme Ltd');
const right = { id: '1000.42', token };

interface Seen {
  readonly members: readonly string[];
  readonly metadata: string;
  readonly entries: readonly string[];
  readonly text: string;
}

/** What an independent reader sees in it. */
async function seen(bytes: Uint8Array): Promise<Seen> {
  const members = gemMembersOf(bytes);
  const member = (path: string) => gunzipSync(bytesOf(members.find((each) => each.path === path)?.content ?? ''));
  const data = member('data.tar.gz');
  const listing = await listWithTarStream(data);
  if ('error' in listing) throw new Error(listing.error);
  return {
    members: members.map(({ path }) => path),
    metadata: member('metadata.gz').toString(),
    entries: listing.entries.map(({ path, type, linkTarget }) => (type === 'file' ? path : `${path} → ${linkTarget}`)),
    text: data.toString('latin1'),
  };
}

/** Where each mistake shows, and nowhere in a right gem. */
const signs: Readonly<Record<LicenseGemMistake, (seen: Seen) => boolean>> = {
  'extra-file': ({ entries }) => entries.includes('lib/notes.txt'),
  'hidden-file': ({ entries }) => entries.includes('.config'),
  'case-twin': ({ entries }) => entries.includes('lib/License.txt'),
  'other-code': ({ entries }) => entries.includes('lib/karafka/pro.rb'),
  'many-files': ({ entries }) => entries.length === 2003,
  extension: ({ entries, metadata }) =>
    entries.includes('ext/extconf.rb') && metadata.includes('extensions:\n- ext/extconf.rb\n'),
  executable: ({ entries, metadata }) =>
    entries.includes('bin/license') && metadata.includes('executables:\n- license\n'),
  plugin: ({ entries }) => entries.includes('lib/rubygems_plugin.rb'),
  'bundler-plugin': ({ entries }) => entries.includes('plugins.rb'),
  'post-install-message': ({ metadata }) => metadata.includes('post_install_message: "Run curl'),
  dependency: ({ metadata }) => metadata.includes('name: rack') && metadata.includes('type: :runtime'),
  'development-dependency': ({ metadata }) => metadata.includes('type: :development'),
  symlink: ({ entries }) => entries.includes('lib/link.txt → license.txt'),
  'symlink-outside': ({ entries }) => entries.includes('lib/link.txt → /etc/passwd'),
  'license-symlink': ({ entries }) => entries.includes('lib/license.txt → ../../../license.txt'),
  hardlink: ({ entries }) => entries.includes('lib/hard.txt → lib/license.txt'),
  'duplicate-entry': ({ entries }) => entries.filter((path) => path === 'lib/license.txt').length === 2,
  'path-escape': ({ entries }) => entries.includes('../escape.rb'),
  setuid: ({ text }) => text.includes('0004755'),
  'code-calls-home': ({ text }) => text.includes('Net::HTTP.post'),
  'code-own-token': ({ text }) => text.includes("'a token of its own'"),
  'code-evaluates': ({ text }) => text.includes('eval File.read'),
  'code-reformatted': ({ text }) => text.includes('# end of file') && text.includes('\tmodule License\n'),
  'declared-missing': ({ metadata, entries }) =>
    metadata.includes('- lib/missing.rb\n') && !entries.includes('lib/missing.rb'),
  undeclared: ({ metadata, entries }) =>
    !metadata.includes('lib/undeclared.rb') && entries.includes('lib/undeclared.rb'),
  'wrong-version-file': ({ text, metadata }) => text.includes('9.9.9\n') && !metadata.includes('9.9.9'),
  'no-version-file': ({ entries, metadata }) =>
    !entries.includes('lib/version.txt') && !metadata.includes('lib/version.txt'),
  'no-license-file': ({ entries, metadata }) =>
    !entries.includes('lib/license.txt') && !metadata.includes('lib/license.txt'),
  'no-code': ({ entries }) => !entries.includes('lib/karafka-license.rb'),
  'empty-token': ({ entries, text }) => entries.includes('lib/license.txt') && !text.includes(token),
  'foreign-token': ({ text }) => text.includes(mintLicenseIssuer('stranger').token('Somebody Else Ltd')),
  'garbled-token': ({ text }) => !text.includes(token) && text.includes(token.slice(0, 200)),
  'revoked-token': () => false,
  'large-file': ({ text }) => text.length > 2 ** 21,
  'other-name': ({ metadata }) => metadata.includes('name: karafka-licence\n'),
  'other-version': ({ metadata }) => metadata.includes('version: "9.9.9"'),
  'other-platform': ({ metadata }) => metadata.includes('platform: java\n'),
  'required-ruby-version': ({ metadata }) =>
    /required_ruby_version: [^\n]*\n +requirements:\n[^\n]*\n[^\n]*\n +version: "99.0"/.test(metadata),
  'required-rubygems-version': ({ metadata }) =>
    /required_rubygems_version: [^\n]*\n +requirements:\n[^\n]*\n[^\n]*\n +version: "99.0"/.test(metadata),
  'require-path': ({ metadata }) => metadata.includes('require_paths:\n- lib\n- hidden\n'),
  'wrong-checksums': () => false,
  'extra-member': ({ members }) => members.includes('payload.gz'),
};

describe('a minted licence gem', () => {
  test('holds the token, the version and the code that reads them, declared in its metadata', async () => {
    const { members, metadata, entries, text } = await seen(mintLicenseGem(right).bytes);
    expect(members).toEqual(['metadata.gz', 'data.tar.gz', 'checksums.yaml.gz']);
    expect(entries).toEqual(['lib/karafka-license.rb', 'lib/license.txt', 'lib/version.txt']);
    expect(metadata).toContain(`files:\n${entries.map((path) => `- ${path}\n`).join('')}`);
    expect(text).toContain(`${token}\n`);
    expect(text).toContain('1000.42\n');
  });

  test('is the same bytes every time', () => {
    expect(mintLicenseGem(right).sha256).toBe(mintLicenseGem(right).sha256);
  });

  test('takes files of one’s own, and several mistakes', async () => {
    const files = { 'lib/version.txt': undefined, 'lib/more.txt': 'more' };
    const gem = mintLicenseGem({ ...right, files, mistake: ['plugin', 'symlink'] });
    expect((await seen(gem.bytes)).entries).toEqual([
      'lib/karafka-license.rb',
      'lib/license.txt',
      'lib/more.txt',
      'lib/rubygems_plugin.rb',
      'lib/link.txt → license.txt',
    ]);
  });

  test('can be signed as RubyGems signs', async () => {
    const signing = { chain: [mintGemCertificate({ key: gemKey('maintainer') })] };
    const { members, metadata } = await seen(mintLicenseGem({ ...right, signing, mistake: 'plugin' }).bytes);
    expect(members).toContain('data.tar.gz.sig');
    expect(metadata).toContain('- lib/rubygems_plugin.rb\n');
    expect(metadata).toContain('cert_chain:\n- |\n  -----BEGIN CERTIFICATE-----\n');
  });

  test.each(licenseGemMistakes.filter(({ name }) => name !== 'revoked-token' && name !== 'wrong-checksums'))(
    'with the mistake $name has $about',
    async ({ name }) => {
      expect(signs[name](await seen(mintLicenseGem({ ...right, mistake: name }).bytes))).toBe(true);
      expect(signs[name](await seen(mintLicenseGem(right).bytes))).toBe(false);
    },
  );

  test('with wrong checksums states digests of nothing', () => {
    const gem = mintLicenseGem({ ...right, mistake: 'wrong-checksums' });
    const member = gemMembersOf(gem.bytes).find(({ path }) => path === 'checksums.yaml.gz');
    expect(gunzipSync(bytesOf(member?.content ?? '')).toString()).toContain('0'.repeat(64));
  });
});
