/** The port of checks on licence packages: one package, one phase, everything that was had of it. */

import type {
  CodeCatalogue,
  Digest,
  FileListing,
  LicensePackage,
  LicensePhase,
  LicenseRecord,
  PackageFacts,
  Requirement,
  Subject,
  Unreadable,
} from '@assay/model';
import type { ChecksumBundleOpener } from '@assay/signature';
import type { CheckResult, NoAnswer } from '../check.js';

/** One copy of the package: the archive, or its files in a folder. */
export interface LicenseCopy {
  readonly kind: 'archive' | 'tree';
  /** For people: `vendor.example`, `vendor/cache/x.gem`, `node_modules/@acme/pro`. */
  readonly where: string;
  /** Of the archive's bytes; empty for folders. */
  readonly digests: readonly Digest[];
  readonly listing: FileListing;
  /** What its manifest says; a folder of a gem has none. */
  readonly facts: PackageFacts | Unreadable;
  /**
   * What the registry says beside the archive, where clients install by that (npm's dependencies and commands, all of Composer's): for what
   * is served alone. Absent where clients go by the archive.
   */
  readonly listed?: PackageFacts | Unreadable;
  /** What is wrong with what the package manager keeps about it. */
  readonly problems: readonly { readonly code: string; readonly detail: string }[];
  /** What the server sent instead of an archive, where it looks like that. */
  readonly looksLike?: 'empty' | 'web-page';
}

/** Why a phase has nothing to look at. */
export type NoCopies =
  | NoAnswer
  /** The package was withdrawn: the registry answered about it and no longer has this version. */
  | { readonly state: 'withdrawn'; readonly where: string }
  /** The credential that the policy refers to is not there. */
  | { readonly state: 'no-credential'; readonly detail: string }
  /** Nothing of this phase can exist for this package; said, not judged. */
  | { readonly state: 'does-not-apply'; readonly detail: string };

/** Where a lockfile of the project locks the package. */
export interface LicenseLock {
  readonly lockfile: string;
  readonly line: number;
  readonly version: string;
  readonly platform?: string;
  /** Base URL or download URL of where it comes from, if the lockfile says so; else null. */
  readonly source: string | null;
  /** The source in words, where it is no registry. */
  readonly kind: string;
  readonly pins: readonly Digest[];
  readonly malformedPins: readonly string[];
}

/** What a project asks for, in its Gemfile or package.json. */
export interface LicenseRequirement {
  /** The lockfile beside which it stands. */
  readonly lockfile: string;
  /** Line in the lockfile, where that repeats it. */
  readonly line: number | null;
  readonly requirement: string;
  /** Only one version can meet it. */
  readonly exact: boolean;
}

/** What a public registry says about the name. */
export type Namesake =
  | { readonly state: 'none'; readonly registry: string }
  /** It has the name. `digests`: of this very version, where it has that one. */
  | { readonly state: 'taken'; readonly registry: string; readonly digests: readonly Digest[] | null }
  | { readonly state: 'unknown'; readonly registry: string; readonly detail: string };

/** A vendor's list of checksums, or a signed statement of them. */
export interface ChecksumDocument {
  /** URL or path, for people. */
  readonly location: string;
  /** Who may have signed it; empty for a list that nobody signs. */
  readonly keys: readonly string[];
  /** Opens it, where it is a Sigstore bundle and the policy says who should have signed. */
  readonly openBundle?: ChecksumBundleOpener;
  readonly content: Uint8Array | { readonly problem: string };
}

/** Everything a check on a licence package may look at. */
export interface LicenseContext {
  /** RFC 3339 UTC: the time to judge at. */
  readonly at: string;
  readonly license: LicensePackage;
  readonly subject: Subject;
  readonly phase: LicensePhase;
  /** The copies of this phase, or why there is none. */
  readonly copies: readonly LicenseCopy[] | NoCopies;
  /** An archive, of any phase, whose digests are the expected ones: what folders are compared with. */
  readonly reference: LicenseCopy | null;
  /** What was seen of this package first. */
  readonly record: LicenseRecord | null;
  /** False where the project has no lockfile that could lock it. */
  readonly hasLockfile: boolean;
  readonly locks: readonly LicenseLock[];
  /** What the project itself asks for under this name. */
  readonly requirements: readonly LicenseRequirement[];
  readonly namesakes: readonly Namesake[];
  /** Bytes of the revocation list; null where the policy names none; what was wrong where it cannot be read. */
  readonly revocations: Uint8Array | { readonly problem: string } | null;
  /** What `publisher` says; for the phase `before` alone. */
  readonly publication: readonly CheckResult[] | 'nobody-expected' | 'not-asked';
  /** What the vendor publishes about its packages' bytes. */
  readonly checksums: readonly ChecksumDocument[];
  /** Days before the entitlement's end at which to warn. */
  readonly warnDays: number;
}

/** A check on licence packages. */
export interface LicenseCheck {
  /** Kebab-case, begins with `license-`; the name policies use, and its folder's. */
  readonly id: string;
  /** The phases it has something to say about; empty: it looks at no copy and runs once. */
  readonly phases: readonly LicensePhase[];
  /** What is asked of it where no rule names it; default: `require`. */
  readonly byDefault?: Exclude<Requirement, 'ignore'>;
  readonly codes: CodeCatalogue;
  /** At least one result, always. */
  run(context: LicenseContext): readonly CheckResult[];
}
