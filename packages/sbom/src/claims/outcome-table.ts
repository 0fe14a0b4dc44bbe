/** What a run found of each component, check by check. */

import type { Finding, Subject } from '@assay/model';
import type { SbomInput } from '../sbom-input.js';

/** What all findings of one check about one component come to. */
export type CellState = 'proven' | 'refuted' | 'absent' | 'unknown' | 'not-applicable';

/** One check's word about one component. */
export interface Cell {
  readonly check: string;
  readonly state: CellState;
  /** Those that have the state; never empty. */
  readonly findings: readonly Finding[];
  /** Bom-ref of the claim; there where something was proven or refuted. */
  readonly claim?: string;
}

/** One component. */
export interface Row {
  /** Its bom-ref. */
  readonly target: string;
  /** By check id, in the order of the report. */
  readonly cells: ReadonlyMap<string, Cell>;
  /** Nothing is downloaded for it: a check that did not run would have nothing to say about it. */
  readonly isOwn: boolean;
}

/** The components in the inventory's order. Claims are numbered as they stand in it: the same report gives the same numbers. */
export function tabulate(
  { inventory, report }: Pick<SbomInput, 'inventory' | 'report'>,
  targetOf: (subject: string) => string | undefined,
): readonly Row[] {
  const bySubject = new Map<string, Map<string, Finding[]>>();
  for (const finding of report.findings) collect(bySubject, finding);
  const numbers = { next: 1 };
  return inventory.subjects.flatMap((subject) => {
    const target = targetOf(subject.id);
    if (target === undefined) return [];
    const cells = new Map<string, Cell>();
    for (const [check, findings] of bySubject.get(subject.id) ?? []) cells.set(check, cellOf(check, findings, numbers));
    return [{ target, cells, isOwn: isOwn(subject) }];
  });
}

function collect(bySubject: Map<string, Map<string, Finding[]>>, finding: Finding): void {
  const byCheck = bySubject.get(finding.subject) ?? new Map<string, Finding[]>();
  bySubject.set(finding.subject, byCheck);
  const findings = byCheck.get(finding.check);
  if (findings === undefined) byCheck.set(finding.check, [finding]);
  else findings.push(finding);
}

/** Worst first: a package of which one file is refuted is refuted, and what is missing or not found out of one file is not proven of the package. */
const order: readonly CellState[] = ['refuted', 'absent', 'unknown', 'proven', 'not-applicable'];

function cellOf(check: string, findings: readonly Finding[], numbers: { next: number }): Cell {
  const [only, ...more] = findings;
  const isSingle = only !== undefined && more.length === 0;
  const state = isSingle ? only.outcome : worstOf(findings);
  const deciding = isSingle ? findings : findings.filter(({ outcome }) => outcome === state);
  if (state !== 'proven' && state !== 'refuted') return { check, state, findings: deciding };
  return { check, state, findings: deciding, claim: `claim-${String(numbers.next++)}` };
}

function worstOf(findings: readonly Finding[]): CellState {
  return order.find((each) => findings.some(({ outcome }) => outcome === each)) ?? 'unknown';
}

function isOwn({ source }: Subject): boolean {
  return source.kind === 'directory' || source.kind === 'builtin';
}
