/** What a person may have meant who named no locked package. */

import { compareText } from '@assay/model';
import { folderName } from './find-subjects.js';
import type { RenderInput } from './render-input.js';

const mostNames = 3;
/** No name is longer. */
const longest = 214;

/**
 * Up to three names that are like `wanted`, nearest first: the locked versions of that very package if it is locked, else names
 * and aliases of packages within a few edits. Empty when nothing is alike. The names are foreign text: escape before printing.
 */
export function nearestSubjects({ inventory }: RenderInput, wanted: string): readonly string[] {
  const name = bareName(wanted.trim());
  const versions = inventory.subjects.filter((subject) => subject.name === name && name !== '');
  if (versions.length > 0) return versions.slice(0, mostNames).map((subject) => `${name}@${subject.version}`);
  const known = new Set([
    ...inventory.subjects.map((subject) => subject.name),
    ...inventory.occurrences.map(({ path }) => folderName(path)),
  ]);
  return nearest(name.toLowerCase().slice(0, longest), known);
}

/** Without purl type and version: `@s/a` of `pkg:npm/%40s/a@1.0.0`, `rack` of `rack (1.0.0)`. */
function bareName(text: string): string {
  const isPurl = text.startsWith('pkg:');
  const whole = isPurl ? text.slice(text.indexOf('/') + 1).replace('%40', '@') : text;
  const end = whole.search(/[ (]/);
  const word = end > 0 ? whole.slice(0, end) : whole;
  const at = word.lastIndexOf('@');
  return at > 0 ? word.slice(0, at) : word;
}

function nearest(wanted: string, known: ReadonlySet<string>): readonly string[] {
  const most = Math.max(1, Math.min(3, Math.floor(wanted.length / 3)));
  const near: { readonly name: string; readonly distance: number }[] = [];
  for (const name of known) {
    if (name === '' || Math.abs(name.length - wanted.length) > most) continue;
    const distance = editDistance(wanted, name.toLowerCase(), most);
    if (distance <= most && distance < wanted.length) near.push({ name, distance });
  }
  near.sort((a, b) => a.distance - b.distance || compareText(a.name, b.name));
  return near.slice(0, mostNames).map(({ name }) => name);
}

/**
 * Levenshtein, one row at a time and only near the diagonal: cells further off than `most` cannot lead to a distance within it.
 * Infinity, or a number above `most`, where it is larger.
 */
function editDistance(a: string, b: string, most: number): number {
  let row = Array.from({ length: Math.min(b.length, most) + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next: number[] = [];
    if (i <= most) next[0] = i;
    for (let j = Math.max(1, i - most); j <= Math.min(b.length, i + most); j++) {
      const replaced = (row[j - 1] ?? Infinity) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next[j] = Math.min(replaced, (row[j] ?? Infinity) + 1, (next[j - 1] ?? Infinity) + 1);
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}
