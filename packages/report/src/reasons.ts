/** Groups what decided the verdicts by check and code: the same reason is told once. */

import { compareText, type Decision, type Finding, type Occurrence, type Subject, type Verdict } from '@assay/model';
import type { RenderInput } from './render-input.js';

/** One package under a reason. */
export interface ReasonCase {
  readonly subject: Subject;
  readonly finding: Finding;
  /** Where it is locked first. */
  readonly occurrence: Occurrence | null;
}

/** One reason and all packages it holds for. */
export interface Reason {
  readonly check: string;
  readonly code: string;
  readonly decision: Decision;
  readonly text: string;
  readonly next: string;
  readonly cases: readonly ReasonCase[];
}

const worstFirst: readonly Decision[] = ['fail', 'unverified', 'warn', 'waived'];

/** All reasons behind verdicts that are not a plain pass, worst first, then by number of packages. */
export function collectReasons(input: RenderInput): readonly Reason[] {
  const { report, inventory } = input;
  const subjects = new Map(inventory.subjects.map((subject) => [subject.id, subject]));
  const places = firstOccurrences(inventory.occurrences);
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  const groups = new Map<string, { reason: Omit<Reason, 'cases'>; cases: ReasonCase[] }>();
  for (const verdict of report.verdicts) {
    const subject = subjects.get(verdict.subject);
    if (subject === undefined) continue;
    for (const finding of decisive(verdict, findings)) {
      const key = `${verdict.decision}\0${finding.check}\0${finding.code}`;
      const group = groups.get(key) ?? { reason: describe(input, verdict.decision, finding), cases: [] };
      groups.set(key, group);
      group.cases.push({ subject, finding, occurrence: places.get(subject.id) ?? null });
    }
  }
  return [...groups.values()].map(({ reason, cases }) => ({ ...reason, cases })).sort(compareReasons);
}

function decisive(verdict: Verdict, findings: ReadonlyMap<string, Finding>): readonly Finding[] {
  return verdict.because.map((id) => findings.get(id)).filter((finding) => finding !== undefined);
}

function describe({ codeInfo }: RenderInput, decision: Decision, { check, code, detail }: Finding) {
  const info = codeInfo(check, code);
  return { check, code, decision, text: info?.text ?? detail, next: info?.next ?? '' };
}

function firstOccurrences(occurrences: readonly Occurrence[]): ReadonlyMap<string, Occurrence> {
  const first = new Map<string, Occurrence>();
  for (const occurrence of occurrences) if (!first.has(occurrence.subject)) first.set(occurrence.subject, occurrence);
  return first;
}

function compareReasons(a: Reason, b: Reason): number {
  return (
    worstFirst.indexOf(a.decision) - worstFirst.indexOf(b.decision) ||
    b.cases.length - a.cases.length ||
    compareText(`${a.check} ${a.code}`, `${b.check} ${b.code}`)
  );
}
