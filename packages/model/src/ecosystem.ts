/** The port every ecosystem implements: lockfile → inventory, wants → requests, evidence → release and manifest. */

import type { ArchiveListing } from './archive-listing.js';
import type { Demand, DirectLock, HoistedLock } from './demand.js';
import type { Evidence, EvidenceRequest, FoundEvidence } from './evidence.js';
import type { RegistryTable } from './registry.js';
import type { Attestation, Manifest, Release, Unreadable } from './release.js';
import type { PackageDescription } from './package-description.js';
import type { EcosystemId, Edge, Gap, Occurrence, Project, Subject, SubjectFile } from './subject.js';

/** What a check can want to know about a subject. */
export type Want = 'release' | 'artifact' | 'attestations' | 'history' | 'namesakes' | 'vendored';

/** How a registry is asked what it has under a name, and what its answer says. */
export interface NameIndex {
  /** One after the other, until one is found: of servers that lack an address, the next is asked. Empty for what is no name. */
  requests(registry: string, name: string): readonly EvidenceRequest[];
  /** What an answer lists. The subject's own version is read by {@link Ecosystem.release}. */
  listing(subject: Subject, evidence: FoundEvidence): NameListing | Unreadable;
}

/** What a registry has under a name. */
export interface NameListing {
  /** How many entries it lists. */
  readonly count: number;
  /** The highest version that comes after the subject's; null where none does. */
  readonly later: string | null;
}

/** What one lockfile says, before inventories are merged. Subject ids are provisional: unique within this lockfile. */
export interface LockfileContent {
  readonly format: string;
  readonly subjects: readonly Subject[];
  readonly occurrences: readonly Occurrence[];
  readonly edges: readonly Edge[];
  readonly gaps: readonly Gap[];
  /** The project itself, and members of its workspace. */
  readonly projects: readonly Project[];
  /** What the lockfile says its projects ask for; absent where nobody wrote a reader for that yet. */
  readonly direct?: readonly DirectLock[];
  /** By the name it is locked under. */
  readonly hoisted?: ReadonlyMap<string, HoistedLock>;
  /** There are members of a workspace that the lockfile does not name: what leads to its packages is not known whole. */
  readonly membersUnlisted?: true;
  /** What the projects' manifests ask for; filled in when those are read. */
  readonly demand?: Demand;
}

/** The manifests of a lockfile's projects. */
export interface ProjectManifests {
  /** The lockfile, as the user named it: manifests are named by the folder it is in. */
  readonly lockfile: string;
  /** By the project's folder as `Project.path` has it; a project without one has none that could be read. */
  readonly byFolder: ReadonlyMap<string, Uint8Array>;
  /** The file of settings beside the lockfile ({@link Ecosystem.settingsNames}). */
  readonly settings?: Uint8Array;
}

/** What describes a package: the registry's answer about its release, or the listing of its archive. */
export type DescribedBy =
  | { readonly from: 'registry'; readonly evidence: FoundEvidence }
  | { readonly from: 'archive'; readonly listing: ArchiveListing };

/** A lockfile's bytes and name. */
export interface LockfileInput {
  /** As the user named it. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The project's manifest beside it (package.json), if there is one: it explains what a lockfile leaves out. */
  readonly manifest?: Uint8Array;
  /** The file of settings beside it ({@link Ecosystem.settingsNames}), likewise. */
  readonly settings?: Uint8Array;
  /** Manifests of the members that {@link Ecosystem.memberSearch} finds, by folder; absent where not all of them could be read. */
  readonly members?: ReadonlyMap<string, Uint8Array>;
  /**
   * Archives that lie where this lockfile's client looks before it asks a registry: paths from the lockfile's folder, sorted, of
   * whatever kind they are.
   */
  readonly archives?: readonly string[];
}

/** Where a client looks for members of a workspace that its lockfile does not name. Folders are paths from the lockfile's, with `/`. */
export interface MemberSearch {
  /** The folder is a member if a manifest lies in it. */
  readonly isMember: (folder: string) => boolean;
  /** Members may lie below it. */
  readonly mayHold: (folder: string) => boolean;
}

/** What came of comparing manifests with a lockfile. */
export interface DemandFound {
  readonly demand: Demand;
  /** What is asked for and not locked: no subject stands for it. */
  readonly gaps: readonly Gap[];
}

/** Evidence gathered for a subject so far. */
export interface Gathered {
  readonly request: EvidenceRequest;
  readonly evidence: Evidence;
  /** What it was asked for. */
  readonly want: Want;
  /** The file's name, for artifacts; for vendored archives {@link vendoredKey}. */
  readonly file?: string;
}

/** A request together with what it is for. */
export interface Need {
  readonly request: EvidenceRequest;
  readonly want: Want;
  readonly file?: string;
}

