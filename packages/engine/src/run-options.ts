/** What a run depends on, and what it tells while it goes. */

import type { Check } from '@assay/checks';
import type {
  Depth,
  Digest,
  Ecosystem,
  EvidenceSource,
  Finding,
  Inventory,
  RegistryTable,
  Subject,
  SubjectFacts,
} from '@assay/model';
import type { Policy } from '@assay/policy';
import type { Trust } from '@assay/signature';

/** Everything a run depends on. Same values and same evidence give the same report, byte for byte. */
export interface RunOptions {
  readonly inventory: Inventory;
  readonly policy: Policy;
  readonly policyDigest: Digest;
  readonly registries: RegistryTable;
  readonly depth: Depth;
  /** RFC 3339 UTC time to judge at. */
  readonly at: string;
  readonly source: EvidenceSource;
  /** What signatures are judged by. */
  readonly trust: Trust;
  readonly tool: { readonly name: string; readonly version: string };
  /** Subjects in work at once; default 64. */
  readonly concurrency?: number;
  /** Awaited now and then, so that others in the process have their turn; absent: a run that waits for no evidence is one turn. */
  readonly pause?: () => Promise<void>;
  /** Why there is no lockfile, where there is none: it takes the place of the report's general sentence. */
  readonly noLockfile?: string;
  /** Said about the run in the report, before the policy's own warnings. */
  readonly warnings?: readonly string[];
  /** Called after each subject, for progress displays. */
  readonly onSubject?: (progress: RunProgress) => void;
  /** Called once for each subject, in no order, with what is known of it beside its findings; absent: none of that is worked out. */
  readonly onFacts?: (facts: SubjectFacts) => void;
  /** For tests and extensions; default: all of them. */
  readonly checks?: readonly Check[];
  readonly ecosystems?: readonly Ecosystem[];
}

/** How far a run has come. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  readonly subject: Subject;
  readonly findings: readonly Finding[];
}
