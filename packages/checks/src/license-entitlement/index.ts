/** `license-entitlement`: the day on which the right to use the package ends lies ahead. */

import type { CodeCatalogue } from '@assay/model';
import type { LicenseCheck, LicenseContext } from '../license/license-check.js';
import type { CheckResult } from '../check.js';

const own = {
  'license-entitled': { outcome: 'proven', text: 'The entitlement goes on.', next: '' },
  'license-entitlement-open': { outcome: 'not-applicable', text: 'The policy states no end of the entitlement.', next: '' },
  'license-entitlement-ending': {
    outcome: 'absent',
    text: 'The entitlement ends soon.',
    next: 'Renew it with the vendor, then state the new day under `entitlement` in the policy.',
  },
  'license-entitlement-ended': {
    outcome: 'refuted',
    text: 'The entitlement has ended.',
    next: 'Renew it with the vendor, or remove the package; then state the new day under `entitlement` in the policy.',
  },
} as const satisfies CodeCatalogue;

export const licenseEntitlement: LicenseCheck = {
  id: 'license-entitlement',
  phases: [],
  byDefault: 'prefer',
  codes: own,
  run: (context) => [judge(context)],
};

const dayMs = 86_400_000;

function judge({ license, at, warnDays }: LicenseContext): CheckResult<keyof typeof own> {
  const { entitledUntil, contact } = license;
  if (entitledUntil === undefined) return { code: 'license-entitlement-open', detail: 'No day is stated.' };
  const left = Math.floor((Date.parse(`${entitledUntil}T24:00:00Z`) - Date.parse(at)) / dayMs);
  const whom = contact === undefined ? '' : ` (${contact})`;
  if (left < 0) return { code: 'license-entitlement-ended', detail: `It ended on ${entitledUntil}${whom}.` };
  const days = left === 1 ? '1 day' : `${String(left)} days`;
  if (left < warnDays) return { code: 'license-entitlement-ending', detail: `It ends on ${entitledUntil}, in ${days}${whom}.` };
  return { code: 'license-entitled', detail: `It lasts until ${entitledUntil}, ${days} from now.` };
}
