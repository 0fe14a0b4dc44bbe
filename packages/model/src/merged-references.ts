/**
 * Occurrences and edges in the order of the subjects they name. A large lockfile has several hundred thousand: they are ordered by
 * number, a subject's place, not by comparing its id with others.
 */

import { compareText } from './compare-text.js';
import type { LockfileContent } from './ecosystem.js';
import type { MergedSubjects } from './merged-subjects.js';
import type { Edge, Occurrence } from './subject.js';

/** By subject, then lockfile and line. */
export function mergeOccurrences(contents: readonly LockfileContent[], merged: MergedSubjects): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const keys = new Float64Array(contents.reduce((sum, { occurrences }) => sum + occurrences.length, 0));
  contents.forEach(({ occurrences }, lockfile) => {
    for (const occurrence of occurrences) {
      keys[found.length] = placeOf(merged, lockfile, occurrence.subject) * keys.length + found.length;
      found.push(renamed(occurrence, merged, lockfile));
    }
  });
  const ordered: Occurrence[] = [];
  for (const key of keys.sort()) {
    const occurrence = found[key % keys.length];
    if (occurrence !== undefined) ordered.push(occurrence);
  }
  return sortRuns(ordered);
}

/** Sorts each run of occurrences of one subject; most have a single one. */
function sortRuns(occurrences: readonly Occurrence[]): readonly Occurrence[] {
  const sorted: Occurrence[] = [];
  for (let start = 0; start < occurrences.length;) {
    let end = start + 1;
    while (occurrences[end]?.subject === occurrences[start]?.subject) end++;
    const run = occurrences.slice(start, end);
    for (const occurrence of run.length === 1 ? run : run.sort(compareWithinSubject)) sorted.push(occurrence);
    start = end;
  }
  return sorted;
}

function compareWithinSubject(a: Occurrence, b: Occurrence): number {
  return (
    compareText(a.lockfile, b.lockfile) ||
    a.line - b.line ||
    compareText(a.path, b.path) ||
    compareText(a.scope, b.scope) ||
    compareText(a.parent ?? '', b.parent ?? '')
  );
}

/** Not a copy when the ids are final ones already, as nearly all are. */
function renamed(occurrence: Occurrence, merged: MergedSubjects, lockfile: number): Occurrence {
  const subject = finalId(merged, lockfile, occurrence.subject);
  const parent = occurrence.parent === undefined ? undefined : finalId(merged, lockfile, occurrence.parent);
  if (subject === occurrence.subject && parent === occurrence.parent) return occurrence;
  return { ...occurrence, subject, ...(parent === undefined ? {} : { parent }) };
}

/** By both ends; of equal ones one. */
export function mergeEdges(contents: readonly LockfileContent[], merged: MergedSubjects): readonly Edge[] {
  const count = merged.subjects.length;
  const keys = new Float64Array(contents.reduce((sum, { edges }) => sum + edges.length, 0));
  let used = 0;
  contents.forEach(({ edges }, lockfile) => {
    for (const { from, to } of edges)
      keys[used++] = placeOf(merged, lockfile, from) * count + placeOf(merged, lockfile, to);
  });
  const unique: Edge[] = [];
  let last = -1;
  for (const key of keys.sort()) {
    if (key === last) continue;
    last = key;
    unique.push({ from: idAt(merged, Math.floor(key / count)), to: idAt(merged, key % count) });
  }
  return unique;
}

/** The final id of what a lockfile calls so. */
export function finalId(merged: MergedSubjects, lockfile: number, id: string): string {
  return idAt(merged, placeOf(merged, lockfile, id));
}

function placeOf({ places }: MergedSubjects, lockfile: number, id: string): number {
  const place = places[lockfile]?.get(id);
  if (place === undefined) throw new TypeError(`inventory refers to an unknown subject: ${id}`);
  return place;
}

function idAt({ subjects }: MergedSubjects, place: number): string {
  return subjects[place]?.id ?? '';
}
