/** How an npm registry is asked which versions of a name it has. */

import { asMap } from '@assay/documents';
import type { FoundEvidence, NameIndex, NameListing, Subject, Unreadable } from '@assay/model';
import gt from 'semver/functions/gt.js';
import { readAnswer } from './answered-document.js';
import { isPackageName } from './package-name.js';
import { normaliseVersion } from './package-version.js';
import { historyRequest } from './registry-requests.js';

/** By the whole package document, the one address that every registry has. */
export const npmNameIndex: NameIndex = {
  requests: (registry, name) => (isPackageName(name) ? [historyRequest(registry, name)] : []),
  listing,
};

function listing(subject: Subject, evidence: FoundEvidence): NameListing | Unreadable {
  const answer = readAnswer(evidence, 'report');
  if ('problem' in answer) return answer;
  const { root } = answer;
  const versions = asMap(root.get('versions'));
  const isDocument = versions !== undefined || asMap(root.get('time'))?.has('unpublished') === true;
  if (!isDocument) return { problem: 'incomplete', detail: 'The answer is no list of the package’s versions.' };
  const listed = [...(versions?.keys() ?? [])];
  return { count: listed.length, later: latestAfter(subject.version, listed) };
}

/** What is no version is nothing that a client would install. */
function latestAfter(version: string, listed: readonly string[]): string | null {
  const own = normaliseVersion(version);
  if (own === null) return null;
  let latest = own;
  for (const text of listed) {
    const other = normaliseVersion(text);
    if (other !== null && gt(other, latest)) latest = other;
  }
  return latest === own ? null : latest;
}
