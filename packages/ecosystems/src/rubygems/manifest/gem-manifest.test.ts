import { createHash } from 'node:crypto';
import type { ArchiveEntry, ArchiveListing, Manifest, SubjectFile, Unreadable } from '@assay/model';
import { gemMetadata } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { rubygems } from '../rubygems.js';

const encoder = new TextEncoder();
const purl = 'pkg:gem/rack@3.0.8';
const source = { kind: 'registry' } as const;
const subject = {
  id: purl,
  purl,
  ecosystem: 'rubygems',
  name: 'rack',
  version: '3.0.8',
  source,
  files: [],
  conflictsWith: [],
} as const;

/** Members as the archive listing gives them: content unpacked, SHA-256 of the packed bytes (here: of the name). */
const packedSha256 = (name: string): string => createHash('sha256').update(name).digest('hex');
const entry = (path: string): ArchiveEntry => ({
  path,
  type: 'file',
  mode: 0o444,
  size: 1,
  sha256: packedSha256(path),
});

function listing(
  members: Readonly<Record<string, string | Uint8Array>>,
  extra: readonly ArchiveEntry[] = [],
): ArchiveListing {
  const content = Object.entries(members).map(
    ([name, text]) => [name, typeof text === 'string' ? encoder.encode(text) : text] as const,
  );
  const entries = [...new Set([...Object.keys(members), 'data.tar.gz'])].map(entry);
  return { format: 'gem', entries: [...entries, ...extra], problems: [], members: new Map(content), complete: true };
}
const fileOf = (platform?: string): SubjectFile => ({
  name: 'rack-3.0.8.gem',
  pins: [],
  malformedPins: [],
  ...(platform === undefined ? {} : { platform }),
});
const right = ['SHA256:', ...['metadata.gz', 'data.tar.gz'].map((name) => `  ${name}: ${packedSha256(name)}`), ''].join(
  '\n',
);

function read(metadata: string | Uint8Array, platform?: string): Manifest | Unreadable {
  return rubygems.manifest(subject, fileOf(platform), listing({ 'metadata.gz': metadata, 'checksums.yaml.gz': right }));
}
function withChecksums(checksums: string | Uint8Array, extra: readonly ArchiveEntry[] = []): Manifest | Unreadable {
  const metadata = gemMetadata({ name: 'rack', version: '3.0.8' });
  return rubygems.manifest(
    subject,
    fileOf(),
    listing({ 'metadata.gz': metadata, 'checksums.yaml.gz': checksums }, extra),
  );
}
const head = '--- !ruby/object:Gem::Specification\n';
const version = 'version: !ruby/object:Gem::Version\n  version: 3.0.8\n';

describe('gem metadata', () => {
  it('as RubyGems writes it gives name and version', () => {
    expect(read(gemMetadata({ name: 'rack', version: '3.0.8' }))).toEqual({
      name: 'rack',
      version: '3.0.8',
      notes: [],
      runs: [],
    });
  });

  it('keeps versions as text, whatever number they look like', () => {
    for (const text of ['1.10', '1', '1e3', '0x10', '1_000', '2024']) {
      expect(read(`${head}name: rack\nversion: !ruby/object:Gem::Version\n  version: ${text}\n`)).toMatchObject({
        version: text,
      });
      expect(read(`${head}name: rack\nversion: '${text}'\n`)).toMatchObject({ version: text });
    }
  });

  it('may carry what old RubyGems wrote beside the version', () => {
    const old = `${head}name: rack\nversion: !ruby/object:Gem::Version\n  hash: 7\n  prerelease: false\n  segments:\n  - 3\n  version: 3.0.8\nplatform: ruby\n`;
    expect(read(old)).toMatchObject({ name: 'rack', version: '3.0.8' });
  });

  it('may repeat requirements by alias', () => {
    const text = `${head}name: rack\n${version}dependencies:\n- requirement: &id001 !ruby/object:Gem::Requirement\n    requirements: []\n  version_requirements: *id001\n`;
    expect(read(text)).toMatchObject({ name: 'rack' });
  });

  it('may be there unpacked', () => {
    const metadata = gemMetadata({ name: 'rack', version: '3.0.8' });
    expect(rubygems.manifest(subject, fileOf(), listing({ metadata }))).toMatchObject({ name: 'rack' });
  });

  it('CVE-2017-0903: with tags of any Ruby class is data and makes no object', () => {
    const text = `${head}name: rack\n${version}evil: !ruby/object:Gem::Installer\n  i: !ruby/hash:ActiveSupport::Foo {a: b}\n`;
    expect(read(text)).toMatchObject({ name: 'rack', version: '3.0.8' });
  });

  it('CVE-2019-8324: with a name of several lines gives that name, which is not the locked one', () => {
    expect(read(`${head}name: |\n  rack\n  system('x')\n${version}`)).toMatchObject({ name: "rack\nsystem('x')\n" });
    expect(read(`${head}name: "rack\\nsystem('x')"\n${version}`)).toMatchObject({ name: "rack\nsystem('x')" });
  });
});

