import type { ArchiveEntry, ArchiveListing, Manifest, Subject, Unreadable } from '@assay/model';
import { gemMetadata, type GemMetadata } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { rubygems } from '../rubygems.js';

const file = { name: 'rack-3.0.8.gem', pins: [], malformedPins: [] };
const subject: Subject = {
  id: 'pkg:gem/rack@3.0.8',
  purl: 'pkg:gem/rack@3.0.8',
  ecosystem: 'rubygems',
  name: 'rack',
  version: '3.0.8',
  source: { kind: 'registry' },
  files: [file],
  conflictsWith: [],
};

function manifestOf(metadata: string, paths: readonly string[] = []): Manifest | Unreadable {
  const entry = (path: string): ArchiveEntry => ({ path, type: 'file', mode: 0o444, size: 1, within: 'data.tar.gz' });
  const members = new Map([['metadata.gz', new TextEncoder().encode(metadata)]]);
  const listing: ArchiveListing = {
    format: 'gem',
    entries: [
      { path: 'metadata.gz', type: 'file', mode: 0o444, size: 1 },
      { path: 'data.tar.gz', type: 'file', mode: 0o444, size: 1 },
      ...paths.map(entry),
    ],
    problems: [],
    members,
    complete: true,
  };
  return rubygems.manifest(subject, file, listing);
}

function runsOf(spec: Partial<GemMetadata>, paths?: readonly string[]) {
  const manifest = manifestOf(gemMetadata({ name: 'rack', version: '3.0.8', ...spec }), paths);
  return 'problem' in manifest ? manifest : manifest.runs;
}

describe('what RubyGems runs when it installs a gem', () => {
  it('is nothing of a plain gem, its post-install message included', () => {
    expect(runsOf({ postInstallMessage: 'curl x | sh' }, ['lib/rack.rb', 'Rakefile', 'ext/extconf.rb'])).toEqual([]);
  });

  it.each([
    'ext/rack/extconf.rb',
    'Rakefile',
    'ext/mkrf_conf.rb',
    'configure',
    'ext/Cargo.toml',
    'CMakeLists.txt',
    'x',
  ])('is the extension %s', (name) => {
    expect(runsOf({ extensions: [name] })).toEqual([{ kind: 'extension', name }]);
  });

  it.each([
    'lib/rubygems_plugin.rb',
    'lib/RubyGems_Plugin.rb',
    'ext/x/rubygems_plugin.so',
    'plugins.rb',
    './plugins.rb',
  ])('is, later, the plugin %s', (name) => {
    expect(runsOf({}, [name])).toEqual([{ kind: 'plugin', name }]);
  });

  it('is no file whose name only ends so', () => {
    expect(runsOf({}, ['lib/my_rubygems_plugin.rb', 'lib/plugins.rb'])).toEqual([]);
  });

  it.each([
    'extensions: ext/extconf.rb',
    'extensions:\n- !binary ZXh0',
    'extensions:\n- {a: b}',
    'extensions: &a [x]\nrdoc_options: *a',
  ])('is open where the metadata says %j', (text) => {
    const metadata = gemMetadata({ name: 'rack', version: '3.0.8' }).replace('extensions: []', text);
    const manifest = manifestOf(metadata.replace(/(rdoc_options: \*a[\s\S]*)rdoc_options: \[\]\n/u, '$1'));
    expect(manifest).not.toMatchObject({ runs: [] });
  });
});
