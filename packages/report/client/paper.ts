/** What is printed: every package that the filters leave, not only the rows in view. */

import { count, figure, make } from './dom.js';
import type { Packages } from './packages.js';
import { decisionMarks, decisionNames, placeText, scopeText, whyText } from './words.js';

/** A plain table of these packages, and how many of all they are. */
export function paperTable(packages: Packages, rows: readonly number[]): readonly HTMLElement[] {
  const all = count(packages.size, 'package');
  const isAll = rows.length === packages.size;
  const title = isAll ? `All ${all}` : `${figure(rows.length)} of ${all}, as filtered`;
  return [make('h2', {}, title), table(packages, rows)];
}

function table(packages: Packages, rows: readonly number[]): HTMLElement {
  const heads = ['Verdict', 'Package', 'Why', 'Scope', 'Locked at'].map((head) => make('th', { scope: 'col' }, head));
  return make(
    'table',
    {},
    make('thead', {}, make('tr', {}, heads)),
    make(
      'tbody',
      {},
      rows.map((row) => paperRow(packages, row)),
    ),
  );
}

function paperRow(packages: Packages, row: number): HTMLElement {
  const decision = packages.decision(row);
  const texts = [whyText(packages, row), scopeText(packages, row), placeText(packages, row)];
  return make(
    'tr',
    { class: `is-${decision}` },
    make('td', {}, make('span', { class: 'mark' }, decisionMarks[decision]), ` ${decisionNames[decision]}`),
    make(
      'th',
      { scope: 'row' },
      make('bdi', {}, packages.name(row)),
      ' ',
      make('bdi', { class: 'version' }, packages.version(row)),
    ),
    texts.map((text) => make('td', {}, text)),
  );
}
