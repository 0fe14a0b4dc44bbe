import type { ArchiveProblem, LicenseFileRule } from '@assay/model';
import {
  archive,
  factsOf,
  fileEntry,
  name,
  openRules,
  rightFiles,
  textToken,
  tree,
  type FactsChange,
  type Files,
} from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const holding = (files: Files) => ({ copies: [archive(files)] });
const saying = (change: FactsChange) => ({ copies: [archive(undefined, { facts: factsOf(rightFiles, change) })] });
const having = (feature: string, text: string) => saying({ features: { [feature]: [text] } });
const rule = (pattern: string, change: Partial<LicenseFileRule> = {}): LicenseFileRule => {
  return { pattern, kind: 'data', required: false, max: null, maxBytes: null, ...change };
};
const ruled = (...files: readonly LicenseFileRule[]) => ({ content: { ...openRules, files } });
const noticing = (code: string, severity: ArchiveProblem['severity']) => ({
  copies: [archive(undefined, { listing: { problems: [{ code, severity, path: 'lib/X', detail: 'It is odd.' }] } })],
});
const { 'lib/version.txt': _version, ...withoutVersion } = rightFiles;
const many = (count: number): Files =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`x/${String(n)}`, '']));
const link = {
  path: 'lib/version.txt',
  type: 'symlink',
  mode: 0o777,
  size: 0,
  linkTarget: 'x',
  within: 'data.tar.gz',
} as const;
const npmFacts = { ...factsOf({}), declaredFiles: null };
const npm = (files: Files, dependencies: readonly string[] | null = null) =>
  ({
    license: {
      ecosystem: 'npm',
      content: { ...openRules, ...(dependencies === null ? {} : { allow: ['dependencies' as const], dependencies }) },
    },
    copies: [archive(files, { format: 'npm-tgz', facts: npmFacts })],
  }) as const;
const composer = (version: string) =>
  ({
    license: { ecosystem: 'composer', version: '1.2.0', content: openRules },
    copies: [archive({ x: '' }, { format: 'zip', facts: { ...npmFacts, version } })],
  }) as const;

const features: readonly LicenseCase[] = [
  { title: 'commands are refuted', change: having('executables', 'bin/x'), expected: ['license-executables'] },
  { title: 'native code is refuted', change: having('extensions', 'ext/extconf.rb'), expected: ['license-extensions'] },
  { title: 'plugins are refuted', change: having('plugins', 'lib/rubygems_plugin.rb'), expected: ['license-plugins'] },
  { title: 'install scripts are refuted', change: having('scripts', 'postinstall: x'), expected: ['license-scripts'] },
  { title: 'code that loads itself is refuted', change: having('autoload', 'evil'), expected: ['license-autoload'] },
  {
    title: 'a message at install time is told',
    change: having('post-install-message', 'Buy!'),
    expected: ['license-post-install-message'],
  },
  {
    title: 'a feature that is allowed is not told',
    change: { ...having('executables', 'bin/x'), license: { content: { allow: ['executables'] } } },
    expected: ['license-content-allowed'],
  },
  { title: 'dependencies are refuted', change: saying({ dependencies: ['rake'] }), expected: ['license-dependencies'] },
  {
    title: 'dependencies may be allowed by name, and no others',
    change: {
      ...saying({ dependencies: ['rake', 'evil'] }),
      license: { content: { allow: ['dependencies'], dependencies: ['rake'] } },
    },
    expected: ['license-dependencies'],
  },
  {
    title: 'any dependency may be allowed',
    change: { ...saying({ dependencies: ['rake'] }), license: { content: { allow: ['dependencies'] } } },
    expected: ['license-content-allowed'],
  },
  {
    title: 'a package nested in an npm package is a dependency',
    change: npm({ 'a/Node_Modules/@x/y/index.js': '' }),
    expected: ['license-dependencies'],
  },
  {
    title: 'a nested package counts by its name',
    change: npm({ 'node_modules/x/index.js': '', 'lib/node_modules': '' }, ['x']),
    expected: ['license-content-allowed'],
  },
];

