import { asMap, parseJson } from '@assay/documents';
import type { ArchiveListing, FileListing, PackageFacts, Unreadable } from '@assay/model';
import { composerFactsOf } from './facts-of-record.js';

/** What of a package must be at hand. */
export const composerFactMembers: readonly string[] = ['composer.json'];

const maxBytes = 10 * 1024 * 1024;
const maxValues = 200_000;

/**
 * What composer.json brings. Its version is often left to the repository: then it is empty. Composer itself goes by what the repository
 * says of the package (`readListedFacts`), and reads composer.json of the project alone.
 */
export function readComposerFacts(listing: FileListing | ArchiveListing): PackageFacts | Unreadable {
  const bytes = listing.members.get('composer.json');
  if (bytes === undefined) return { problem: 'manifest-missing', detail: 'There is no composer.json.' };
  const result = parseJson(bytes, { maxBytes, maxValues });
  if (!result.ok) {
    const problem = result.problem.problem === 'duplicate-key' ? 'manifest-ambiguous' : 'manifest-unreadable';
    return { problem, detail: `composer.json: ${result.problem.detail}` };
  }
  const root = asMap(result.document.value);
  if (root === undefined) return { problem: 'manifest-unreadable', detail: 'composer.json is not a JSON object.' };
  return composerFactsOf(root, 'composer.json');
}
