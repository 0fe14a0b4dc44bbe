import { AssayError, type Report } from '@assay/model';
import { strictPolicyErrors } from '@assay/policy';

/**
 * A policy that has gone stale is a configuration error where that is asked for, whatever the packages are. Throws AssayError `ERR_POLICY`
 * with the first expired or unused waiver. `without`: what to leave out instead, as the user spells it.
 */
export function refuseLoosePolicy(report: Pick<Report, 'waivers'>, without: string): void {
  const [first, ...others] = strictPolicyErrors(report);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  throw new AssayError('ERR_POLICY', `${first}${more}`, {
    hint: `Remove or renew these waivers, or run without ${without}.`,
  });
}
