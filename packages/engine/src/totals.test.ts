import type { Finding, Outcome } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { countTotals } from './totals.js';

function found(...outcomes: readonly Outcome[]): readonly Finding[] {
  return outcomes.map((outcome, n) => {
    return { id: `a|${String(n)}`, check: 'c', subject: 'a', outcome, code: 'x', detail: '', evidence: [] };
  });
}

function outcomesOf(findings: readonly Finding[]) {
  const judgement = { decision: 'fail', exitCode: 1, verdicts: [], waivers: [], warnings: [] } as const;
  const inventory = { lockfiles: [], subjects: [], occurrences: [], edges: [], gaps: [] };
  const parts = { inventory, findings, checks: [], ignored: new Map<string, number>() };
  const { outcomes } = countTotals(parts, { ...judgement, waivedFindings: new Set() });
  return Object.entries(outcomes).filter(([, n]) => n > 0);
}

describe('countTotals', () => {
  test.each<readonly [Outcome, Outcome]>([
    ['refuted', 'absent'],
    ['absent', 'unknown'],
    ['unknown', 'proven'],
    ['proven', 'not-applicable'],
  ])('counts a package under %s rather than %s, as verdicts rank them', (worse, better) => {
    expect(outcomesOf(found(better, worse, better))).toEqual([[worse, 1]]);
  });
});
