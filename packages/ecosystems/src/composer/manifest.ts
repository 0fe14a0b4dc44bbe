import type { ArchiveListing, Manifest, Subject, SubjectFile, Unreadable } from '@assay/model';
import { readComposerFacts } from './package-facts.js';

/**
 * Reads name and version from the composer.json of a zip. Most leave the version to the repository, and then it is the subject's, with a
 * note: the archive does not bind it.
 */
export function readComposerManifest(
  subject: Subject,
  _file: SubjectFile,
  listing: ArchiveListing,
): Manifest | Unreadable {
  const facts = readComposerFacts(listing);
  if ('problem' in facts) return facts;
  const { name, version } = facts;
  if (version !== '') return { name, version, notes: [] };
  return { name, version: subject.version, notes: ['composer.json states no version; the repository’s word stands'] };
}