describe('a platform', () => {
  const stated = (platform: string, locked?: string) => {
    const manifest = read(`${head}name: rack\n${version}platform: ${platform}\n`, locked);
    return 'problem' in manifest ? manifest.problem : manifest.platform;
  };

  it.each(['ruby', "''", '', '"ruby"'])('of %j is none', (text) => {
    expect(stated(text)).toBeUndefined();
  });

  it('that RubyGems takes for the locked one comes back as locked', () => {
    expect(stated('x86_64-linux-gnu', 'x86_64-linux-gnu')).toBe('x86_64-linux-gnu');
    expect(stated('mswin32', 'x86-mswin32')).toBe('x86-mswin32');
    expect(stated('x86_64-darwin19', 'x86_64-darwin-19')).toBe('x86_64-darwin-19');
  });

  it('that is another one comes back as stated', () => {
    expect(stated('java', 'x86_64-linux')).toBe('java');
    expect(stated('x86_64-linux-musl', 'x86_64-linux')).toBe('x86_64-linux-musl');
    expect(stated('java')).toBe('java');
    expect(stated('ruby', 'java')).toBeUndefined();
  });

  it('may be the object of old RubyGems', () => {
    expect(stated('!ruby/object:Gem::Platform\n  cpu: x86\n  os: mswin32\n  version: "60"', 'x86-mswin32-60')).toBe(
      'x86-mswin32-60',
    );
    expect(stated('!ruby/object:Gem::Platform\n  cpu:\n  os: java\n  version:', 'java')).toBe('java');
    expect(stated('!ruby/object:Gem::Platform\n  os: [java]')).toBe('manifest-malformed');
    expect(stated('[java]')).toBe('manifest-malformed');
  });
});

