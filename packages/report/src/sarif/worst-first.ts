/** In which order results are shown, and so which ones are left out where not all can be. */

import { groupBy } from '@assay/model';
import type { JudgedFinding } from '../judged-findings.js';

const ranks: readonly JudgedFinding['decision'][] = ['fail', 'unverified', 'warn', 'waived'];

/**
 * The worst decision first, what was disproven before what is missing, what decided a verdict before what stands beside it. Among
 * equals each rule has its turn: a flood of one kind hides no other kind. Else the given order stays.
 */
export function worstFirst(findings: readonly JudgedFinding[]): readonly JudgedFinding[] {
  const levels = groupBy(findings, rankOf);
  return [...levels]
    .sort(([a], [b]) => a - b)
    .flatMap(([, level]) => inTurns([...groupBy(level, ({ check, code }) => `${check}/${code}`).values()]));
}

function rankOf({ decision, decisive, finding }: JudgedFinding): number {
  return ranks.indexOf(decision) * 4 + (finding?.outcome === 'refuted' ? 0 : 2) + (decisive ? 0 : 1);
}

function inTurns(queues: readonly (readonly JudgedFinding[])[]): readonly JudgedFinding[] {
  const turns: JudgedFinding[][] = [];
  for (const queue of queues) {
    queue.forEach((finding, turn) => {
      (turns[turn] ??= []).push(finding);
    });
  }
  return turns.flat();
}
