import type { Scope } from '@assay/model';
import { scopesFrom, type ScopedEdge } from '../dependency-scope.js';
import { isWithin } from '../manifest-claims/dependency-spec.js';
import type { ClassicProject } from './classic-projects.js';
import { wantedBy, type ClassicEntry, type Wanted } from './classic-entry.js';
import type { ClassicPattern } from './classic-pattern.js';
import { projectWants } from './project-wants.js';
import type { Resolutions } from './resolutions.js';

/** A pattern of an entry that somebody asks for. */
export interface ClassicEdge extends ScopedEdge<ClassicEntry> {
  readonly pattern: ClassicPattern;
}

/** One that a project asks for. */
interface ProjectEdge extends ClassicEdge {
  readonly project: ClassicProject;
}

/** A dependency that has no entry. */
export interface UnlockedWant {
  readonly from: ClassicEntry | ClassicProject;
  readonly wanted: Wanted;
}

/** Who asks for what. */
export interface ClassicGraph {
  readonly edgesOf: ReadonlyMap<ClassicEntry, readonly ClassicEdge[]>;
  readonly projectEdges: readonly ProjectEdge[];
  readonly missing: readonly UnlockedWant[];
  /** What Yarn takes a member of the workspace for, and locks no entry. */
  readonly metByMember: readonly UnlockedWant[];
  /** Of entries that the project or a member reaches. */
  readonly scopes: ReadonlyMap<ClassicEntry, Scope>;
  /** The first entry that asks for another; none where the project or a member does. */
  readonly parentOf: ReadonlyMap<ClassicEntry, ClassicEntry>;
}

/** What the entries are read with. */
export interface GraphContext {
  readonly projects: readonly ClassicProject[];
  readonly resolutions: Resolutions;
}

/** Finds every dependency as Yarn 1 does: by the text `name@range`, which is a key of the lockfile. */
export function buildClassicGraph(entries: readonly ClassicEntry[], context: GraphContext): ClassicGraph {
  const targets = new Map(
    entries.flatMap((to) => to.patterns.map((pattern) => [pattern.text, { to, pattern }] as const)),
  );
  const versions = memberVersions(context.projects);
  const [missing, metByMember]: [UnlockedWant[], UnlockedWant[]] = [[], []];
  const edgesFor = (from: UnlockedWant['from'], wanted: readonly Wanted[]): readonly ClassicEdge[] =>
    wanted.flatMap((want) => {
      const found = keysOf(want, context.resolutions).flatMap((key) => targets.get(key) ?? [])[0];
      if (found !== undefined) return [{ ...found, scope: want.scope }];
      const version = versions.get(want.name);
      const isMet = version !== undefined && isWithin(want.range, version);
      (isMet ? metByMember : missing).push({ from, wanted: want });
      return [];
    });
  const projectEdges = context.projects.flatMap((project) =>
    edgesFor(project, projectWants(project.fields)).map((edge) => ({ ...edge, project })),
  );
  const edgesOf = new Map(entries.map((entry) => [entry, edgesFor(entry, wantedBy(entry))]));
  return {
    edgesOf,
    projectEdges,
    missing,
    metByMember,
    scopes: scopesOf(projectEdges, edgesOf),
    parentOf: parents(projectEdges, edgesOf),
  };
}

/** Yarn 1 takes a member for whatever is asked for by its name, in a range that its version is in. */
function memberVersions(projects: readonly ClassicProject[]): ReadonlyMap<string, string> {
  return new Map(
    projects.flatMap(({ path, name, version }) =>
      path === '.' || name === undefined || version === undefined ? [] : [[name, version] as const],
    ),
  );
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
