import type { ArchiveEntry, ArchiveListing, PackageFacts, Unreadable } from '@assay/model';
import { gemMetadata, type GemMetadata } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { factMembers, readPackageFacts } from '../package-facts.js';

const head = '--- !ruby/object:Gem::Specification\n';
const right = 'name: acme-license\nversion: !ruby/object:Gem::Version\n  version: 1000.1\n';

function packed(path: string, type: ArchiveEntry['type'] = 'file'): ArchiveEntry {
  return { path, type, mode: 0o644, size: 1, within: 'data.tar.gz' };
}

function listing(metadata: string, paths: readonly (string | ArchiveEntry)[] = []): ArchiveListing {
  const own = ['metadata.gz', 'data.tar.gz'].map((path) => ({ path, type: 'file', mode: 0o444, size: 1 }) as const);
  return {
    format: 'gem',
    entries: [...own, ...paths.map((path) => (typeof path === 'string' ? packed(path) : path))],
    problems: [],
    members: new Map([['metadata.gz', new TextEncoder().encode(metadata)]]),
    complete: true,
  };
}

const read = (metadata: string, paths?: readonly (string | ArchiveEntry)[]): PackageFacts | Unreadable =>
  readPackageFacts('rubygems', listing(metadata, paths));

function facts(metadata: string, paths?: readonly (string | ArchiveEntry)[]): PackageFacts {
  const result = read(metadata, paths);
  if ('problem' in result) throw new Error(result.detail);
  return result;
}

const minted = (spec: Partial<GemMetadata>): string =>
  gemMetadata({ name: 'acme-license', version: '1000.1', files: ['lib/acme-license.rb'], ...spec });

const nothing = {
  executables: [],
  extensions: [],
  plugins: [],
  scripts: [],
  autoload: [],
  'post-install-message': [],
  dependencies: [],
};

describe('the facts of a gem', () => {
  it('of a plain one are its name, version and files', () => {
    expect(read(minted({}), ['lib/acme-license.rb'])).toEqual({
      name: 'acme-license',
      version: '1000.1',
      declaredFiles: ['lib/acme-license.rb'],
      features: nothing,
      dependencies: [],
    });
  });

  it('name everything that runs, loads itself or pulls in more', () => {
    const metadata = minted({
      platform: 'java',
      executables: ['acme'],
      extensions: ['ext/extconf.rb'],
      postInstallMessage: 'Thanks! Run *this*',
      requirePaths: ['lib', '../lib', '/lib', 'lib/'],
      dependencies: [
        { name: 'rack', requirement: '~> 3.0' },
        { name: 'minitest', requirement: '~> 5.0', development: true },
      ],
    });
    expect(facts(metadata)).toEqual({
      name: 'acme-license',
      version: '1000.1',
      platform: 'java',
      declaredFiles: ['lib/acme-license.rb', 'bin/acme', 'ext/extconf.rb'],
      features: {
        ...nothing,
        executables: ['bin/acme'],
        extensions: ['ext/extconf.rb'],
        autoload: ['../lib', '/lib', 'lib/'],
        'post-install-message': ['Thanks! Run *this*'],
        dependencies: ['rack'],
      },
      dependencies: ['rack'],
    });
  });

  it('count the files of every list, as RubyGems does, and programs below the folder that the metadata names', () => {
    const lists =
      'bindir: exe\nexecutables:\n- a\ntest_files:\n- t.rb\nextra_rdoc_files:\n- README\nfiles:\n- README\n';
    expect(facts(`${head}${right}${lists}`).declaredFiles).toEqual(['README', 't.rb', 'exe/a']);
    expect(facts(`${head}${right}default_executable: old\n`).features.executables).toEqual(['bin/old']);
    expect(facts(`${head}${right}autorequire: acme\n`).features.autoload).toEqual(['acme']);
  });

  it('take a dependency for one of development only where it says so as RubyGems does', () => {
    const typed = (type: string) =>
      facts(`${head}${right}dependencies:\n- !ruby/object:Gem::Dependency\n  name: evil\n${type}`).dependencies;
    expect(typed('  type: :development\n')).toEqual([]);
    for (const type of [
      '',
      '  type: ":development"\n',
      "  type: ':development'\n",
      '  type: !ruby/sym development\n',
    ]) {
      expect(typed(type)).toEqual(['evil']);
    }
    expect(typed('  type: :runtime\n')).toEqual(['evil']);
    expect(typed('  type: !x :development\n')).toEqual(['evil']);
    expect(typed('  Type: :development\n')).toEqual(['evil']);
    expect(typed('  type: :development # or not\n')).toEqual(['evil']);
  });

  it('are the same where old RubyGems wrote requirements by alias', () => {
    const text = `${head}${right}dependencies:\n- &a !ruby/object:Gem::Dependency\n  name: x\n- *a\n`;
    expect(facts(text).dependencies).toEqual(['x', 'x']);
  });
});

