/** What a user of the library may say. */

import type {
  DeclaredParts,
  Depth,
  EvidenceSource,
  Gap,
  Inventory,
  LicensePackage,
  Registry,
  Report,
  SubjectFacts,
} from '@assay/model';
import type { RunProgress } from '@assay/engine';
import type { HardenedCode } from './hardened-codes.js';
import type { PolicyInput } from './load-policy.js';

/** Options of a verifier. All are optional; the defaults are those of the command line. */
export interface VerifierOptions {
  /** The policy. Default: the built-in one. A policy in the checkout is never found by itself. */
  readonly policy?: PolicyInput;
  /** How deep to look. Default: `artifacts`. */
  readonly depth?: Depth;
  /** RFC 3339 time to judge at. Default: now. */
  readonly at?: string;
  /**
   * The folder that relative paths of `verify` are in. Reports name lockfiles without it: two checkouts of one project give
   * lockfiles of the same names. Default: the current one.
   */
  readonly folder?: string;
  /**
   * Folders among the paths are searched to their ends, but for hidden ones (`.github` is searched), links, installed packages and what `exclude` names: a path below
   * the folder, or the name of folders at any depth. Default: only the folders themselves.
   */
  readonly subfolders?: { readonly exclude: readonly string[] };
  /** The environment that client configuration is read from. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /**
   * Path of a Sigstore TrustedRoot: then it is the only one that signatures are verified under. Default: those that ship with Assay, as
   * `assay trust` has updated and imported them.
   */
  readonly trustedRoot?: string;
  /** Registries to trust besides those of policy and client configuration. Their `keys` can only be stated in the policy. */
  readonly registries?: readonly Registry[];
  /** Folder of the content-addressed store; null: none. Default: the user's cache folder. */
  readonly store?: string | null;
  /**
   * Names the code that this verifier runs, such as the digest of the program it is part of. With it, what was found in archives of the store
   * is remembered for the user's later runs of the same code, under a key in the user's state folder. Leave it out where users or jobs that
   * do not trust each other share an account. Default: nothing is remembered.
   */
  readonly codeIdentity?: string;
  /** Trust the checkout's own registry settings and its `assay.yaml`. Never for changes that nobody has reviewed. */
  readonly unprotected?: boolean;
  /** Subjects in work at once. Default: 64. */
  readonly concurrency?: number;
  /** Called after each subject. */
  readonly onSubject?: (progress: RunProgress) => void;
  /** Write all evidence to this file, for `offline` and `replay`. */
  readonly record?: string;
  /** Judge now, from this evidence file instead of the network. */
  readonly offline?: string;
  /** Repeat the run of this evidence file: its time, depth, policy and lockfiles. */
  readonly replay?: string;
  /** Also give what is known of packages beside findings ({@link VerifyResult.facts}). Takes some time and memory for each package. */
  readonly facts?: boolean;
  /** Answer evidence requests yourself instead of the network. */
  readonly source?: EvidenceSource;
}

/** What a run gives. */
export interface VerifyResult {
  readonly report: Report;
  readonly inventory: Inventory;
  /** One sentence each about how the run went; not part of the report. */
  readonly notes: readonly string[];
  /** Proofs that the policy does not take for one, with the rules that say so. */
  readonly hardened: readonly HardenedCode[];
  /** By subject id, one for every subject; only where {@link VerifierOptions.facts} asks for them. */
  readonly facts?: ReadonlyMap<string, SubjectFacts>;
  /** RFC 3339 UTC: when the evidence was gathered, where it was not this run that did. */
  readonly recordedAt?: string;
  /**
   * Whose word was taken for the user's: of a checkout that was `unprotected`, or of whoever made a recording that was replayed. Absent
   * where it was the user's own. The digest of the policy says nothing of it.
   */
  readonly settledBy?: 'checkout' | 'recording';
  /** What the policy says for bills of materials. */
  readonly declared: DeclaredParts;
  /** The policy's licence packages. */
  readonly licensePackages: readonly LicensePackage[];
  /** Gaps that leave open what the client installs, and that the policy does not accept. */
  readonly doubts: readonly Gap[];
}
