/** JUnit's test cases: what one check says about one package. */

import { compareText, groupBy, type Finding, type Occurrence, type Report } from '@assay/model';
import { judgedFindings, runFinding, wholeRun, type JudgedFinding } from '../judged-findings.js';
import type { RenderInput } from '../render-input.js';

/** How a case is told; the first of a file's cases are the worst. */
export type JunitOutcome = 'failure' | 'error' | 'excused' | 'passed' | 'not-applicable';

/** All that a check found about a package. */
export interface JunitCase {
  readonly check: string;
  /** Subject id, which is unique; or the run. */
  readonly name: string;
  readonly outcome: JunitOutcome;
  /** Everything that is no plain pass. */
  readonly judged: readonly JudgedFinding[];
  /** What was found else, where nothing of it is a proof. */
  readonly idle: readonly Finding[];
  readonly place: Occurrence | null;
}

/** The cases of each check, in the report's order of checks; the run as a whole stands first. */
export function junitCases(input: RenderInput): ReadonlyMap<string, readonly JunitCase[]> {
  const { report, inventory } = input;
  const judged = groupBy(judgedFindings(input), caseKey);
  const found = groupBy(report.findings, caseKey);
  const places = new Map<string, Occurrence>();
  for (const place of inventory.occurrences) if (!places.has(place.subject)) places.set(place.subject, place);
  const cases = [...found].map(([key, findings]) => {
    const [{ check, subject }] = findings as readonly [Finding, ...Finding[]];
    return caseOf(check, subject, { findings, judged: judged.get(key) ?? [], place: places.get(subject) ?? null });
  });
  const silent = [...judged.values()].flat().filter(({ finding }) => finding === null);
  const run = [...runFinding(report), ...silent].map((each) =>
    caseOf(wholeRun, each.subject, { findings: [], judged: [each], place: places.get(each.subject) ?? null }),
  );
  const verdict = runFinding(report).length > 0 ? [] : [passedRun];
  return inOrder(report, [...verdict, ...run, ...cases]);
}

/** So that a file is never without a case: consumers take an empty one for a broken one. */
const passedRun: JunitCase = { check: wholeRun, name: wholeRun, outcome: 'passed', judged: [], idle: [], place: null };

function caseKey({ check, subject }: Pick<Finding, 'check' | 'subject'>): string {
  return `${check}\0${subject}`;
}

interface CaseParts {
  readonly findings: readonly Finding[];
  readonly judged: readonly JudgedFinding[];
  readonly place: Occurrence | null;
}

function caseOf(check: string, name: string, { findings, judged, place }: CaseParts): JunitCase {
  const isProven = findings.some(({ outcome }) => outcome === 'proven');
  const told = new Set(judged.map(({ finding }) => finding));
  const idle = isProven ? [] : findings.filter((finding) => !told.has(finding));
  return { check, name, outcome: outcomeOf(judged, isProven), judged, idle, place };
}

function outcomeOf(judged: readonly JudgedFinding[], isProven: boolean): JunitOutcome {
  const decisions = new Set(judged.map(({ decision }) => decision));
  if (decisions.has('fail')) return 'failure';
  if (decisions.has('unverified')) return 'error';
  if (decisions.size > 0) return 'excused';
  return isProven ? 'passed' : 'not-applicable';
}

function inOrder({ totals }: Report, cases: readonly JunitCase[]): ReadonlyMap<string, readonly JunitCase[]> {
  const order = [wholeRun, ...totals.checks.map(({ check }) => check)];
  const rank = (check: string) => (order.includes(check) ? order.indexOf(check) : order.length);
  const suites = [...groupBy(cases, ({ check }) => check)];
  return new Map(suites.sort(([a], [b]) => rank(a) - rank(b) || compareText(a, b)));
}
