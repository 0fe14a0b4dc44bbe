import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { DescribedBy, DescribedLink, DescriptionSource, PackageDescription, Subject } from '@assay/model';
import { composeDescription, linkTo, listed } from '../../description/compose-description.js';
import { readParty } from '../../description/party.js';
import { readComposerJson } from '../package-facts.js';

/** Keys of `support` (Composer's schema). */
const supportKeys: readonly (readonly [string, DescribedLink['kind']])[] = [
  ['source', 'vcs'],
  ['issues', 'issue-tracker'],
  ['docs', 'documentation'],
  ['wiki', 'other'],
  ['forum', 'other'],
  ['chat', 'other'],
];

/** What composer.json in the archive says. What a repository says of a version is merged from several documents and not described. */
export function describeComposer(_subject: Subject, by: DescribedBy): PackageDescription | null {
  if (by.from !== 'archive') return null;
  const manifest = readComposerJson(by.listing);
  return 'problem' in manifest ? null : describeRecord(manifest, 'archive');
}

function describeRecord(manifest: DocMap, from: DescriptionSource): PackageDescription | null {
  const support = asMap(manifest.get('support'));
  return composeDescription(from, {
    licenses: listed(manifest.get('license')),
    summary: manifest.get('description'),
    authors: listed(manifest.get('authors')).map(readParty),
    links: [
      linkTo('website', asText(manifest.get('homepage'))),
      ...supportKeys.map(([key, kind]) => linkTo(kind, asText(support?.get(key)))),
      ...listed(manifest.get('funding')).map((item) => linkTo('funding', asText(asMap(item)?.get('url')))),
    ],
    deprecated: abandonment(manifest.get('abandoned')),
  });
}

/** True, or the name of the package to use instead. */
function abandonment(value: DocValue | undefined): string | undefined {
  if (value === true) return 'Abandoned.';
  const successor = asText(value);
  return successor === undefined || successor === '' ? undefined : `Abandoned; use ${successor} instead.`;
}