/** What an ecosystem may look at when it decides where to ask. */
export interface NeedsContext {
  readonly subject: Subject;
  readonly have: readonly Gathered[];
  readonly wants: readonly Want[];
  readonly registries: RegistryTable;
  /** The lockfile of the subject's first occurrence, for files of the project. */
  readonly lockfile: string;
  /**
   * True when the publish time is needed: the policy asks for an age, or it is needed to say whether a signature by one of these keys
   * counts (all of them have ended, or whoever is expected to have published counts for some days only). Without keys, nothing was
   * signed. Asked before `history` is asked for, which is large.
   */
  readonly needsPublishTime: (registry: string, keyIds: readonly string[]) => boolean;
}

/** The manifest that stands beside a lockfile of this name. */
export function manifestNameOf(
  { manifestName, manifestNames }: Pick<Ecosystem, 'manifestName' | 'manifestNames'>,
  lockfileName: string,
): string | undefined {
  const own = manifestNames !== undefined && Object.hasOwn(manifestNames, lockfileName);
  return own ? manifestNames[lockfileName] : manifestName;
}

/** Whether a file's locked URL is the URL of this name and version on one of the registries. */
export type UrlMatch =
  /** It names this package and version on a known registry (or needs no URL, or is replaced as the client does). */
  { readonly match: 'same' } | { readonly match: 'different'; readonly detail: string };

/** One ecosystem. All functions are pure. */
export interface Ecosystem {
  readonly id: EcosystemId;
  /** Lockfile names it reads, in order of precedence. */
  readonly lockfileNames: readonly string[];
  /** The manifest that stands beside a lockfile and explains what it leaves out ({@link LockfileInput.manifest}). */
  readonly manifestName?: string;
  /** By lockfile name, where that has a manifest of another name. */
  readonly manifestNames?: Readonly<Record<string, string>>;
  /** By lockfile name, the file of settings beside it that says more of what the project asks for. */
  readonly settingsNames?: Readonly<Record<string, string>>;
  /** Lockfile names of this ecosystem that exist but are not read yet, with what to do instead. */
  readonly unsupportedLockfiles: Readonly<Record<string, string>>;
  /** By lockfile name, the lockfile that the same client reads instead of it where both lie in one folder. */
  readonly preferredLockfiles?: Readonly<Record<string, string>>;
  /** What a project's own manifest says of it; asked for members of a workspace that the lockfile only names by folder. */
  readonly describeProject?: (manifest: Uint8Array) => Pick<Project, 'name' | 'version' | 'description'>;
  /** Null for a lockfile that names its members itself, and for patterns that are not understood. */
  readonly memberSearch?: (input: LockfileInput) => MemberSearch | null;
  /**
   * Holds what the manifests ask for against what the lockfile locks. Manifests come from the checkout like the lockfile: what they say can
   * only make the answer stricter.
   */
  readonly demand?: (content: LockfileContent, manifests: ProjectManifests) => DemandFound;
  /** Reads a lockfile. Throws AssayError `ERR_LOCKFILE` or `ERR_LOCKFILE_UNSUPPORTED` with file, line and hint. */
  parseLockfile(input: LockfileInput): LockfileContent;
  /**
   * Next requests for this subject, given what is there; empty when nothing more is to be asked. Called at most six times.
   * Must not ask for anything outside `registries`, the subject's own URL or the project.
   */
  needs(context: NeedsContext): readonly Need[];
  /** Absent where nobody wrote that yet: no other registry can then be asked about a name. */
  readonly nameIndex?: NameIndex;
  /** Distils the registry's answer for this subject. */
  release(subject: Subject, evidence: FoundEvidence): Release | Unreadable;
  /** Reads the registry's attestations of one file. An empty list is the registry's own "there is none". */
  attestations(subject: Subject, file: SubjectFile, evidence: FoundEvidence): readonly Attestation[] | Unreadable;
  /** When the subject was published, RFC 3339 UTC, from evidence of kind `history`. Signed by nobody. */
  publishedAt(subject: Subject, evidence: FoundEvidence): string | Unreadable;
  /** True when the version lies in the range, in the ecosystem's own syntax; null when the range is none. */
  inRange(version: string, range: string): boolean | null;
  /** Reads name, version and platform from the members that `needs` asked for. */
  manifest(subject: Subject, file: SubjectFile, listing: ArchiveListing): Manifest | Unreadable;
  /**
   * What the package says about itself, for people; null where nothing that can be read says anything. Texts are cut to size, and nothing
   * in them makes it throw. Decides nothing: a manifest that two readers take for two things is still described as one of them.
   */
  describe(subject: Subject, by: DescribedBy): PackageDescription | null;
  /** The one spelling of a version that registries list, however it is locked; null for what is no version. */
  normaliseVersion(version: string): string | null;
  /** True when two names or two versions are the same to this ecosystem's clients. */
  sameVersion(a: string, b: string): boolean;
  /** Compares a file's URL path with the subject's name and version; `registry` is the base URL it was matched to. */
  matchUrl(subject: Subject, file: SubjectFile, registry: string): UrlMatch;
}
