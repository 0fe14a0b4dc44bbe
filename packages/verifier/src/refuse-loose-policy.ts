import { AssayError, type Report } from '@assay/model';
import { strictPolicyErrors } from '@assay/policy';

/**
 * A policy that has gone stale is a configuration error where that is asked for, whatever the packages are: AssayError `ERR_POLICY` with the
 * first expired or unused waiver, or null. `without`: what to leave out instead, as the user spells it.
 */
export function loosePolicyProblem(report: Pick<Report, 'waivers'>, without: string): AssayError | null {
  const [first, ...others] = strictPolicyErrors(report);
  if (first === undefined) return null;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  const hint = `Remove or renew these waivers, or run without ${without}.`;
  return new AssayError('ERR_POLICY', `${first}${more}`, { hint });
}

/** Throws {@link loosePolicyProblem}. */
export function refuseLoosePolicy(report: Pick<Report, 'waivers'>, without: string): void {
  const problem = loosePolicyProblem(report, without);
  if (problem !== null) throw problem;
}
