/** The choices of the filters: what is in the report, and nothing else. A filter with one choice is left out. */

import { outcomes } from '../src/html/report-data.js';
import { find, make } from './dom.js';
import type { Packages } from './packages.js';

/** Fills the fields. */
export function prepareFields({ data }: Packages): void {
  const { texts, codes, findings, lists, lockfiles, packages } = data;
  const names = (numbers: readonly number[]) => [...new Set(numbers)].map((number) => texts[number] ?? '');
  const found = new Set(findings.map(([, outcome]) => outcome));
  fill('check', names(codes.map(([check]) => check)));
  fill(
    'outcome',
    outcomes.filter((_, index) => found.has(index)),
  );
  fill('scope', names(lists.places.flatMap((places) => places.map(([, scope]) => scope))).sort());
  fill('ecosystem', names(packages.ecosystem).sort());
  fill('lockfile', names(lockfiles));
}

function fill(id: string, choices: readonly string[]): void {
  const select = find(id, HTMLSelectElement);
  for (const choice of choices) select.append(make('option', { value: choice }, choice));
  find(`field-${id}`, HTMLElement).hidden = choices.length < 2;
}
