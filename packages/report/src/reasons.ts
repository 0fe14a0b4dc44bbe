/** Groups what decided the verdicts by code: the same reason is told once, for all checks and packages it holds for. */

import {
  compareText,
  groupBy,
  type Decision,
  type Finding,
  type Occurrence,
  type Subject,
  type Verdict,
} from '@assay/model';
import { withoutConsequences } from './consequences.js';
import { hardenedProof } from './hardened-proof.js';
import type { RenderInput } from './render-input.js';

/** One package under a reason. */
export interface ReasonCase {
  /** Subject id. */
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** At least one, except under {@link silence}. */
  readonly findings: readonly Finding[];
  /** Where it is locked first. */
  readonly occurrence: Occurrence | null;
  /** In how many further places it is locked. */
  readonly otherPlaces: number;
}

/** For how many packages a check gave a reason. */
export interface ReasonCheck {
  readonly check: string;
  readonly packages: number;
}

/** One reason and all packages it holds for. */
export interface Reason {
  readonly code: string;
  /** In the report's order of checks. */
  readonly checks: readonly ReasonCheck[];
  readonly decision: Decision;
  /** True when something was disproven, and is not merely missing. */
  readonly refuted: boolean;
  readonly text: string;
  readonly next: string;
  readonly cases: readonly ReasonCase[];
}

/** The reason of a verdict that no finding explains: a check that was asked for did not answer. */
export const silence = {
  code: 'no-answer',
  text: 'A check that was asked for gave no answer.',
  next: 'Please report it with this output.',
} as const;

const worstFirst: readonly Decision[] = ['fail', 'unverified', 'warn', 'waived', 'pass'];

/**
 * All reasons behind verdicts that are not a plain pass: worst decision first, what was disproven before what is missing, then by
 * number of packages. Linear in the findings.
 */
export function collectReasons(input: RenderInput): readonly Reason[] {
  const findings = new Map(input.report.findings.map((finding) => [finding.id, finding]));
  return groupReasons(input, ({ decision, because }) => {
    if (decision === 'pass') return null;
    return withoutConsequences(
      input,
      because.flatMap((id) => findings.get(id) ?? []),
    );
  });
}

/**
 * The findings that `select` picks for each verdict, grouped and sorted as reasons. Null skips a package; an empty list makes it
 * a case of {@link silence}.
 */
export function groupReasons(
  input: RenderInput,
  select: (verdict: Verdict) => readonly Finding[] | null,
): readonly Reason[] {
  const { report, inventory } = input;
  const subjects = new Map(inventory.subjects.map((subject) => [subject.id, subject]));
  const places = groupBy(inventory.occurrences, ({ subject }) => subject);
  const groups = new Map<string, Group>();
  for (const verdict of report.verdicts) {
    const picked = select(verdict);
    if (picked === null) continue;
    const { subject: id, decision } = verdict;
    const item = bareCase(id, subjects.get(id), places.get(id) ?? []);
    for (const [reason, findings] of byReason(input, picked)) {
      enter(groups, { reason, decision, item: { ...item, findings } });
    }
  }
  const order = report.totals.checks.map(({ check }) => check);
  return [...groups.values()].map((group) => close(input, group, order)).sort(compareReasons);
}

interface Group {
  readonly decision: Decision;
  /** Undefined for {@link silence}. */
  readonly example: Finding | undefined;
  readonly cases: ReasonCase[];
  readonly checks: Map<string, number>;
}

type BareCase = Omit<ReasonCase, 'findings'>;

function bareCase(id: string, subject: Subject | undefined, places: readonly Occurrence[]): BareCase {
  const { name, version } = subject ?? { name: id, version: '' };
  return { id, name, version, occurrence: places[0] ?? null, otherPlaces: Math.max(0, places.length - 1) };
}

/**
 * Findings of one package, by reason. A code that several checks share means the same in each of them (no answer came, so nobody
 * could look), unless they advise differently.
 */
function byReason({ codeInfo }: RenderInput, findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const reasons = new Map<string, Finding[]>();
  for (const finding of findings) {
    const info = codeInfo(finding.check, finding.code);
    const kind = info === null ? finding.check : info.next === '' ? info.text : info.next;
    const key = `${finding.code}\0${kind}`;
    const reason = reasons.get(key);
    if (reason === undefined) reasons.set(key, [finding]);
    else reason.push(finding);
  }
  return reasons.size === 0 ? new Map([['', []]]) : reasons;
}

interface Entry {
  readonly reason: string;
  readonly decision: Decision;
  readonly item: ReasonCase;
}

function enter(groups: Map<string, Group>, { reason, decision, item }: Entry): void {
  const key = `${decision}\0${reason}`;
  const group = groups.get(key) ?? {
    decision,
    example: item.findings[0],
    cases: [],
    checks: new Map<string, number>(),
  };
  groups.set(key, group);
  group.cases.push(item);
  for (const check of new Set(item.findings.map((finding) => finding.check))) {
    group.checks.set(check, (group.checks.get(check) ?? 0) + 1);
  }
}

function close(input: RenderInput, group: Group, order: readonly string[]): Reason {
  const { decision, example, cases } = group;
  const checks = [...group.checks]
    .map(([check, packages]) => ({ check, packages }))
    .sort((a, b) => order.indexOf(a.check) - order.indexOf(b.check) || compareText(a.check, b.check));
  if (example === undefined) return { ...silence, decision, refuted: false, checks, cases };
  const { check, code, outcome } = example;
  const info = input.codeInfo(check, code) ?? { text: `The check ${check} says ${code}.`, next: '' };
  const refuted = outcome === 'refuted';
  const proof = hardenedProof(input, example);
  const text = proof === null ? info.text : `${info.text} ${proof.text}`;
  return { code, decision, refuted, text, next: proof?.next ?? info.next, checks, cases };
}

function compareReasons(a: Reason, b: Reason): number {
  return (
    worstFirst.indexOf(a.decision) - worstFirst.indexOf(b.decision) ||
    Number(b.refuted) - Number(a.refuted) ||
    b.cases.length - a.cases.length ||
    compareText(sortKey(a), sortKey(b))
  );
}

function sortKey({ checks, code, text }: Reason): string {
  return `${checks[0]?.check ?? ''} ${code} ${text}`;
}
