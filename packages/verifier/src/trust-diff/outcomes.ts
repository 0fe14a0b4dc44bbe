import { groupBy, type Finding, type Outcome } from '@assay/model';
import type { Locked } from './side.js';

/** What one check found about a package. */
export interface CheckState {
  /** Of its files: all proven, some, or none. */
  readonly proven: 'all' | 'some' | 'none';
  /** The worst. */
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
}

const worstFirst: readonly Outcome[] = ['refuted', 'unknown', 'absent', 'not-applicable', 'proven'];

/** By check; checks that did not run are missing. */
export function checkStates({ findings }: Locked): ReadonlyMap<string, CheckState> {
  return new Map([...groupBy(findings, ({ check }) => check)].map(([check, found]) => [check, stateOf(found)]));
}

function stateOf(findings: readonly Finding[]): CheckState {
  const proven = findings.filter(({ outcome }) => outcome === 'proven').length;
  const outcome = worstFirst.find((each) => findings.some((finding) => finding.outcome === each)) ?? 'unknown';
  return { proven: proven === 0 ? 'none' : proven === findings.length ? 'all' : 'some', outcome, findings };
}

/** Codes with this outcome, each once, sorted. */
export function codesWith({ findings }: CheckState, outcome: Outcome): readonly string[] {
  return [...new Set(findings.filter((finding) => finding.outcome === outcome).map(({ code }) => code))].sort();
}

/** All codes, each once, sorted. */
export function codesOf({ findings }: CheckState): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))].sort();
}
