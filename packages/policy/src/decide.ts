/** DESIGN §1's decision table. The only place where a decision is made. */

import type { Decision, Outcome, Requirement } from '@assay/model';

/** Best first. */
const severity: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];

/** The worse of two decisions. */
export function worseOf(a: Decision, b: Decision): Decision {
  return severity.indexOf(a) >= severity.indexOf(b) ? a : b;
}

/** DESIGN §1: what an outcome means under a requirement. A check that did not run counts as `unknown`. */
export function decide(outcome: Outcome, requirement: Requirement): Decision {
  if (requirement === 'ignore' || outcome === 'proven' || outcome === 'not-applicable') return 'pass';
  if (outcome === 'refuted') return 'fail';
  if (requirement === 'prefer') return 'warn';
  return outcome === 'absent' ? 'fail' : 'unverified';
}

/** What an outcome counts as where the policy hardens its code: a proof that does not suffice is no proof. */
export function hardened(outcome: Outcome, isHardened: boolean): Outcome {
  return isHardened && outcome === 'proven' ? 'absent' : outcome;
}

/**
 * How much is asked about a finding. Trust that has expired leaves nothing to prefer: the whole run is unverified (DESIGN §1, exit
 * code 3), or an Assay that nobody updates would go on passing with every proof gone.
 */
export function requirementAbout(code: string, requirement: Requirement): Requirement {
  return code === 'trusted-root-expired' && requirement === 'prefer' ? 'require' : requirement;
}

/** A code that is only preferred where its check is required; a rule that hardens it takes that back. */
export function requirementOfCode(requirement: Requirement, isPreferred: boolean): Requirement {
  return isPreferred && requirement === 'require' ? 'prefer' : requirement;
}

/** What a run's decision is to the shell. */
export function exitCodeOf(decision: Decision): 0 | 1 | 3 {
  if (decision === 'fail') return 1;
  return decision === 'unverified' ? 3 : 0;
}