const identity: readonly LicenseCase[] = [
  {
    title: 'a manifest of another name is refuted',
    change: saying({ name: 'acme-licence' }),
    expected: ['license-other-package'],
  },
  {
    title: 'a manifest of another version is refuted',
    change: saying({ version: '9' }),
    expected: ['license-other-package'],
  },
  {
    title: 'a manifest of another platform is refuted',
    change: saying({ platform: 'java' }),
    expected: ['license-other-package'],
  },
  {
    title: 'Composer’s manifest may leave the version to the repository',
    change: composer(''),
    expected: ['license-content-allowed'],
  },
  {
    title: 'Composer’s manifest may write a v before the version',
    change: composer('v1.2.0'),
    expected: ['license-content-allowed'],
  },
  {
    title: 'Composer’s manifest of another version is refuted',
    change: composer('1.2.1'),
    expected: ['license-other-package'],
  },
  {
    title: 'a plain file has no name of its own',
    change: {
      license: { ecosystem: 'generic', content: openRules },
      copies: [archive({ x: '' }, { format: 'zip', facts: { ...npmFacts, name: '' } })],
    },
    expected: ['license-content-allowed'],
  },
  {
    title: 'a manifest that clients read differently is refuted',
    change: {
      copies: [archive(undefined, { facts: { problem: 'manifest-ambiguous', detail: 'A key stands twice.' } })],
    },
    expected: ['license-manifest-unreadable'],
  },
  ...['gem-checksum-mismatch', 'gem-checksums-unreadable'].map((problem) => ({
    title: `a gem whose own checksums say otherwise is refuted (${problem})`,
    change: { copies: [archive(undefined, { facts: { problem, detail: 'Its checksums are of other bytes.' } })] },
    expected: ['license-package-damaged'],
  })),
  {
    title: 'a gem’s folder has no manifest',
    change: { phase: 'installed', copies: [tree()] },
    expected: ['license-content-allowed'],
  },
  {
    title: 'an npm folder without its manifest is refuted',
    change: { phase: 'installed', copies: [tree({ x: '' })], license: npm({}).license },
    expected: ['license-manifest-unreadable'],
  },
  {
    title: 'files that the manifest does not declare are refuted',
    change: saying({ declaredFiles: Object.keys(withoutVersion) }),
    expected: ['license-files-undeclared'],
  },
  {
    title: 'declared files that are not there are told',
    change: saying({ declaredFiles: [...Object.keys(rightFiles), 'lib/x'] }),
    expected: ['license-files-not-packed'],
  },
];

const reading: readonly LicenseCase[] = [
  {
    title: 'what is refused of an archive is refused here',
    change: noticing('link-outside', 'refuse'),
    expected: ['license-content-unclear'],
  },
  {
    title: 'a reached limit is refused',
    change: noticing('limit-entries', 'limit'),
    expected: ['license-content-unclear'],
  },
  {
    title: 'paths that differ by case alone are refused where rules name files',
    change: noticing('path-collision', 'note'),
    expected: ['license-content-unclear'],
  },
  {
    title: 'paths that differ by case alone are refused where a token is read',
    change: { ...noticing('path-collision', 'note'), license: { content: openRules, token: textToken } },
    expected: ['license-content-unclear'],
  },
  {
    title: 'paths that differ by case alone may stand in a library',
    change: { ...noticing('path-collision', 'note'), license: { content: openRules } },
    expected: ['license-content-allowed'],
  },
  {
    title: 'a member around a gem’s files is a file too',
    change: noticing('gem-unexpected-member', 'note'),
    expected: ['license-file-unexpected'],
  },
  {
    title: 'another oddity that clients treat alike is none',
    change: noticing('tar-padding', 'note'),
    expected: ['license-content-allowed'],
  },
  {
    title: 'an archive that was not read to its end is not judged',
    change: { copies: [archive(undefined, { listing: { complete: false } })] },
    expected: ['license-content-unread'],
  },
  {
    title: 'a bundled file is no package',
    change: {
      phase: 'bundled',
      copies: [tree({ 'license.txt': '' })],
      license: { bundled: { path: 'x/license.txt' } },
    },
    expected: ['license-content-single-file'],
  },
];

