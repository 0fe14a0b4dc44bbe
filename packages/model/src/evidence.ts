/**
 * The narrow port to the outside world. Requests are plain data without secrets; whoever answers (network, store,
 * recorded file) answers the same questions.
 */

import type { Digest, DigestAlgorithm } from './digest.js';
import type { EcosystemId } from './subject.js';
import type { CopiesWanted, LocalCopyRead } from './license.js';
import type { ArchiveListing, ArchiveFormat } from './archive-listing.js';

/**
 * What is asked for.
 *
 * - `release`: the registry's metadata of one package version (small; the body comes back).
 * - `history`: the registry's metadata of all versions of a package, for when each was published (the body comes back).
 * - `attestations`: what the registry holds of attestations for one file (the body comes back).
 * - `artifact`: the package archive (may be large; digests and a listing come back).
 * - `file`: an archive in the project itself; `url` is a path relative to the lockfile's folder.
 * - `copies`: every copy of a licence package that a package manager left on this machine (read copies come back).
 */
export type EvidenceKind = 'release' | 'history' | 'attestations' | 'artifact' | 'file' | 'copies';

/** Small answers that come back as bytes; everything else is an archive, which may be large and is listed instead. */
export function isDocument(kind: EvidenceKind): boolean {
  return kind === 'release' || kind === 'history' || kind === 'attestations';
}

/** A question to the outside world. Serialisable; holds no secret. Its canonical JSON is its identity in a recording. */
export interface EvidenceRequest {
  readonly kind: EvidenceKind;
  readonly ecosystem: EcosystemId;
  /** Absolute https (or, for registries the user configured so, http) URL; for `file`, a project-relative path. */
  readonly url: string;
  /** Base URL of the registry this belongs to: decides which credential may be used. Absent for plain URLs. */
  readonly registry?: string;
  /** For `file`: the lockfile whose folder `url` is relative to. */
  readonly lockfile?: string;
  /** For `copies`: whose, and of which phase. `url` is the package's purl. */
  readonly copies?: CopiesWanted;
  /** Media type to ask for. */
  readonly accept?: string;
  /** Digests that the lockfile pins; a store may answer from content it holds under one of them. */
  readonly pins: readonly Digest[];
  /** Algorithms to compute over the bytes. SHA-256 is always among the answers. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** For archives: how to list, and which small members to return. */
  readonly listing?: {
    readonly format: ArchiveFormat;
    readonly members: readonly string[];
    /** True to have the SHA-256 of every file. */
    readonly hashEntries?: true;
    /** True to have the files that by their names hold licences. */
    readonly licenseFiles?: true;
  };
  /** For an `artifact` that is not listed: its bytes come back too, if they are at most so many. */
  readonly bytesUpTo?: number;
  /** True to ask every cache on the way to fetch it anew. */
  readonly uncached?: true;
  /** Decoded bytes beyond which the answer is refused as too large. */
  readonly maxBytes: number;
}

/** Why something could not be reached. Stable; each has a text and a next step in the `transport` catalogue. */
export type UnreachableReason =
  | 'dns-failure'
  | 'connect-failure'
  | 'tls-failure'
  | 'timeout'
  | 'connection-reset'
  | 'truncated'
  | 'too-large'
  | 'bad-response'
  | 'http-error'
  | 'rate-limited'
  | 'redirect-refused'
  | 'address-refused'
  | 'origin-refused'
  | 'not-recorded'
  | 'path-refused'
  | 'aborted'
  | 'store-failure'
  | 'internal';

/** The answer to one request. `absent` and `denied` are the server's own words (404/405/410/501 and 401/403). */
export type Evidence =
  | FoundEvidence
  | { readonly state: 'absent'; readonly status: number }
  | { readonly state: 'denied'; readonly status: number }
  | { readonly state: 'unreachable'; readonly reason: UnreachableReason; readonly detail: string };

/** Bytes were had. */
export interface FoundEvidence {
  readonly state: 'found';
  /** Decoded size in bytes. */
  readonly size: number;
  /** The asked algorithms and SHA-256, computed over the bytes by the answerer. */
  readonly digests: readonly Digest[];
  /** The bytes themselves: for documents (`release`, `history`, `attestations`), and where `bytesUpTo` asks for them. */
  readonly body?: Uint8Array;
  /** For archives: what came instead of one, where its first bytes tell. */
  readonly looksLike?: 'empty' | 'web-page';
  /** For archives. */
  readonly listing?: ArchiveListing;
  /** For `copies`: at least one. */
  readonly copies?: readonly LocalCopyRead[];
}

/** Answers requests. Never throws for a bad world; rejects only on a defect or abort. */
export interface EvidenceSource {
  get(request: EvidenceRequest): Promise<Evidence>;
}
