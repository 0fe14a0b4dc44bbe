/** What a judgement is made from. */

import type { Finding, Inventory, RegistryTable } from '@assay/model';
import type { Policy } from './policy.js';

/** What there is to judge. */
export interface JudgeInput {
  readonly policy: Policy;
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  /** Those of the run: rules may name the registry that answers for a package. */
  readonly registries: RegistryTable;
  /** RFC 3339 time to judge at, in UTC: it ends in `Z`. */
  readonly at: string;
  /** True where the policy is also about packages that are not in this inventory: what matches nothing here is no mistake. */
  readonly isPart?: true;
  /** Ids of the checks that could run at this depth: each must have a finding for each subject that it is not ignored for. */
  readonly checks: readonly string[];
}
