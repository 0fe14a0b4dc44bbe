/** The first line: the verdict in words. */

import type { Decision, Report } from '@assay/model';
import { count, formatCount } from './layout.js';
import type { Style } from './style.js';

/** `FAIL  2 of 812 packages failed, 1 could not be verified`. */
export function headline(report: Report, style: Style): string {
  return `${style.bold(colorOf(report.decision, style)(words[report.decision]))}  ${sentence(report)}`;
}

const words: Readonly<Record<Decision, string>> = {
  pass: 'PASS',
  waived: 'PASS',
  warn: 'PASS',
  unverified: 'UNVERIFIED',
  fail: 'FAIL',
};

/** The colour of a decision. */
export function colorOf(decision: Decision, style: Style): (text: string) => string {
  if (decision === 'fail') return style.red;
  return decision === 'unverified' || decision === 'warn' ? style.yellow : style.green;
}

function sentence({ totals, reason }: Report): string {
  if (reason !== undefined) return reason;
  const { decisions, subjects } = totals;
  const parts: string[] = [];
  if (decisions.fail > 0) parts.push(`${formatCount(decisions.fail)} of ${count(subjects, 'package')} failed`);
  if (decisions.unverified > 0) {
    const of = parts.length === 0 ? ` of ${count(subjects, 'package')}` : '';
    parts.push(`${formatCount(decisions.unverified)}${of} could not be verified`);
  }
  if (parts.length === 0) parts.push(`${count(subjects, 'package')} verified`);
  if (decisions.warn > 0) parts.push(`${formatCount(decisions.warn)} with warnings`);
  if (decisions.waived > 0) parts.push(`${formatCount(decisions.waived)} waived`);
  return parts.join(', ');
}
