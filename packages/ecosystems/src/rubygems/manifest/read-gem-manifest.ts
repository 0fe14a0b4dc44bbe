import type { ArchiveListing, Manifest, Subject, SubjectFile, Unreadable } from '@assay/model';
import { samePlatform } from '../gem-platform.js';
import { compareGemClaims } from './gem-claims.js';
import { gemInstallRuns } from './gem-install-runs.js';
import { gemIdentity, parseGemMetadata } from './gem-metadata.js';
import { judgeGemChecksums } from './gem-checksums.js';
import { gemMembers } from './gem-members.js';
import { gemMetadataMember } from './gem-metadata-member.js';

/**
 * Reads name, version and platform from a gem's metadata, after the gem's own checksums were found to fit. A platform that
 * RubyGems takes for the locked one comes back in the lockfile's spelling. Unreadable for a gem without metadata, or with two, and for
 * one that a lockfile gives dependencies it does not have.
 */
export function readGemManifest(subject: Subject, file: SubjectFile, listing: ArchiveListing): Manifest | Unreadable {
  const members = gemMembers(listing);
  const bytes = gemMetadataMember(members);
  if ('problem' in bytes) return bytes;
  const checksums = judgeGemChecksums(members);
  if ('problem' in checksums) return checksums;
  const document = parseGemMetadata(bytes);
  if ('problem' in document) return document;
  const metadata = gemIdentity(document);
  if ('problem' in metadata) return metadata;
  const foreign = compareGemClaims(subject.claims ?? [], file.platform, document);
  if (foreign !== null) return foreign;
  return {
    ...metadata,
    ...lockedSpelling(metadata.platform, file.platform),
    notes: checksums.notes,
    runs: gemInstallRuns(document, listing.entries),
  };
}

function lockedSpelling(stated: string | undefined, locked: string | undefined): Pick<Manifest, 'platform'> {
  return stated !== undefined && locked !== undefined && samePlatform(stated, locked) ? { platform: locked } : {};
}
