/** Every package counted once by every check. */

import type { Finding, Outcome, Report } from '@assay/model';

/** Packages by their worst outcome. All numbers but `waived` add up to `all`. */
export interface TotalsRow {
  /** A check id; null for the row over all checks. */
  readonly check: string | null;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Packages that no finding is about, because the policy ignores the check for them. */
  readonly notRun: number;
  readonly all: number;
  /** Packages of which a waiver excused something; they are among the others. */
  readonly waived: number;
}

/** As the report's own totals rank them. */
const worstFirst: readonly Outcome[] = ['refuted', 'absent', 'unknown', 'proven', 'not-applicable'];

/** A row over all checks, then one for each check that the report counts. Linear in the findings. */
export function totalsTable(report: Report): readonly TotalsRow[] {
  const { totals, verdicts } = report;
  const worst = worstOutcomes(report.findings);
  const ignoredByAll = Math.max(0, totals.subjects - (worst.get(null)?.size ?? 0));
  const excused = countExcused(report);
  return [
    row(null, worst.get(null), { all: totals.subjects, ignored: ignoredByAll }, countWaived(verdicts)),
    ...totals.checks.map(({ check, ignored }) =>
      row(check, worst.get(check), { all: totals.subjects, ignored }, excused.get(check) ?? 0),
    ),
  ];
}

type WorstOutcomes = ReadonlyMap<string, Outcome>;

/** By check (null: all of them), then by subject. */
function worstOutcomes(findings: readonly Finding[]): ReadonlyMap<string | null, WorstOutcomes> {
  const worst = new Map<string | null, Map<string, Outcome>>();
  for (const { check, subject, outcome } of findings) {
    for (const key of [null, check]) {
      const subjects = worst.get(key) ?? new Map<string, Outcome>();
      worst.set(key, subjects);
      const known = subjects.get(subject);
      if (known === undefined || worstFirst.indexOf(outcome) < worstFirst.indexOf(known))
        subjects.set(subject, outcome);
    }
  }
  return worst;
}

/** A package that is neither ignored nor answered for is unknown, as the policy judges it. */
function row(
  check: string | null,
  worst: WorstOutcomes | undefined,
  { all, ignored }: { readonly all: number; readonly ignored: number },
  waived: number,
): TotalsRow {
  const outcomes: Record<Outcome, number> = { proven: 0, refuted: 0, absent: 0, unknown: 0, 'not-applicable': 0 };
  for (const outcome of worst?.values() ?? []) outcomes[outcome] += 1;
  outcomes.unknown += Math.max(0, all - (worst?.size ?? 0) - ignored);
  return { check, outcomes, notRun: ignored, all, waived };
}

function countWaived(verdicts: Report['verdicts']): number {
  return verdicts.filter(({ waivedBy }) => waivedBy.length > 0).length;
}

/** By check, the packages on which a waiver of that check was used. */
function countExcused({ verdicts, waivers }: Report): ReadonlyMap<string, number> {
  const checkOf = new Map(waivers.map(({ waiver, check }) => [waiver, check]));
  const counts = new Map<string, number>();
  for (const { waivedBy } of verdicts) {
    const checks = new Set(waivedBy.flatMap((waiver) => checkOf.get(waiver) ?? []));
    for (const check of checks) counts.set(check, (counts.get(check) ?? 0) + 1);
  }
  return counts;
}