describe('plugins', () => {
  it.each([
    'lib/rubygems_plugin.rb',
    'rubygems_plugin.rb',
    'hidden/deep/rubygems_plugin.so',
    'lib/rubygems_plugin',
    'lib/RubyGems_Plugin.RB',
    'lib/rubygem\u017f_plugin.rb',
    'lib/rubygems\u200c_plugin.rb',
    'lib\\rubygems_plugin.rb',
    './lib//rubygems_plugin.rb',
    'plugins.rb',
    './Plugins.rb',
  ])('%j is one', (path) => {
    expect(facts(minted({}), [path]).features.plugins).toEqual([path]);
  });

  it.each(['lib/plugins.rb', 'lib/my_rubygems_plugin.rb', 'lib/rubygems_plugins.rb', 'rubygems_plugin/x.rb'])(
    '%j is none',
    (path) => {
      expect(facts(minted({}), [path]).features.plugins).toEqual([]);
    },
  );

  it('may be links, but no folders', () => {
    expect(facts(minted({}), [packed('rubygems_plugin.rb', 'symlink')]).features.plugins).toHaveLength(1);
    expect(facts(minted({}), [packed('rubygems_plugin.rb', 'directory')]).features.plugins).toHaveLength(0);
  });
});

describe('gem metadata whose facts readers could see otherwise is refused', () => {
  it.each([
    ['a tag on a list', 'executables: !ruby/array:Foo\n- a\n'],
    ['a tag on an item', 'files:\n- !binary |-\n  bGliL2EucmI=\n'],
    ['an alias for a list', 'test_files: &a\n- lib/a.rb\nfiles: *a\n'],
    ['an alias for an item', 'test_files:\n- &a lib/a.rb\nfiles:\n- *a\n'],
    ['a tag on a text', 'post_install_message: !binary aGk=\n'],
    ['an alias for a text', 'summary: &a hi\npost_install_message: *a\n'],
    ['a nested list', 'files:\n- - lib/a.rb\n'],
    ['a mapping as an item', 'extensions:\n- a: b\n'],
    ['an item that is nothing', 'extensions:\n-\n'],
    ['a text for a list', 'extensions: ext/extconf.rb\n'],
    ['a mapping for a list', 'extensions: {a: b}\n'],
    ['a list for a text', 'post_install_message: [a]\n'],
    ['a list for the folder', 'bindir: [a]\nexecutables: [b]\n'],
    ['a dependency that is a text', 'dependencies:\n- rack\n'],
    ['a dependency without a name', 'dependencies:\n- type: :development\n'],
    ['a dependency whose name has a tag', 'dependencies:\n- name: !binary cmFjaw==\n'],
    ['dependencies that are a mapping', 'dependencies:\n  name: rack\n'],
    ['a field of RubyGems’ own workings', 'gem_dir: /etc\n'],
    ['a symbol for a field', ':extensions: [a]\n'],
    ['a field with a prototype’s name', '__proto__: {extensions: [a]}\n'],
    ['a field in other letters', 'Extensions: [a]\n'],
    ['a merge key', '<<: {extensions: [a]}\n'],
    ['a field twice', 'extensions: []\nextensions: [a]\n'],
    ['a field twice, once in quotes', 'extensions: []\n"extensions": [a]\n'],
  ])('%s', (_what, text) => {
    expect(read(`${head}${right}${text}`)).toMatchObject({
      problem: expect.stringMatching(/^manifest-(malformed|ambiguous)$/) as string,
    });
  });

  it('when it says another identity to other readers', () => {
    expect(read(`${head}name: !binary YQ==\n${right.slice(right.indexOf('version'))}`)).toMatchObject({
      problem: 'manifest-ambiguous',
    });
  });

  it('when it is missing, twice, not unpacked, or the listing has no end', () => {
    const good = listing(minted({}));
    const only = (names: readonly string[], members: ArchiveListing['members']) =>
      readPackageFacts('rubygems', {
        ...good,
        entries: names.map((path) => ({ path, type: 'file', mode: 0, size: 0 }) as const),
        members,
      });
    expect(only([], new Map())).toMatchObject({ problem: 'manifest-missing' });
    expect(only(['metadata'], new Map())).toMatchObject({ problem: 'manifest-unreadable' });
    expect(only(['metadata', 'metadata.gz'], good.members)).toMatchObject({ problem: 'manifest-ambiguous' });
    expect(readPackageFacts('rubygems', { ...good, complete: false })).toMatchObject({ problem: 'listing-incomplete' });
  });
});

