/** Through which packages a project comes to use one. */

import type { Inventory } from '@assay/model';

/** Longer chains are cut; lockfiles can also hold circles. */
const longestChain = 30;

/** For each subject that has one, a subject that wants it: the one its first occurrence names, else its first edge's. */
export function parentsOf({ occurrences, edges }: Inventory): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const { subject, parent } of occurrences) {
    if (parent !== undefined && !parents.has(subject)) parents.set(subject, parent);
  }
  for (const { from, to } of edges) if (!parents.has(to)) parents.set(to, from);
  return parents;
}

/** Subject ids from the nearest parent outwards; empty for what the project itself wants, as far as the lockfile says. */
export function parentChain(parents: ReadonlyMap<string, string>, subject: string): readonly string[] {
  const chain: string[] = [];
  const seen = new Set([subject]);
  let parent = parents.get(subject);
  while (parent !== undefined && !seen.has(parent) && chain.length < longestChain) {
    seen.add(parent);
    chain.push(parent);
    parent = parents.get(parent);
  }
  return chain;
}
