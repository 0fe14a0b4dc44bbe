/** What is printed: every package that the filters leave, not only the rows in view. */

import { make } from './dom.js';
import type { Packages } from './packages.js';
import { decisionMarks, decisionNames, placeText, scopeText, whyText } from './words.js';

/** A plain table of these packages. */
export function paperTable(packages: Packages, rows: readonly number[]): HTMLElement {
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
