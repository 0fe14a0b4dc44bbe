import type { TrustDiff } from '@assay/model';
import type { VerifierOptions, VerifyResult } from '../options.js';

/** What is compared, and how both are judged. */
export interface ProjectDiffOptions extends Pick<
  VerifierOptions,
  'policy' | 'depth' | 'at' | 'env' | 'trustedRoot' | 'store' | 'offline' | 'concurrency' | 'onSubject' | 'source'
> {
  /** A revision of the repository that the current folder lies in; or a folder or lockfile: `./old`, `../old`, `/old`. */
  readonly base: string;
  /** The same. Default: what the base is named by: the repository's working folder, or the current folder. */
  readonly head?: string;
  /** The current folder. Default: the process's own. */
  readonly folder?: string;
  /** Lockfiles, or folders that hold some, relative to the current folder; in each of two folders, relative to it. Default: the folder. */
  readonly paths?: readonly string[];
  /** Path of the policy that the base revision holds: base and head are judged by that. Relative to the current folder. */
  readonly policyFromBase?: string;
}

/** A diff and the two runs that it compares. */
export interface ProjectDiff {
  readonly diff: TrustDiff;
  readonly base: VerifyResult;
  readonly head: VerifyResult;
  /** One sentence each about how the runs went. */
  readonly notes: readonly string[];
}
