/** The packages under a reason, by what is true of them: what is the same for many needs to be said but once. */

import { groupBy, type Finding } from '@assay/model';
import type { Reason, ReasonCase } from './reasons.js';
import { addsNothing } from './terminal/adds-nothing.js';

/** From this many packages on, a sentence that fits all of them is said once. */
export const manyAlike = 3;

/** Packages of which the same is true. */
export interface AlikeGroup {
  readonly all: readonly ReasonCase[];
  /** Those that are to be shown. */
  readonly shown: ReasonCase[];
}

/**
 * Cases of which the very same sentences are true; then, among the others, the same but for their own names and versions. Findings that
 * say no more than the reason's text are left out.
 */
export function groupAlike(reason: Pick<Reason, 'cases' | 'text'>): readonly AlikeGroup[] {
  const cases = reason.cases.map((item) => ({ ...item, findings: particular(item.findings, reason.text) }));
  const same = groupBy(cases, ({ findings }) => keyOf(findings.map(({ detail }) => detail)));
  const groups = [...same.values()].filter((group) => group.length >= manyAlike);
  const rest = [...same.values()].filter((group) => group.length < manyAlike).flat();
  const alike = groupBy(rest, (item) => keyOf(shapesOf(item)));
  return [...groups, ...alike.values()].map((all) => ({ all, shown: [] }));
}

function keyOf(texts: readonly string[]): string {
  return [...new Set(texts)].join('\0');
}

function shapesOf(item: ReasonCase): readonly string[] {
  const details = new Map(item.findings.map((finding) => [finding.detail, finding]));
  return [...details.values()].map((finding) => shapeOf(item, finding));
}

/** A detail with the package's own names taken out: nothing is lost when it is told for another package. */
function shapeOf({ name, version }: ReasonCase, { file = '', detail }: Finding): string {
  const own = [file, name, version];
  return own.reduce(
    (text, part, index) => (part === '' ? text : text.replaceAll(part, `\u0001${String(index)}`)),
    detail,
  );
}

/** Takes one case from each group in turn: a flood of one kind hides no other kind. */
export function chooseCases(groups: readonly AlikeGroup[], most: number): readonly AlikeGroup[] {
  const chosen = groups.map(({ all }): AlikeGroup => ({ all, shown: [] }));
  let left = most;
  for (let round = 0, taken = true; left > 0 && taken; round++) {
    taken = false;
    for (const { all, shown } of chosen) {
      const item = all[round];
      if (item === undefined || left === 0) continue;
      shown.push(item);
      left -= 1;
      taken = true;
    }
  }
  return chosen.filter(({ shown }) => shown.length > 0);
}

/** What is true of all of them, word for word; or told for the first one (`e.g.`). Not escaped. */
export function sharedDetails(all: readonly ReasonCase[]): readonly string[] {
  const details = all.slice(0, 2).map(({ findings }) => [...new Set(findings.map(({ detail }) => detail))]);
  const [first = [], second = []] = details;
  return first.map((detail) => (second.includes(detail) ? detail : `e.g. ${detail}`));
}

function particular(findings: readonly Finding[], text: string): readonly Finding[] {
  return findings.filter(({ detail }) => !addsNothing(detail, text));
}
