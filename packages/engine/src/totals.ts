/** Counts: every subject once, every check's outcomes, what was waived and what was not run. */

import type { CheckTotals, Decision, Finding, Inventory, Outcome, Totals } from '@assay/model';
import type { Judgement } from '@assay/policy';

/** Worst first, as the decision table ranks what they lead to: what is absent fails, what is unknown is unverified. */
const outcomeOrder: readonly Outcome[] = ['refuted', 'absent', 'unknown', 'proven', 'not-applicable'];

/** What there is to count. */
export interface Counted {
  readonly inventory: Pick<Inventory, 'subjects'>;
  readonly findings: readonly Finding[];
  readonly checks: readonly { readonly id: string }[];
  /** How many subjects the policy ignored each check for. */
  readonly ignored: ReadonlyMap<string, number>;
}

/** Counts findings and verdicts. */
export function countTotals(parts: Counted, judgement: Judgement): Totals {
  const { inventory, findings } = parts;
  return {
    subjects: inventory.subjects.length,
    decisions: countDecisions(judgement),
    outcomes: countSubjectOutcomes(findings),
    checks: countChecks(parts, judgement),
  };
}

function countDecisions({ verdicts }: Judgement): Record<Decision, number> {
  const counts: Record<Decision, number> = { pass: 0, waived: 0, warn: 0, unverified: 0, fail: 0 };
  for (const verdict of verdicts) counts[verdict.decision] += 1;
  return counts;
}

function noOutcomes(): Record<Outcome, number> {
  return { proven: 0, refuted: 0, absent: 0, unknown: 0, 'not-applicable': 0 };
}

/** A subject counts under the worst outcome any check had for it. */
function countSubjectOutcomes(findings: readonly Finding[]): Record<Outcome, number> {
  const worst = new Map<string, Outcome>();
  for (const { subject, outcome } of findings) {
    const known = worst.get(subject);
    if (known === undefined || outcomeOrder.indexOf(outcome) < outcomeOrder.indexOf(known)) worst.set(subject, outcome);
  }
  const counts = noOutcomes();
  for (const outcome of worst.values()) counts[outcome] += 1;
  return counts;
}

/** Counts of all checks, in one pass over the findings: there are a dozen for each package. */
function countChecks({ findings, checks, ignored }: Counted, { waivedFindings }: Judgement): readonly CheckTotals[] {
  const counts = new Map(checks.map(({ id }) => [id, { outcomes: noOutcomes(), waived: 0 }]));
  for (const { id, check, outcome } of findings) {
    const count = counts.get(check);
    if (count === undefined) continue;
    count.outcomes[outcome] += 1;
    if (waivedFindings.has(id)) count.waived += 1;
  }
  return [...counts].map(([check, count]) => ({ check, ...count, ignored: ignored.get(check) ?? 0 }));
}
