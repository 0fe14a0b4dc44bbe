/** Findings → verdicts, by DESIGN §1's table. The only place where a decision is made. */

import type { Decision, Finding, Inventory, Occurrence, Requirement, Subject, Verdict, WaiverUse } from '@assay/model';
import type { Policy } from './policy.js';
import { requirementFor } from './requirement.js';
import { createWaiverLedger, type WaiverLedger } from './waivers.js';

/** What there is to judge. */
export interface JudgeInput {
  readonly policy: Policy;
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  /** RFC 3339 UTC time to judge at. */
  readonly at: string;
  /** Ids of the checks that could run at this depth: each must have a finding for each subject that it is not ignored for. */
  readonly checks: readonly string[];
}

/** What the policy makes of it. */
export interface Judgement {
  readonly decision: Decision;
  readonly exitCode: 0 | 1 | 3;
  readonly reason?: string;
  readonly verdicts: readonly Verdict[];
  readonly waivers: readonly WaiverUse[];
  /** Ids of findings that a waiver turned from fail or unverified into waived. */
  readonly waivedFindings: ReadonlySet<string>;
  readonly warnings: readonly string[];
}

/** Best first. */
const severity: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];

/** The worse of two decisions. */
export function worseOf(a: Decision, b: Decision): Decision {
  return severity.indexOf(a) >= severity.indexOf(b) ? a : b;
}

/** DESIGN §1: what an outcome means under a requirement. */
export function decide(outcome: Finding['outcome'], requirement: Requirement): Decision {
  if (requirement === 'ignore' || outcome === 'proven' || outcome === 'not-applicable') return 'pass';
  if (outcome === 'refuted') return 'fail';
  if (requirement === 'prefer') return 'warn';
  return outcome === 'absent' ? 'fail' : 'unverified';
}

/** Judges every subject. A check that should have run and left no finding makes its subject unverified. */
export function judge(input: JudgeInput): Judgement {
  const ledger = createWaiverLedger(input);
  const findings = groupBy(input.findings, (finding) => finding.subject);
  const occurrences = groupBy(input.inventory.occurrences, (occurrence) => occurrence.subject);
  const verdicts = input.inventory.subjects.map((subject) =>
    judgeSubject({
      input,
      ledger,
      subject,
      occurrences: occurrences.get(subject.id) ?? [],
      findings: findings.get(subject.id) ?? [],
    }),
  );
  return {
    ...overall(input, verdicts),
    verdicts,
    waivers: ledger.uses(),
    waivedFindings: ledger.waivedFindings,
    warnings: ledger.warnings(),
  };
}

interface SubjectCase {
  readonly input: JudgeInput;
  readonly ledger: WaiverLedger;
  readonly subject: Subject;
  readonly occurrences: readonly Occurrence[];
  readonly findings: readonly Finding[];
}

function judgeSubject(item: SubjectCase): Verdict {
  const { input, ledger, subject, findings } = item;
  const requirements = new Map(input.checks.map((check) => [check, requirementFor(input.policy, item, check)]));
  let decision: Decision = isComplete(requirements, findings) ? 'pass' : 'unverified';
  const decisions = new Map<string, Decision>();
  const waivedBy = new Set<number>();
  for (const finding of findings) {
    const bare = decide(finding.outcome, requirements.get(finding.check) ?? 'require');
    const waiver = bare === 'fail' || bare === 'unverified' ? ledger.waive(subject, finding) : null;
    if (waiver !== null) waivedBy.add(waiver);
    decisions.set(finding.id, waiver === null ? bare : 'waived');
    decision = worseOf(decision, waiver === null ? bare : 'waived');
  }
  const because = decision === 'pass' ? [] : [...decisions].filter(([, d]) => d === decision).map(([id]) => id);
  return { subject: subject.id, decision, because, waivedBy: [...waivedBy].sort((a, b) => a - b) };
}

/** THREATS row 1: a verdict needs the complete record of all checks that the policy asks for. */
function isComplete(requirements: ReadonlyMap<string, Requirement>, findings: readonly Finding[]): boolean {
  const answered = new Set(findings.map((finding) => finding.check));
  return [...requirements].every(([check, requirement]) => requirement !== 'require' || answered.has(check));
}

type Overall = Pick<Judgement, 'decision' | 'exitCode' | 'reason'>;

function overall({ policy, findings }: JudgeInput, verdicts: readonly Verdict[]): Overall {
  const decision = verdicts.map((verdict) => verdict.decision).reduce(worseOf, 'pass');
  const provedSomething = findings.some((finding) => finding.outcome !== 'not-applicable');
  if (!provedSomething && !policy.allowEmpty && decision !== 'fail') {
    return { decision: 'unverified', exitCode: 3, reason: nothing(verdicts.length) };
  }
  return { decision, exitCode: exitCodeOf(decision) };
}

/** "None found" is not a pass (THREATS row 3). */
function nothing(subjects: number): string {
  return subjects === 0
    ? 'There was nothing to verify: no lockfile named a package.'
    : 'There was nothing to verify: no check applies to any of the locked packages.';
}

function exitCodeOf(decision: Decision): 0 | 1 | 3 {
  if (decision === 'fail') return 1;
  return decision === 'unverified' ? 3 : 0;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
