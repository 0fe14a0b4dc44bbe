/** `license-entitlement`: the day on which the right to use the package ends lies ahead. */

import type { CodeCatalogue } from '@assay/model';
import type { LicenseCheck, LicenseContext } from '../license/license-check.js';
import type { CheckResult } from '../check.js';

const own = {
  'license-entitled': { outcome: 'proven', text: 'The entitlement goes on.', next: '' },
  'license-entitlement-open': {
    outcome: 'not-applicable',
    text: 'The policy states no end of the entitlement.',
    next: '',
  },
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
  'license-entitlement-unread': {
    outcome: 'unknown',
    text: 'The day on which the entitlement ends is no day.',
    next: 'Write it as a day, as in 2027-12-31, under `entitlement` in the policy.',
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
  const left = dayOf(`${entitledUntil}T00:00:00Z`) - dayOf(at);
  if (Number.isNaN(left))
    return { code: 'license-entitlement-unread', detail: `${entitledUntil.slice(0, 50)} is no day.` };
  const whom = contact === undefined ? '' : ` (${contact})`;
  if (left < 0) return { code: 'license-entitlement-ended', detail: `It ended on ${entitledUntil}${whom}.` };
  if (left < warnDays)
    return { code: 'license-entitlement-ending', detail: `It ends on ${entitledUntil}, ${inDays(left)}${whom}.` };
  return { code: 'license-entitled', detail: `It lasts until ${entitledUntil}, ${String(left)} days from now.` };
}

/** Days since 1970 in UTC, whatever the clock says: the last day of an entitlement is a whole one. */
function dayOf(time: string): number {
  return Math.floor(Date.parse(time) / dayMs);
}

function inDays(left: number): string {
  if (left === 0) return 'today';
  return left === 1 ? 'tomorrow' : `in ${String(left)} days`;
}
