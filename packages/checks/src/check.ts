/**
 * The port every check implements. A check is pure: it sees what was gathered about one subject and says what that proves.
 */

import type { Trust } from '@assay/signature';
import type {
  ArchiveListing,
  Ask,
  Attestation,
  CodeCatalogue,
  Demand,
  Depth,
  Digest,
  Ecosystem,
  EcosystemId,
  Expectations,
  Manifest,
  RegistryTable,
  Release,
  Requirement,
  Subject,
  UnreachableReason,
  Unreadable,
  VerifiedLicenseToken,
  Voucher,
  Want,
} from '@assay/model';

/** What came of asking for something. Everything but `have` keeps the reason why there is nothing to look at. */
export type Answer<T> =
  | { readonly state: 'have'; readonly value: T; readonly evidence: readonly Digest[] }
  | {
      readonly state: 'unreadable';
      readonly why: Unreadable;
      readonly evidence: readonly Digest[];
      /** Origin that answered. */
      readonly where?: string;
    }
  | NoAnswer;

/** There is nothing to look at, and why. */
export type NoAnswer =
  | {
      readonly state: 'absent' | 'denied';
      readonly status: number;
      readonly where: string;
      /** What the registry's list of all versions says of this one, where it was asked. */
      readonly why?: Unreadable;
    }
  | { readonly state: 'unreachable'; readonly reason: UnreachableReason; readonly detail: string }
  | { readonly state: 'not-asked'; readonly detail: string };

/** What was learned about one archive. */
export interface Artifact {
  /** Every algorithm that was asked for, computed over the bytes that were received. */
  readonly digests: readonly Digest[];
  readonly listing: ArchiveListing;
  readonly manifest: Manifest | Unreadable;
  /** Origin that the bytes were asked of; absent for files of the project. */
  readonly where?: string;
}

/** An archive in the checkout that was read. */
export interface VendoredRead {
  readonly digests: readonly Digest[];
  /** With the SHA-256 of every file; absent where it was only hashed. */
  readonly listing?: ArchiveListing;
}

/** What the projects of one lockfile, in which the subject is locked, ask for. */
export interface Demanded extends Pick<Demand, 'lockfile' | 'state' | 'detail'> {
  /** Requirements for which this very subject is locked. */
  readonly asks: readonly Ask[];
  /** Nothing that is asked for leads to it. */
  readonly isOrphan: boolean;
}

/** What another registry, which was told the name, has under it. */
export type NameElsewhere = { readonly registry: string } & (
  | { readonly state: 'none' }
  | { readonly state: 'unknown'; readonly detail: string }
  | {
      readonly state: 'listed';
      /** The subject's own version there; null where that is not listed. */
      readonly release: Release | null;
      /** The highest version above the subject's; null where none is. */
      readonly later: string | null;
      readonly evidence: readonly Digest[];
    }
);

/** The same name, locked from another place somewhere in the inventory. */
export interface LockedElsewhere {
  /** Subject id. */
  readonly subject: string;
  /** The registry's base URL, the origin of a URL outside any, or a folder of the project. */
  readonly place: string;
  readonly isFolder: boolean;
}

/** Everything a check may look at. */
export interface CheckContext {
  /** RFC 3339 UTC: the time to judge at. */
  readonly at: string;
  readonly trust: Trust;
  readonly expected: Expectations;
  /** How deep the run looks. */
  readonly depth: Depth;
  readonly subject: Subject;
  readonly registries: RegistryTable;
  /** One for each lockfile in which it is locked and of which it is known; empty for what no lockfile locks. */
  readonly demanded: readonly Demanded[];
  /** Of at most ten of the other subjects with its name; those that have its version and bytes are left out. */
  readonly lockedElsewhere: readonly LockedElsewhere[];
  /** Null where no registry was told the name. */
  readonly namesakes: readonly NameElsewhere[] | null;
  readonly ecosystem: Pick<Ecosystem, 'normaliseVersion' | 'sameVersion' | 'matchUrl' | 'inRange'>;
  readonly release: Answer<Release>;
  /** Base URL of the registry that was asked for the release; absent where none was. */
  readonly registry?: string;
  /** When the subject was published, as the registry's history says; signed by nobody. Asked only where it is needed. */
  readonly publishedAt: Answer<string>;
  /** By file name; one for each file of the subject. */
  readonly attestations: ReadonlyMap<string, Answer<readonly Attestation[]>>;
  /** By file name; one for each file of the subject. */
  readonly artifacts: ReadonlyMap<string, Answer<Artifact>>;
  /** By the archive's key (`vendoredKey`); one for each archive of the subject in the checkout. */
  readonly vendored: ReadonlyMap<string, Answer<VendoredRead>>;
}

/** One thing a check found. The code decides the outcome. */
export interface CheckResult<Code extends string = string> {
  readonly code: Code;
  /** One sentence with the particulars. */
  readonly detail: string;
  /** File name, where the subject has files. */
  readonly file?: string;
  /** A piece of what was found, for people to read: lines of code. */
  readonly excerpt?: string;
  readonly evidence?: readonly Digest[];
  /** Verified signatures that it rests on; the engine sets them beside the findings. */
  readonly vouchers?: readonly CheckVoucher[];
  /** A token that it verified; likewise. */
  readonly token?: VerifiedLicenseToken;
}

/** A verified signature that a check relied on; check and file are those of its result. */
export type CheckVoucher = Omit<Voucher, 'file' | 'check'>;

/** A check: what it needs, which codes it owns, and how it decides. */
export interface Check {
  /** Kebab-case; the name policies use, and its folder's. */
  readonly id: string;
  /** The least depth at which it can run. */
  readonly depth: Depth;
  /** All that it may want. */
  readonly wants: readonly Want[];
  /** What of it to ask about one subject; absent: all of it. */
  readonly wantsOf?: (about: Pick<CheckContext, 'subject' | 'expected' | 'depth'>) => readonly Want[];
  /** The only ecosystem whose packages it has anything to ask about; absent: all of them. */
  readonly ecosystem?: EcosystemId;
  /** Where it says no to all packages of a run, the check has nothing to say about that run, and is no part of it. */
  readonly concerns?: (subject: Subject) => boolean;
  /** What is asked of it where no rule of the policy names it; default: `require`. */
  readonly byDefault?: Exclude<Requirement, 'ignore'>;
  /** Its own codes together with the common ones it uses. */
  readonly codes: CodeCatalogue;
  /** At least one result, always; a check with nothing to say about a subject says so with a not-applicable code. */
  run(context: CheckContext): readonly CheckResult[];
}
