import { contentsDigest } from '@assay/model';
import {
  archive,
  digest,
  fileEntry,
  openRules,
  recordOf,
  rightFiles,
  textToken,
  tree,
  type Files,
} from '../license-builder.js';
import type { LicenseCase } from '../license-case.js';

const phase = 'installed';
const installed = (files: Files) => ({ phase, copies: [tree(files)] }) as const;
const { 'lib/version.txt': _version, ...withoutVersion } = rightFiles;
const link = { path: 'lib/x', type: 'symlink', mode: 0o777, size: 0, linkTarget: 'license.txt' } as const;
const withLink = (linkTarget: string) =>
  tree(undefined, { listing: { entries: [...tree().listing.entries, { ...link, linkTarget }] } });
const contents = contentsDigest(tree().listing.entries.map(({ path, sha256 = '' }) => ({ path, sha256 })));
const noReference = { reference: null, record: recordOf({ contents }) } as const;
const bare = (path: string) => tree({ [path]: 'TOKEN' });
const generic = { ecosystem: 'generic', bundled: { path: 'config/acme.lic' } } as const;
const sha256 = { alg: 'sha256', value: fileEntry('x', 'TOKEN').sha256 ?? '', covers: 'artifact' } as const;

/** Cases of `license-installed`. */
export const installedCases: readonly LicenseCase[] = [
  { title: 'the archive’s own files are proven', change: installed(rightFiles), expected: ['license-installed-match'] },
  {
    title: 'an added file is refuted, hidden or not',
    change: installed({ ...rightFiles, 'lib/.x.rb': '' }),
    expected: ['license-installed-added'],
  },
  {
    title: 'a name in another case is another file',
    change: installed({ ...rightFiles, 'lib/LICENSE.txt': '' }),
    expected: ['license-installed-added'],
  },
  { title: 'a missing file is refuted', change: installed(withoutVersion), expected: ['license-installed-missing'] },
  {
    title: 'a changed file is refuted',
    change: installed({ ...rightFiles, 'lib/license.txt': 'OTHER' }),
    expected: ['license-installed-changed'],
  },
  {
    title: 'an empty folder is not the package',
    change: installed({}),
    expected: ['license-installed-missing'],
  },
  {
    title: 'nothing is proven by comparing nothing with nothing',
    change: { ...installed({}), reference: archive({}) },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'an archive that was not read to its end is no reference',
    change: { ...installed({}), reference: archive({}, { listing: { complete: false } }) },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'an archive that readers understand differently is no reference',
    change: {
      ...installed(rightFiles),
      reference: archive(undefined, {
        listing: { problems: [{ code: 'duplicate-different', severity: 'refuse', detail: 'Twice.' }] },
      }),
    },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'a folder where a file should be is a missing file',
    change: {
      phase,
      copies: [
        tree(withoutVersion, {
          listing: {
            entries: [
              ...tree(withoutVersion).listing.entries,
              { path: 'lib/version.txt', type: 'directory', mode: 0o755, size: 0 },
            ],
          },
        }),
      ],
    },
    expected: ['license-installed-missing'],
  },
  {
    title: 'a file that was not read is not the same',
    change: {
      phase,
      copies: [
        tree(undefined, { listing: { entries: tree().listing.entries.map(({ sha256: _, ...entry }) => entry) } }),
      ],
    },
    expected: ['license-installed-changed'],
  },
  {
    title: 'a link where a file should be is a change',
    change: {
      phase,
      copies: [
        tree(withoutVersion, {
          listing: { entries: [...tree(withoutVersion).listing.entries, { ...link, path: 'lib/version.txt' }] },
        }),
      ],
    },
    expected: ['license-installed-changed'],
  },
  {
    title: 'a link that leads elsewhere is a change',
    change: {
      phase,
      copies: [withLink('version.txt')],
      reference: archive(undefined, {
        listing: { entries: [...archive().listing.entries, { ...link, within: 'data.tar.gz' }] },
      }),
    },
    expected: ['license-installed-changed'],
  },
  {
    title: 'npm makes no links, so none is missing',
    change: {
      phase,
      license: { ecosystem: 'npm' },
      copies: [tree()],
      reference: archive(undefined, {
        format: 'npm-tgz',
        listing: {
          entries: [...archive(undefined, { format: 'npm-tgz' }).listing.entries, { ...link, path: 'package/lib/x' }],
        },
      }),
    },
    expected: ['license-installed-match'],
  },
  {
    title: 'an archive’s odd paths are those that clients make of them',
    change: {
      ...installed({ 'lib/a.rb': 'x' }),
      reference: archive({ 'lib//./a.rb': 'x' }),
    },
    expected: ['license-installed-match'],
  },
  {
    title: 'what an allowed extension compiles cannot be vouched for, and all else that is added is refuted',
    change: {
      ...installed({ ...rightFiles, 'ext/Makefile': '', 'lib/acme.so': '', 'lib/evil.rb': '' }),
      license: { content: { allow: ['extensions'] } },
    },
    expected: ['license-installed-added', 'license-installed-built'],
  },
  {
    title: 'compiled code that no extension explains is added',
    change: installed({ ...rightFiles, 'lib/acme.so': '' }),
    expected: ['license-installed-added'],
  },
  {
    title: 'what a package manager keeps beside the files can make them doubtful',
    change: {
      phase,
      copies: [tree(undefined, { problems: [{ code: 'installed-plugin', detail: 'RubyGems runs a plugin of it.' }] })],
    },
    expected: ['license-installed-doubtful'],
  },
  {
    title: 'a pipe among the files is refuted',
    change: {
      phase,
      copies: [
        tree(undefined, {
          listing: {
            problems: [{ code: 'tree-special-file', severity: 'refuse', path: 'lib/p', detail: 'It is a pipe.' }],
          },
        }),
      ],
    },
    expected: ['license-installed-unread'],
  },
  {
    title: 'files that were not read to their end are refuted',
    change: { phase, copies: [tree(undefined, { listing: { complete: false } })] },
    expected: ['license-installed-unread'],
  },
  {
    title: 'without an archive the record answers',
    change: { ...noReference, ...installed(rightFiles) },
    expected: ['license-installed-recorded'],
  },
  {
    title: 'other files than were recorded are refuted',
    change: { ...noReference, ...installed(withoutVersion) },
    expected: ['license-installed-not-recorded'],
  },
  {
    title: 'of links the record says nothing',
    change: { ...noReference, phase, copies: [withLink('version.txt')] },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'a record of another version is nothing to compare with',
    change: { ...installed(rightFiles), reference: null, record: recordOf({ version: '9', contents }) },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'without archive and record nothing can be said',
    change: { ...installed(rightFiles), reference: null },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'a bundled token is no whole package',
    change: {
      phase: 'bundled',
      copies: [bare('license.txt')],
      license: { bundled: { path: 'config/license.txt' }, token: { ...textToken, fingerprints: ['0'.repeat(64)] } },
    },
    expected: ['license-installed-token'],
  },
  {
    title: 'a bundled token that was recorded is judged by that',
    change: {
      phase: 'bundled',
      copies: [bare('license.txt')],
      license: { bundled: { path: 'config/license.txt' }, token: textToken },
      record: recordOf({ token: '0'.repeat(64) }),
    },
    expected: ['license-installed-token'],
  },
  {
    title: 'a bundled token that nothing is known of is compared with nothing',
    change: {
      phase: 'bundled',
      copies: [bare('license.txt')],
      license: { bundled: { path: 'config/license.txt' }, token: textToken },
    },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'a plain file with other bytes is changed, be it a token or not',
    change: {
      phase: 'bundled',
      copies: [bare('acme.lic')],
      license: { ...generic, digests: [{ digest: digest('sha256', 'a'), origin: 'email' }], token: textToken },
    },
    expected: ['license-installed-changed'],
  },
  {
    title: 'a bundled file of a package without a token is compared with nothing',
    change: { phase: 'bundled', copies: [bare('license.txt')], license: { bundled: { path: 'config/license.txt' } } },
    expected: ['license-installed-unclear'],
  },
  {
    title: 'one file in the folder of a package is not a bundled file',
    change: {
      phase: 'bundled',
      copies: [bare('license.txt')],
      license: { bundled: { path: 'config' }, token: textToken },
    },
    expected: ['license-installed-added', 'license-installed-missing'],
  },
  {
    title: 'a plain file is what was bought, whatever its name here',
    change: {
      phase: 'bundled',
      copies: [bare('acme.lic')],
      license: { ...generic, digests: [{ digest: sha256, origin: 'email' }], content: openRules },
    },
    expected: ['license-installed-match'],
  },
  {
    title: 'a plain file with other bytes is changed',
    change: { phase: 'bundled', copies: [bare('acme.lic')], license: generic, record: recordOf({ digests: [sha256] }) },
    expected: ['license-installed-changed'],
  },
  {
    title: 'a plain file of which only a SHA-512 is known cannot be compared',
    change: {
      phase: 'bundled',
      copies: [bare('acme.lic')],
      license: { ...generic, digests: [{ digest: digest('sha512', 'a'), origin: 'email' }] },
    },
    expected: ['license-installed-unclear'],
  },
  { title: 'an archive is judged by its digest', change: { phase: 'after' }, expected: ['license-other-form'] },
];
