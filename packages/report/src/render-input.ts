/** What every renderer is given. */

import type { CodeInfo, Inventory, Report, SubjectFacts } from '@assay/model';

/** A report, the inventory it is about, and what the checks' catalogues say about codes. */
export interface RenderInput {
  readonly report: Report;
  readonly inventory: Inventory;
  readonly codeInfo: (check: string, code: string) => CodeInfo | null;
  /** Where the policy says that this proof does not suffice (`assay.yaml:7`); null where that is not known. */
  readonly hardenedAt?: (check: string, code: string) => string | null;
  /** By subject id, what the run learned beside its findings: who signed what. Absent where it was not kept. */
  readonly facts?: ReadonlyMap<string, SubjectFacts>;
}