describe('unpacked files of a gem', () => {
  it('have no metadata, whatever files among them are called', () => {
    const { members } = listing(minted({}));
    const entries = ['metadata.gz', 'data.tar.gz', 'lib/a.rb'].map(
      (path) => ({ path, type: 'file', mode: 0o644, size: 1 }) as const,
    );
    const tree = { entries, members, problems: [], complete: true };
    expect(readPackageFacts('rubygems', tree)).toMatchObject({ problem: 'manifest-missing' });
  });

  it('are told from a gem that is listed without its format by what lies inside of data.tar.gz', () => {
    const { format: _format, ...rest } = listing(minted({}), ['lib/a.rb']);
    expect(readPackageFacts('rubygems', rest)).toMatchObject({ name: 'acme-license' });
  });
});

it('fifty thousand files are read in a moment, and a million not at all', () => {
  const many = (count: number) => `${head}${right}files:\n${'- lib/some/where.rb\n'.repeat(count)}`;
  const paths = Array.from({ length: 50_000 }, (_, at) => `lib/${at}.rb`);
  const before = performance.now();
  expect(facts(many(50_000), paths).declaredFiles).toEqual(['lib/some/where.rb']);
  expect(performance.now() - before).toBeLessThan(30_000);
  expect(read(many(1_000_000))).toMatchObject({ problem: 'manifest-malformed' });
});

it('the members that a gem’s listing must carry are its metadata and its checksums', () => {
  expect(factMembers('rubygems')).toEqual(['metadata.gz', 'metadata', 'checksums.yaml.gz']);
});

describe('a gem’s own checksums', () => {
  const stating = (sha256: string): PackageFacts | Unreadable => {
    const { entries, members, ...rest } = listing(minted({}), ['lib/acme-license.rb']);
    const text = `---\nSHA256:\n  data.tar.gz: ${sha256}\n`;
    const checksums = { path: 'checksums.yaml.gz', type: 'file', mode: 0o444, size: 1 } as const;
    return readPackageFacts('rubygems', {
      ...rest,
      entries: [...entries.map((entry) => ({ ...entry, sha256: 'a'.repeat(64) })), checksums],
      members: new Map([...members, [checksums.path, new TextEncoder().encode(text)]]),
    });
  };

  it('fit', () => {
    expect(stating('a'.repeat(64))).toMatchObject({ name: 'acme-license', version: '1000.1' });
  });

  it('of other bytes make it unreadable, as RubyGems refuses it', () => {
    expect(stating('b'.repeat(64))).toMatchObject({ problem: 'gem-checksum-mismatch' });
  });
});
