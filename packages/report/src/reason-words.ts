/** How a reason is called: the same words in every output. */

import type { Decision } from '@assay/model';
import type { Reason, ReasonCheck } from './reasons.js';
import { formatCount } from './terminal/counts.js';

/** What packages did, behind their number. */
export const decisionWords: Readonly<Record<Decision, string>> = {
  fail: 'failed',
  unverified: 'could not be verified',
  warn: 'with a warning',
  waived: 'waived',
  pass: 'passed',
};

/** `artifact-digest, archive-safety: timeout`; with numbers where the checks are not about the same packages. Not escaped. */
export function reasonSource({ checks, code, cases }: Reason): string {
  const even = checks.every(({ packages }) => packages === cases.length);
  const named = ({ check, packages }: ReasonCheck) => (even ? check : `${check} (${formatCount(packages)})`);
  const names = checks.map(named).join(', ');
  return names === '' ? code : `${names}: ${code}${phasesOf(cases)}`;
}

/** For licence packages: when it was looked at. */
function phasesOf(cases: Reason['cases']): string {
  const phases = new Set(cases.flatMap(({ findings }) => findings.flatMap(({ phase }) => phase ?? [])));
  return phases.size === 0 ? '' : ` (${[...phases].join(', ')})`;
}