/** Cases of `license-content`. */
export const contentCases: readonly LicenseCase[] = [
  { title: 'exactly the allowed files are allowed', change: {}, expected: ['license-content-allowed'] },
  {
    title: 'without rules any file is',
    change: { ...holding({ ...rightFiles, x: '' }), license: { content: openRules } },
    expected: ['license-content-allowed'],
  },
  {
    title: 'another file is refuted',
    change: { ...holding({ ...withoutVersion, 'lib/x': '' }) },
    expected: ['license-file-unexpected', 'license-file-missing'],
  },
  {
    title: 'a path that only means an allowed one is that one',
    change: {
      ...holding({ ...withoutVersion, 'lib//version.txt': '4d2f' }),
      license: { content: { files: [rule('lib/**')] } },
    },
    expected: ['license-files-undeclared', 'license-files-not-packed'],
  },
  {
    title: 'another case or Unicode form of a name is another name',
    change: {
      ...holding({ 'lib/LICENSE.txt': '', 'lib/e\u0301': '' }),
      license: ruled(rule('lib/license.txt'), rule('lib/\u00e9')),
    },
    expected: ['license-file-unexpected', 'license-file-unexpected'],
  },
  {
    title: 'hidden files are files',
    change: { ...holding({ '.x': '' }), license: ruled(rule('lib/**')) },
    expected: ['license-file-unexpected'],
  },
  {
    title: 'a name of every object is a name',
    change: {
      ...holding(JSON.parse('{"__proto__":"","constructor":""}') as Files),
      license: ruled(rule('constructor')),
    },
    expected: ['license-file-unexpected'],
  },
  { title: 'a missing file is told', change: { ...holding(withoutVersion) }, expected: ['license-file-missing'] },
  {
    title: 'a file that is too large is told',
    change: { license: ruled(rule('lib/**', { maxBytes: 10 })) },
    expected: ['license-file-too-large', 'license-file-too-large'],
  },
  {
    title: 'more files of a kind than are allowed are told',
    change: { license: ruled(rule('lib/**', { max: 2 })) },
    expected: ['license-too-many-files'],
  },
  {
    title: 'the first rule that names a file is its rule',
    change: { license: ruled(rule('lib/version.txt'), rule('lib/**', { max: 2 })) },
    expected: ['license-content-allowed'],
  },
  {
    title: 'more files, bytes and bytes of code than are allowed are told',
    change: { license: { content: { maxBytes: 1, maxCodeBytes: 1 } } },
    expected: ['license-content-too-large', 'license-content-too-large'],
  },
  {
    title: 'thousands of files are counted and not looked at one by one',
    change: holding(many(20_000)),
    expected: ['license-content-too-large', 'license-content-too-large'].slice(1),
  },
  {
    title: 'thousands of unexpected files do not flood the report',
    change: { ...holding(many(20_000)), license: ruled(rule('lib/**')) },
    expected: Array.from({ length: 10 }, () => 'license-file-unexpected'),
  },
  {
    title: 'a link is refuted',
    change: {
      copies: [
        archive(withoutVersion, {
          facts: factsOf(rightFiles),
          listing: { entries: [...archive(withoutVersion).listing.entries, link] },
        }),
      ],
      license: ruled(),
    },
    expected: ['license-symlink'],
  },
  {
    title: 'a link may be allowed, and states no version',
    change: {
      copies: [
        archive(withoutVersion, {
          facts: factsOf(rightFiles),
          listing: { entries: [...archive(withoutVersion).listing.entries, link] },
        }),
      ],
      license: { content: { allow: ['symlinks'] } },
    },
    expected: ['license-version-unread'],
  },
  {
    title: 'another version in its file is refuted',
    change: holding({ ...rightFiles, 'lib/version.txt': '9\n' }),
    expected: ['license-version-file'],
  },
  {
    title: 'the version may have white space around it, and nothing else',
    change: holding({ ...rightFiles, 'lib/version.txt': ' 4d2f\r\n' }),
    expected: ['license-content-allowed'],
  },
  {
    title: 'a byte order mark before the version is something else',
    change: holding({ ...rightFiles, 'lib/version.txt': '\ufeff4d2f' }),
    expected: ['license-version-file'],
  },
  {
    title: 'a version followed by thousands of spaces is something else',
    change: {
      ...holding({ ...rightFiles, 'lib/version.txt': `4d2f${' '.repeat(2000)}` }),
      license: ruled(rule('lib/version.txt', { kind: 'version' }), rule('**')),
    },
    expected: ['license-version-file'],
  },
  {
    title: 'a version file that was not asked for is not read',
    change: { copies: [archive(undefined, { listing: { members: new Map() } })] },
    expected: ['license-version-unread'],
  },
  {
    title: 'content that is another file’s states no version',
    change: {
      copies: [
        archive(undefined, {
          listing: { members: new Map([['data.tar.gz!/lib/version.txt', new TextEncoder().encode('4d2f')]]) },
        }),
      ],
    },
    expected: ['license-version-unread'],
  },
  {
    title: 'a zip’s one folder is no part of the paths',
    change: {
      license: { ecosystem: 'composer', content: { ...openRules, files: [rule('a.php')] } },
      copies: [archive({ 'a.php': '' }, { format: 'zip', facts: { ...npmFacts, name } })],
    },
    expected: ['license-content-allowed'],
  },
  {
    title: 'a zip with a file beside its folder has no such folder',
    change: {
      license: { ecosystem: 'composer', content: { ...openRules, files: [rule('a.php')] } },
      copies: [
        archive(
          {},
          {
            format: 'zip',
            facts: { ...npmFacts, name },
            listing: { entries: [fileEntry('x/a.php', ''), fileEntry('b', '')] },
          },
        ),
      ],
    },
    expected: ['license-file-unexpected', 'license-file-unexpected'],
  },
  ...reading,
  ...identity,
  ...features,
];