describe('metadata that clients could read differently is refused', () => {
  it.each([
    ['a name that stands twice', `name: rack\nname: evil\n${version}`],
    ['a version that stands twice', `name: rack\n${version}${version}`],
    ['a version in the version that stands twice', 'name: rack\nversion:\n  version: 1.0\n  version: 3.0.8\n'],
    ['a flow mapping', '{name: rack, version: 3.0.8}\n'],
    ['a tag hidden in a flow mapping', '{\nname:\n!binary cmFjaw==, version: 3.0.8}\n'],
    ['a tag behind a lone CR', `name:\r  !binary cmFjaw==\n${version}`],
    ['a quoted key', `"name": rack\n${version}`],
    ['a symbol key', `name: rack\n${version}:name: evil\n`],
    ['a tag on the name', `name: !binary cmFjaw==\n${version}`],
    ['a tag on the next line', `name:\n  !ruby/symbol rack\n${version}`],
    ['an anchor before a tag', `name: &a !binary cmFjaw==\n${version}`],
    ['an alias as the name', `x: &a !binary cmFjaw==\nname: *a\n${version}`],
    ['another tag on the version', 'name: rack\nversion: !ruby/object:Evil\n  version: 3.0.8\n'],
    ['a tag within the version', 'name: rack\nversion: !ruby/object:Gem::Version\n  version: !binary My4wLjg=\n'],
    ['a tag on the platform', `name: rack\n${version}platform: !binary cnVieQ==\n`],
  ])('%s', (_what, text) => {
    expect(read(head + text)).toMatchObject({ problem: 'manifest-ambiguous' });
  });

  it.each([
    ['nothing', ''],
    ['no mapping', '- rack\n'],
    ['a text', 'rack 3.0.8\n'],
    ['no name', version],
    ['no version', 'name: rack\n'],
    ['a list as name', `name: [rack]\n${version}`],
    ['a mapping as name', `name: {a: b}\n${version}`],
    ['an empty name', `name:\n${version}`],
    ['a list as version', 'name: rack\nversion: [1]\n'],
    ['a version without its text', 'name: rack\nversion: {segments: [1]}\n'],
    ['a merge key in the version', 'name: rack\nversion: {<<: {version: 1.0}, version: 3.0.8}\n'],
    ['two documents', `name: rack\n${version}---\nname: evil\n${version}`],
    ['no YAML', 'name: "rack\n'],
    ['an alias without anchor', `name: rack\n${version}x: *nowhere\n`],
    ['too much depth', `name: rack\n${version}x: ${'['.repeat(500)}${']'.repeat(500)}\n`],
  ])('%s', (_what, text) => {
    expect(read(text)).toMatchObject({ problem: 'manifest-malformed' });
  });

  it('a merge key', () => {
    expect(read(`${head}name: rack\n${version}<<: {name: evil}\n`)).toHaveProperty('problem');
  });

  it('no UTF-8', () => {
    expect(read(Uint8Array.of(0x6e, 0xff))).toMatchObject({ problem: 'manifest-malformed' });
  });

  it('an alias bomb', () => {
    const rows = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]\n`).join(
      '',
    );
    expect(read(`name: rack\n${version}a0: &a0 x\n${rows}`)).toMatchObject({ problem: 'manifest-malformed' });
  });

  it('fifty thousand keys, in a moment; more than any gem has, not at all', () => {
    const keys = (length: number) => Array.from({ length }, (_, i) => `k${i}: x\n`).join('');
    expect(read(`${head}name: rack\n${version}${keys(50_000)}`)).toMatchObject({ name: 'rack' });
    expect(read(`${head}name: rack\n${version}${keys(100_000)}`)).toMatchObject({ problem: 'manifest-malformed' });
    const files = `files:\n${'- lib/some/where/in/the/tree.rb\n'.repeat(60_000)}`;
    expect(read(`${head}name: rack\n${version}${files}`)).toMatchObject({ name: 'rack' });
  });
});

describe('a gem without readable metadata is refused', () => {
  const manifest = (given: ArchiveListing) => rubygems.manifest(subject, fileOf(), given);
  const metadata = gemMetadata({ name: 'rack', version: '3.0.8' });

  it('when there is none', () => {
    expect(manifest(listing({}))).toMatchObject({ problem: 'manifest-missing' });
  });

  it('when it lies in the tar inside the gem only', () => {
    const inside = { ...entry('metadata.gz'), within: 'data.tar.gz' };
    expect(
      manifest({ ...listing({}, [inside]), members: new Map([['metadata.gz', encoder.encode(metadata)]]) }),
    ).toMatchObject({
      problem: 'manifest-missing',
    });
  });

  it('when there are two', () => {
    expect(manifest(listing({ metadata, 'metadata.gz': metadata }))).toMatchObject({ problem: 'manifest-ambiguous' });
  });

  it('when it could not be unpacked', () => {
    expect(manifest(listing({}, [entry('metadata.gz')]))).toMatchObject({ problem: 'manifest-unreadable' });
  });
});

describe('a description that ends in a line end, as libyaml closed it for years', () => {
  const description = (quote: string) => `description: ${quote}What rack is for, told in\n  two lines.\n\n${quote}\n`;

  it.each(["'", '"'])('is read: %s', (quote) => {
    const metadata = gemMetadata({ name: 'rack', version: '3.0.8' }).replace(/^description: .*\n/m, description(quote));
    expect(read(metadata)).toMatchObject({ name: 'rack', version: '3.0.8' });
  });

  it('hides no other name', () => {
    const metadata = gemMetadata({ name: 'rack', version: '3.0.8' }).replace(/^description: .*\n/m, description("'"));
    expect(read(`${metadata}name: other\n`)).toMatchObject({ problem: 'manifest-ambiguous' });
  });
});

describe('a gem’s own checksums', () => {
  it('that fit are no remark', () => {
    expect(withChecksums(`---\n${right}`)).toMatchObject({ notes: [] });
  });

  it.each(['', '---\n', '--- {}\n'])('may be missing or empty (%j): RubyGems ignores that', (text) => {
    expect(withChecksums(text)).toMatchObject({ name: 'rack' });
    const none = listing({ 'metadata.gz': gemMetadata({ name: 'rack', version: '3.0.8' }) });
    expect(rubygems.manifest(subject, fileOf(), none)).toMatchObject({
      notes: ['The gem states no checksums of its members.'],
    });
  });

  /** As Psych writes texts that Ruby holds as bytes. */
  const asBytes = (digest: string) =>
    `!binary "${btoa('SHA256')}":\n  metadata.gz: !binary |-\n    ${btoa(digest).slice(0, 60)}\n    ${btoa(digest).slice(60)}\n`;

  it('that are written as bytes are compared as well', () => {
    expect(withChecksums(asBytes(packedSha256('metadata.gz')))).toMatchObject({ notes: [] });
    expect(withChecksums(asBytes('0'.repeat(64)))).toMatchObject({ problem: 'gem-checksum-mismatch' });
  });

  it.each([
    ['another digest', `SHA256:\n  metadata.gz: ${'0'.repeat(64)}\n`],
    ['another digest of the data', `SHA256:\n  data.tar.gz: ${'0'.repeat(64)}\n`],
    [
      'uppercase hex, which RubyGems compares as text',
      `SHA256:\n  metadata.gz: ${packedSha256('metadata.gz').toUpperCase()}\n`,
    ],
    ['no text', 'SHA256:\n  metadata.gz: [a]\n'],
    ['nothing', 'SHA256:\n  metadata.gz:\n'],
    ['a member that is not there', `SHA256:\n  other: ${'0'.repeat(64)}\n`],
    ['a member that is not there, in another algorithm', `SHA512:\n  other: ${'0'.repeat(128)}\n`],
    ['a signature', `SHA256:\n  metadata.gz.sig: ${packedSha256('metadata.gz.sig')}\n`],
  ])('that state %s refuse the gem', (_what, text) => {
    expect(withChecksums(text, [entry('metadata.gz.sig')])).toMatchObject({ problem: 'gem-checksum-mismatch' });
  });

  it.each([
    ['an algorithm RubyGems cannot compute', 'FOO:\n  metadata.gz: a\n'],
    ['no members', 'SHA256: a\n'],
    ['a list', '- SHA256\n'],
    ['one member twice', `SHA256:\n  metadata.gz: a\n  metadata.gz: ${packedSha256('metadata.gz')}\n`],
    ['two documents', `${right}---\n${right}`],
    ['no YAML', '"'],
  ])('that hold %s refuse the gem', (_what, text) => {
    expect(withChecksums(text)).toMatchObject({ problem: 'gem-checksums-unreadable' });
  });

  it('that could not be unpacked refuse the gem', () => {
    const given = listing({ 'metadata.gz': gemMetadata({ name: 'rack', version: '3.0.8' }) }, [
      entry('checksums.yaml.gz'),
    ]);
    expect(rubygems.manifest(subject, fileOf(), given)).toMatchObject({ problem: 'gem-checksums-unreadable' });
  });

  it('in SHA-512 alone are a note, because only SHA-256 is at hand', () => {
    const sha512 = `SHA512:\n  metadata.gz: ${'0'.repeat(128)}\n`;
    expect(withChecksums(sha512)).toMatchObject({ notes: [expect.stringContaining('does not compute') as string] });
    expect(withChecksums(`${right}${sha512}`)).toMatchObject({ notes: [] });
  });
});
