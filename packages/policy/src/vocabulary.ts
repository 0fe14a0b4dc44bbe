import type { Outcome, Requirement } from '@assay/model';

/** One check, as a policy speaks of it. */
export interface CheckWords {
  /** Code → the outcome it stands for. */
  readonly codes: ReadonlyMap<string, Outcome>;
  /** What is asked of it where no rule names it. */
  readonly byDefault: Exclude<Requirement, 'ignore'>;
}

/** The words that a policy may use and that other layers own. */
export interface Vocabulary {
  /** By check id. */
  readonly checks: ReadonlyMap<string, CheckWords>;
}
