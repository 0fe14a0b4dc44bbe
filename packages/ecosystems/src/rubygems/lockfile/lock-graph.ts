import type { Edge } from '@assay/model';
import type { GapList } from './gap-list.js';
import type { LockDependency } from './lock-dependency.js';
import type { SubjectDraft } from './lock-subjects.js';
import { quoted, refuseLockfile } from './refuse-lockfile.js';

/** A real lockfile holds one version of a gem, a few at most where platforms differ. Without a cap, edges grow quadratically. */
const maxVariants = 100;

/** Who depends on whom, by the names that stand below each entry. */
export interface LockGraph {
  readonly edges: readonly Edge[];
  /** Subject id → the first subject that depends on it; nothing for what the Gemfile itself names. */
  readonly parents: ReadonlyMap<string, string>;
  /** Subject ids of what the Gemfile itself names. */
  readonly roots: ReadonlySet<string>;
}

/** What the graph is made of. */
export interface GraphInput {
  readonly file: string;
  readonly drafts: readonly SubjectDraft[];
  /** What `DEPENDENCIES` names. */
  readonly direct: readonly LockDependency[];
}

/** Joins dependency names to locked gems; names that are not locked become gaps. Bundler never locks itself. */
export function readGraph({ file, drafts, direct }: GraphInput, gaps: GapList): LockGraph {
  const byName = groupByName(file, drafts);
  const missing = new Set<string>();
  const lookUp = ({ name, line }: LockDependency): readonly string[] => {
    const found = byName.get(name) ?? [];
    if (found.length === 0 && name !== 'bundler' && !missing.has(name)) {
      missing.add(name);
      gaps.add(
        'dependency-not-locked',
        `The lockfile names ${quoted(name)} as a dependency and locks no such gem.`,
        line,
      );
    }
    return found;
  };
  const roots = new Set(direct.flatMap(lookUp));
  const edges = drafts.flatMap((draft) => edgesFrom(draft, lookUp));
  return { edges, parents: firstParents(edges, roots), roots };
}

function groupByName(file: string, drafts: readonly SubjectDraft[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const { name, id, specs } of drafts) {
    const ids = byName.get(name) ?? [];
    byName.set(name, ids);
    ids.push(id);
    if (ids.length > maxVariants) {
      const line = specs[0]?.line;
      const place = line === undefined ? { file } : { file, line };
      refuseLockfile(place, `The lockfile locks ${quoted(name)} in more than ${maxVariants} versions or sources.`);
    }
  }
  return byName;
}

/** A gem's platforms repeat its dependencies: each counts once. */
function edgesFrom(draft: SubjectDraft, lookUp: (dependency: LockDependency) => readonly string[]): readonly Edge[] {
  const named = new Map<string, LockDependency>();
  for (const dependency of draft.specs.flatMap((spec) => spec.dependencies)) {
    if (!named.has(dependency.name)) named.set(dependency.name, dependency);
  }
  return [...named.values()].flatMap(lookUp).map((to) => ({ from: draft.id, to }));
}

function firstParents(edges: readonly Edge[], roots: ReadonlySet<string>): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const { from, to } of edges) {
    if (from !== to && !roots.has(to) && !parents.has(to)) parents.set(to, from);
  }
  return parents;
}
