/** The verdict in one sentence. */

import type { Depth, Report } from '@assay/model';
import { count, formatCount } from './terminal/counts.js';

/** `2 of 812 packages failed, 1 could not be verified`, or the report's own reason. Not escaped. */
export function verdictSentence({ totals, reason, decision, depth }: Report): string {
  if (reason !== undefined) return reason;
  const { fail, unverified, warn, waived } = totals.decisions;
  const parts =
    decision === 'fail' || decision === 'unverified'
      ? [[fail, 'failed'] as const, [unverified, 'could not be verified'] as const]
      : [[totals.outcomes.proven, `verified${reach[depth]}`] as const];
  const rest = decision === 'fail' || decision === 'unverified' ? [] : notVerified(totals);
  const noted = [...parts, [warn, 'with warnings'] as const, [waived, 'waived'] as const, ...rest];
  const [first, ...others] = noted.filter(([n]) => n > 0);
  if (first === undefined) return count(totals.subjects, 'package');
  const [n, what] = first;
  const of = n === totals.subjects ? '' : `${formatCount(n)} of `;
  return [`${of}${count(totals.subjects, 'package')} ${what}`, ...others.map(tell)].join(', ');
}

function tell([n, what]: readonly [number, string]): string {
  return `${formatCount(n)} ${what}`;
}

/** A run that looks less deep must not be taken for one that saw the bytes. */
const reach: Readonly<Record<Depth, string>> = {
  pins: ' (lockfile only)',
  registry: ' (without their archives)',
  artifacts: '',
};

/** Only what a check has proven something about, and no check had a doubt about, is called verified; these are the others that pass. */
function notVerified({ subjects, outcomes }: Report['totals']): readonly (readonly [number, string])[] {
  const looked = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
  return [
    [outcomes['not-applicable'], 'with nothing to verify'],
    [subjects - looked, 'ignored by the policy'],
  ];
}
