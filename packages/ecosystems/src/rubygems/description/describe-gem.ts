import { asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { DescribedBy, DescribedLink, DescriptionSource, PackageDescription, Party, Subject } from '@assay/model';
import { asList } from '@assay/documents';
import { composeDescription, linkTo, listed } from '../../description/compose-description.js';
import { partyOf } from '../../description/party.js';
import { gemMembers } from '../manifest/gem-members.js';
import { gemMetadataMember } from '../manifest/gem-metadata-member.js';
import { parseGemMetadata } from '../manifest/gem-metadata.js';
import { maxReleaseBytes } from '../release/listed-gem.js';

/** Keys of a gem's `metadata` that RubyGems gives a meaning (RubyGems guides, specification reference). */
const uriKeys: readonly (readonly [string, DescribedLink['kind']])[] = [
  ['source_code_uri', 'vcs'],
  ['homepage_uri', 'website'],
  ['bug_tracker_uri', 'issue-tracker'],
  ['documentation_uri', 'documentation'],
  ['changelog_uri', 'changelog'],
  ['mailing_list_uri', 'mailing-list'],
  ['funding_uri', 'funding'],
  ['wiki_uri', 'other'],
];

/** What the gem's metadata says, or the registry's list of versions where that was asked for: the compact index describes nothing. */
export function describeGem(subject: Subject, by: DescribedBy): PackageDescription | null {
  const manifest = by.from === 'archive' ? archiveMetadata(by) : versionRecord(subject, by);
  return manifest === undefined ? null : describeSpecification(manifest, by.from);
}

function archiveMetadata({ listing }: Extract<DescribedBy, { from: 'archive' }>): DocMap | undefined {
  const bytes = gemMetadataMember(gemMembers(listing));
  const document = 'problem' in bytes ? bytes : parseGemMetadata(bytes);
  return 'problem' in document ? undefined : document.map;
}

function versionRecord(
  { version }: Subject,
  { evidence: { body } }: Extract<DescribedBy, { from: 'registry' }>,
): DocMap | undefined {
  // The compact index is a text that begins with dashes.
  if (body?.find((byte) => byte > 0x20) !== 0x5b) return undefined;
  const parsed = parseJson(body, { maxBytes: maxReleaseBytes });
  const records = parsed.ok ? asList(parsed.document.value) : undefined;
  return records?.map(asMap).find((record) => record?.get('number') === version);
}

function describeSpecification(manifest: DocMap, from: DescriptionSource): PackageDescription | null {
  const metadata = asMap(manifest.get('metadata'));
  return composeDescription(from, {
    licenses: [...listed(manifest.get('licenses')), ...listed(manifest.get('license'))],
    summary: asText(manifest.get('summary')) ?? manifest.get('description'),
    authors: authorsOf(manifest),
    links: [
      ...uriKeys.map(([key, kind]) => linkTo(kind, asText(metadata?.get(key)))),
      linkTo('website', asText(manifest.get('homepage'))),
    ],
  });
}

/** Names and addresses are two lists, and nothing says which belong together, unless there is one of each. */
function authorsOf(manifest: DocMap): readonly (Party | null)[] {
  const names = registryAuthors(manifest.get('authors')).concat(listed(manifest.get('author')));
  const emails = listed(manifest.get('email'));
  const [name, email] = [names[0], emails[0]];
  if (names.length === 1 && emails.length === 1) return [partyOf({ name, email })];
  return [...names.map((one) => partyOf({ name: one })), ...emails.map((one) => partyOf({ email: one }))];
}

/** Registries join the names with commas. */
function registryAuthors(value: DocValue | undefined): readonly DocValue[] {
  const text = asText(value);
  return text === undefined ? listed(value) : text.slice(0, 16_384).split(', ');
}
