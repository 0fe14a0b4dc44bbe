import { asMap, parseJson, type DocMap } from '@assay/documents';
import type { ArchiveListing, FileListing, PackageFacts, Unreadable } from '@assay/model';
import { composerFactsOf } from './facts-of-record.js';

/** What of a package must be at hand. Composer leaves out the one folder that an archive may have around it all, as those of forges do. */
export const composerFactMembers: readonly string[] = ['composer.json', '*/composer.json'];

const maxBytes = 10 * 1024 * 1024;
const maxValues = 200_000;

/**
 * What composer.json brings. Its version is often left to the repository: then it is empty. Composer itself goes by what the repository
 * says of the package (see `readListedFacts`), and reads composer.json of the project alone.
 */
export function readComposerFacts(listing: FileListing | ArchiveListing): PackageFacts | Unreadable {
  const root = readComposerJson(listing);
  return 'problem' in root ? root : composerFactsOf(root, 'composer.json');
}

/** The composer.json of a package as a mapping. */
export function readComposerJson(listing: Pick<FileListing, 'members'>): DocMap | Unreadable {
  const [first = '', second = ''] = composerFactMembers;
  const bytes = listing.members.get(first) ?? listing.members.get(second);
  if (bytes === undefined) return { problem: 'manifest-missing', detail: 'There is no composer.json.' };
  const result = parseJson(bytes, { maxBytes, maxValues });
  if (!result.ok) {
    const problem = result.problem.problem === 'duplicate-key' ? 'manifest-ambiguous' : 'manifest-unreadable';
    return { problem, detail: `composer.json: ${result.problem.detail}` };
  }
  const root = asMap(result.document.value);
  return root ?? { problem: 'manifest-unreadable', detail: 'composer.json is not a JSON object.' };
}
