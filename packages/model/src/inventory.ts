/** Joins what several lockfiles say into one inventory with unique subject ids. */

import { compareText } from './compare-text.js';
import type { Demand } from './demand.js';
import type { LockfileContent } from './ecosystem.js';
import { finalId, mergeEdges, mergeOccurrences } from './merged-references.js';
import { mergeSubjects } from './merged-subjects.js';
import type { Inventory, LockfileRef, Project } from './subject.js';

/** A lockfile's content together with its reference. */
export interface InventoryPart {
  readonly ref: LockfileRef;
  readonly content: LockfileContent;
}

/**
 * Merges lockfiles. Subjects with the same purl, source and files become one; those that share only the purl keep apart,
 * get ids with a suffix, and name each other in `conflictsWith`. Claims are joined, of descriptions one is kept. The result
 * does not depend on the order of the parts.
 */
export function mergeInventory(parts: readonly InventoryPart[]): Inventory {
  const contents = parts.map(({ content }) => content);
  const merged = mergeSubjects(contents);
  const rename = (index: number, id: string) => finalId(merged, index, id);
  return {
    lockfiles: parts.map((part) => part.ref).sort(by((ref) => `${ref.path}\0${ref.digest.value}`)),
    subjects: merged.subjects,
    occurrences: mergeOccurrences(contents, merged),
    edges: mergeEdges(contents, merged),
    gaps: contents
      .flatMap(({ gaps }) => gaps)
      .sort(by((gap) => `${gap.lockfile}\0${String(gap.line ?? 0).padStart(9, '0')}\0${gap.code}\0${gap.detail}`)),
    projects: parts.flatMap((part, i) => renameProjects(part, (id) => rename(i, id))).sort(compareProjects),
    ...joinDemands(parts, rename),
  };
}

function renameProjects({ content }: InventoryPart, rename: (id: string) => string): readonly Project[] {
  return content.projects.map((project) => ({
    ...project,
    ...(project.subject === undefined ? {} : { subject: rename(project.subject) }),
    dependsOn: [...new Set(project.dependsOn.map(rename))].sort(compareText),
  }));
}

function joinDemands(
  parts: readonly InventoryPart[],
  rename: (index: number, id: string) => string,
): Pick<Inventory, 'demands'> {
  const demands = parts.flatMap(({ content: { demand } }, index): readonly Demand[] => {
    if (demand === undefined) return [];
    const asks = demand.asks.map((ask) => ({ ...ask, subject: rename(index, ask.subject) }));
    return [{ ...demand, asks, orphans: demand.orphans.map((id) => rename(index, id)).sort(compareText) }];
  });
  return demands.length === 0 ? {} : { demands: demands.sort(by(({ lockfile }) => lockfile)) };
}

function compareProjects(a: Project, b: Project): number {
  const order = ({ path }: Project) => (path === '.' ? '' : path);
  return (
    compareText(a.lockfile, b.lockfile) ||
    compareText(order(a), order(b)) ||
    compareText(a.subject ?? '', b.subject ?? '')
  );
}

function by<T>(key: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => compareText(key(a), key(b));
}
