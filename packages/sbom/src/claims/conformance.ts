/** What the findings come to for one requirement: counts first, then numbers. */

import type { RequirementMap } from '../cyclonedx/index.js';
import type { MappedRequirement } from './standards-mapping.js';
import type { CellState, Row } from './outcome-table.js';

/** What a run says about one component and one requirement. `unchecked`: a check did not run. */
type Standing = 'shown' | 'refuted' | 'absent' | 'unknown' | 'unchecked' | 'not-applicable';

type Counts = Readonly<Record<Standing, number>>;

type RequirementAnswer = Omit<RequirementMap, 'requirement'>;

/**
 * Claims for and against a requirement, and scores with their reasons. The conformance is the share of components in scope that are shown
 * to meet it: what was not found out counts as not shown. The confidence is the share that got an answer. A requirement about which
 * nothing was found out has no conformance at all: zero would say that it was missed.
 */
export function answerRequirement(requirement: MappedRequirement, rows: readonly Row[]): RequirementAnswer {
  const checks = [...new Set([...requirement.all, ...requirement.any])];
  if (checks.length === 0) return { confidence: { score: 0, rationale: `Not assessed. ${requirement.shows}` } };
  const counts = { shown: 0, refuted: 0, absent: 0, unknown: 0, unchecked: 0, 'not-applicable': 0 };
  const claims: string[] = [];
  const counterClaims: string[] = [];
  for (const row of rows) {
    counts[standingOf(requirement, row)]++;
    for (const check of checks) {
      const cell = row.cells.get(check);
      if (cell?.claim !== undefined) (cell.state === 'proven' ? claims : counterClaims).push(cell.claim);
    }
  }
  return {
    ...(claims.length === 0 ? {} : { claims }),
    ...(counterClaims.length === 0 ? {} : { counterClaims }),
    ...scoresOf(counts, requirement),
  };
}

/** Any refuted check speaks against the component, also one of several of which another is proven. */
function standingOf({ all, any }: MappedRequirement, row: Row): Standing {
  const every = first(all, row, worstFirst);
  const some = first(any, row, bestFirst);
  const state = worstFirst[every] === 'refuted' || bestFirst[some] === 'refuted' ? 'refuted' : worseOf(every, some);
  return state === 'proven' ? 'shown' : state;
}

type KnownState = CellState | 'unchecked';

const worstFirst: readonly KnownState[] = ['refuted', 'absent', 'unknown', 'unchecked', 'proven', 'not-applicable'];

/** One is enough; where there is none, what keeps it from being known comes before what is known to be missing. */
const bestFirst: readonly KnownState[] = ['refuted', 'proven', 'unknown', 'unchecked', 'absent', 'not-applicable'];

/** Where the first of the checks' states stands in an order; that of not applicable, where there are no checks. */
function first(checks: readonly string[], { cells, isOwn }: Row, order: readonly KnownState[]): number {
  let least = order.length - 1;
  for (const check of checks) {
    const state = cells.get(check)?.state ?? (isOwn ? 'not-applicable' : 'unchecked');
    least = Math.min(least, order.indexOf(state));
  }
  return least;
}

function worseOf(every: number, some: number): KnownState {
  const index = Math.min(every, worstFirst.indexOf(bestFirst[some] ?? 'unknown'));
  return worstFirst[index] ?? 'unknown';
}

function scoresOf(
  counts: Counts,
  requirement: MappedRequirement,
): Pick<RequirementAnswer, 'conformance' | 'confidence'> {
  const answered = counts.shown + counts.refuted + counts.absent;
  const inScope = answered + counts.unknown + counts.unchecked;
  if (answered === 0)
    return { confidence: { score: 0, rationale: `${whyNothing(inScope)} What they would show: ${requirement.shows}` } };
  return {
    conformance: { score: share(counts.shown, inScope), rationale: countsText(counts, inScope, requirement) },
    confidence: {
      score: share(answered, inScope),
      rationale: `${String(answered)} of ${String(inScope)} components in scope got an answer. What it shows where proven: ${requirement.shows}`,
    },
  };
}

function whyNothing(inScope: number): string {
  if (inScope === 0) return 'Not assessed: no component is in its scope.';
  return `Not assessed: its checks did not run or came to no answer for any of ${String(inScope)} components.`;
}

function countsText(counts: Counts, inScope: number, { all, any }: MappedRequirement): string {
  const asked = [all.join(' and '), any.length === 0 ? '' : `one of ${any.join(', ')}`].filter((text) => text !== '');
  const parts: readonly (readonly [number, string])[] = [
    [counts.refuted, 'refuted'],
    [counts.absent, 'without what was asked for'],
    [counts.unknown, 'without an answer'],
    [counts.unchecked, 'not checked'],
    [counts['not-applicable'], 'out of scope'],
  ];
  const others = parts.filter(([count]) => count > 0).map(([count, what]) => `${String(count)} ${what}`);
  const rest = others.length === 0 ? '' : ` Others: ${others.join(', ')}.`;
  return `Proven (${asked.join(', and ')}) of ${String(counts.shown)} of ${String(inScope)} components in scope.${rest}`;
}

/** Rounded down: 1 is said of nothing less than all. At most four decimals, which XML's decimals can hold. */
function share(part: number, whole: number): number {
  return Math.floor((part * 10_000) / whole) / 10_000;
}
