/** `--strict-policy`: a policy that has gone stale is an error. */

import type { Report } from '@assay/model';

/** One sentence for each waiver that is expired or excuses nothing; empty for a policy in order. */
export function strictPolicyErrors({ waivers, warnings }: Pick<Report, 'waivers' | 'warnings'>): readonly string[] {
  const stale = waivers.some(({ state }) => state === 'expired' || state === 'unused');
  return stale ? warnings : [];
}
