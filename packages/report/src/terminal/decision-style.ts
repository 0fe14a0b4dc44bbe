/** How decisions and outcomes look. Marks and words carry the meaning; colours only repeat it. */

import type { Decision, Outcome } from '@assay/model';
import type { Mark, Style } from './style.js';

const decisionMarks: Readonly<Record<Decision, string>> = {
  fail: '✗',
  unverified: '?',
  warn: '!',
  waived: '~',
  pass: '✓',
};

const outcomeMarks: Readonly<Record<Outcome, string>> = {
  proven: '✓',
  refuted: '✗',
  absent: '∅',
  unknown: '?',
  'not-applicable': '–',
};

/** One character, one column. */
export function markOf(decision: Decision): string {
  return decisionMarks[decision];
}

/** One character, one column. */
export function outcomeMark(outcome: Outcome): string {
  return outcomeMarks[outcome];
}

/** The colour of a decision. */
export function colorOf(decision: Decision, style: Style): Mark {
  if (decision === 'fail') return style.red;
  return decision === 'unverified' || decision === 'warn' ? style.yellow : style.green;
}

/** The colour of an outcome. */
export function outcomeColor(outcome: Outcome, style: Style): Mark {
  if (outcome === 'refuted') return style.red;
  if (outcome === 'proven') return style.green;
  return outcome === 'not-applicable' ? style.dim : style.yellow;
}
