import type {
  ArchiveListing,
  EcosystemId,
  EvidenceRequest,
  FileListing,
  FoundEvidence,
  PackageFacts,
  Subject,
  Unreadable,
} from '@assay/model';
import { composerFactMembers, readComposerFacts } from './composer/package-facts.js';
import { readListedComposerFacts } from './composer/repository/read-release.js';
import { readGenericFacts } from './generic/package-facts.js';
import { npmFactMembers, readListedNpmFacts, readNpmFacts } from './npm/package-facts.js';
import { installRequest } from './npm/registry-requests.js';
import { gemFactMembers, readGemFacts } from './rubygems/package-facts.js';

interface FactReader {
  readonly members: readonly string[];
  readonly read: (listing: FileListing | ArchiveListing) => PackageFacts | Unreadable;
  readonly readListed?: (subject: Subject, evidence: FoundEvidence) => PackageFacts | Unreadable;
}

const readers: Readonly<Record<EcosystemId, FactReader>> = {
  npm: { members: npmFactMembers, read: readNpmFacts, readListed: readListedNpmFacts },
  rubygems: { members: gemFactMembers, read: readGemFacts },
  composer: { members: composerFactMembers, read: readComposerFacts, readListed: readListedComposerFacts },
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

/**
 * What the registry's own answer about a release (evidence of kind `release`) says that the version brings, where clients install by that
 * and not by the manifest in the archive: npm's dependencies and commands, all of Composer's. Null for others: Bundler compares the two,
 * and nobody describes plain files.
 */
export function readListedFacts(subject: Subject, evidence: FoundEvidence): PackageFacts | Unreadable | null {
  return readers[subject.ecosystem].readListed?.(subject, evidence) ?? null;
}

/**
 * The question whose answer {@link readListedFacts} should be given, where clients go by another document than the one that `needs` asks
 * for: npm's whole package document, not a version's manifest. Null where it is the same.
 */
export function listedFactsRequest({ ecosystem, name }: Subject, registry: string): EvidenceRequest | null {
  return ecosystem === 'npm' ? installRequest(registry, name) : null;
}
