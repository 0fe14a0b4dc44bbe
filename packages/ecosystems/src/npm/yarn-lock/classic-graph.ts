import type { DocMap } from '@assay/documents';
import type { Scope } from '@assay/model';
import { scopesFrom, type ScopedEdge } from '../dependency-scope.js';
import { wantedBy, type ClassicEntry, type Wanted } from './classic-entry.js';
import type { ClassicPattern } from './classic-pattern.js';
import { projectWants } from './project-wants.js';
import type { Resolutions } from './resolutions.js';

/** A pattern of an entry that somebody asks for. */
export interface ClassicEdge extends ScopedEdge<ClassicEntry> {
  readonly pattern: ClassicPattern;
}

/** A dependency that has no entry. */
interface MissingEntry {
  /** Null: the project. */
  readonly from: ClassicEntry | null;
  readonly wanted: Wanted;
}

/** Who asks for what. */
export interface ClassicGraph {
  readonly edgesOf: ReadonlyMap<ClassicEntry, readonly ClassicEdge[]>;
  readonly projectEdges: readonly ClassicEdge[];
  readonly missing: readonly MissingEntry[];
  /** Of entries that the project reaches. */
  readonly scopes: ReadonlyMap<ClassicEntry, Scope>;
  /** The first entry that asks for another; none where the project does. */
  readonly parentOf: ReadonlyMap<ClassicEntry, ClassicEntry>;
}

/** What the entries are read with. */
export interface GraphContext {
  readonly manifest: DocMap | undefined;
  readonly resolutions: Resolutions;
}

/** Finds every dependency as Yarn 1 does: by the text `name@range`, which is a key of the lockfile. */
export function buildClassicGraph(entries: readonly ClassicEntry[], context: GraphContext): ClassicGraph {
  const targets = new Map(
    entries.flatMap((to) => to.patterns.map((pattern) => [pattern.text, { to, pattern }] as const)),
  );
  const missing: MissingEntry[] = [];
  const edgesFor = (from: ClassicEntry | null, wanted: readonly Wanted[]): readonly ClassicEdge[] =>
    wanted.flatMap((want) => {
      const found = keysOf(want, context.resolutions).flatMap((key) => targets.get(key) ?? [])[0];
      if (found === undefined) missing.push({ from, wanted: want });
      return found === undefined ? [] : [{ ...found, scope: want.scope }];
    });
  const projectEdges = edgesFor(null, projectWants(context.manifest));
  const edgesOf = new Map(entries.map((entry) => [entry, edgesFor(entry, wantedBy(entry))]));
  return {
    edgesOf,
    projectEdges,
    missing,
    scopes: scopesOf(projectEdges, edgesOf),
    parentOf: parents(projectEdges, edgesOf),
  };
}

/** Under which keys a dependency may be locked. */
function keysOf({ name, range }: Wanted, resolutions: Resolutions): readonly string[] {
  const plain = range === '' ? [`${name}@`, name] : [`${name}@${range}`];
  return [...plain, ...(resolutions.get(name) ?? []).map((rule) => `${name}@${rule}`)];
}

function scopesOf(
  projectEdges: readonly ClassicEdge[],
  edgesOf: ReadonlyMap<ClassicEntry, readonly ClassicEdge[]>,
): ReadonlyMap<ClassicEntry, Scope> {
  const reached = scopesFrom<ClassicEntry | null>([null], (node) =>
    node === null ? projectEdges : (edgesOf.get(node) ?? []),
  );
  const scopes = new Map<ClassicEntry, Scope>();
  for (const [node, scope] of reached) if (node !== null) scopes.set(node, scope);
  return scopes;
}

function parents(
  projectEdges: readonly ClassicEdge[],
  edgesOf: ReadonlyMap<ClassicEntry, readonly ClassicEdge[]>,
): ReadonlyMap<ClassicEntry, ClassicEntry> {
  const direct = new Set(projectEdges.map(({ to }) => to));
  const parentOf = new Map<ClassicEntry, ClassicEntry>();
  for (const [from, edges] of edgesOf) {
    for (const { to } of edges) if (to !== from && !direct.has(to) && !parentOf.has(to)) parentOf.set(to, from);
  }
  return parentOf;
}
