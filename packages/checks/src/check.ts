/**
 * The port every check implements. A check is pure: it sees what was gathered about one subject and says what that proves.
 */

import type {
  ArchiveListing,
  CodeCatalogue,
  Depth,
  Digest,
  Ecosystem,
  Manifest,
  RegistryTable,
  Release,
  Subject,
  UnreachableReason,
  Unreadable,
  Want,
} from '@assay/model';

/** What came of asking for something. Everything but `have` keeps the reason why there is nothing to look at. */
export type Answer<T> =
  | { readonly state: 'have'; readonly value: T; readonly evidence: readonly Digest[] }
  | { readonly state: 'unreadable'; readonly why: Unreadable; readonly evidence: readonly Digest[] }
  | NoAnswer;

/** There is nothing to look at, and why. */
export type NoAnswer =
  | { readonly state: 'absent' | 'denied'; readonly status: number; readonly where: string }
  | { readonly state: 'unreachable'; readonly reason: UnreachableReason; readonly detail: string }
  | { readonly state: 'not-asked'; readonly detail: string };

/** What was learned about one archive. */
export interface Artifact {
  /** Every algorithm that was asked for, computed over the bytes that were received. */
  readonly digests: readonly Digest[];
  readonly listing: ArchiveListing;
  readonly manifest: Manifest | Unreadable;
}

/** Everything a check may look at. */
export interface CheckContext {
  readonly subject: Subject;
  readonly registries: RegistryTable;
  readonly ecosystem: Pick<Ecosystem, 'sameVersion' | 'matchUrl'>;
  readonly release: Answer<Release>;
  /** By file name; one for each file of the subject. */
  readonly artifacts: ReadonlyMap<string, Answer<Artifact>>;
}

/** One thing a check found. The code decides the outcome. */
export interface CheckResult<Code extends string = string> {
  readonly code: Code;
  /** One sentence with the particulars. */
  readonly detail: string;
  /** File name, where the subject has files. */
  readonly file?: string;
  readonly evidence?: readonly Digest[];
}

/** A check: what it needs, which codes it owns, and how it decides. */
export interface Check {
  /** Kebab-case; the name policies use, and its folder's. */
  readonly id: string;
  /** The least depth at which it can run. */
  readonly depth: Depth;
  readonly wants: readonly Want[];
  /** Its own codes together with the common ones it uses. */
  readonly codes: CodeCatalogue;
  /** At least one result, always; a check with nothing to say about a subject says so with a not-applicable code. */
  run(context: CheckContext): readonly CheckResult[];
}
