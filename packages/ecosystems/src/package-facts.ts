import type { ArchiveListing, EcosystemId, FileListing, PackageFacts, Unreadable } from '@assay/model';
import { composerFactMembers, readComposerFacts } from './composer/package-facts.js';
import { readGenericFacts } from './generic/package-facts.js';
import { npmFactMembers, readNpmFacts } from './npm/package-facts.js';
import { gemFactMembers, readGemFacts } from './rubygems/package-facts.js';

interface FactReader {
  readonly members: readonly string[];
  readonly read: (listing: FileListing | ArchiveListing) => PackageFacts | Unreadable;
}

const readers: Readonly<Record<EcosystemId, FactReader>> = {
  npm: { members: npmFactMembers, read: readNpmFacts },
  rubygems: { members: gemFactMembers, read: readGemFacts },
  composer: { members: composerFactMembers, read: readComposerFacts },
  generic: { members: [], read: readGenericFacts },
};

/** The members that an archive's or a tree's listing must carry for {@link readPackageFacts}. */
export function factMembers(ecosystem: EcosystemId): readonly string[] {
  return readers[ecosystem].members;
}

/**
 * What a package's own manifest and files say it brings: name, version, declared files, and whatever would run, load itself or pull in
 * more. Of an archive (hand its listing over with its `format`) or of an unpacked tree. Read as data, strictly: a manifest that clients
 * could read in two ways is Unreadable, and so is a listing that does not reach the end. A tree of a gem is `manifest-missing`: its
 * metadata lies in the archive alone.
 */
export function readPackageFacts(
  ecosystem: EcosystemId,
  listing: FileListing | ArchiveListing,
): PackageFacts | Unreadable {
  if (!listing.complete) {
    return { problem: 'listing-incomplete', detail: 'The package could not be listed to its end.' };
  }
  return readers[ecosystem].read(listing);
}
