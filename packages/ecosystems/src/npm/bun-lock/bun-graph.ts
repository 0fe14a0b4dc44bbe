import { isArchivePath } from '../project-path.js';
import { asMap, asText } from '@assay/documents';
import type { Scope } from '@assay/model';
import type { ScopedEdge } from '../dependency-scope.js';
import type { BunDeclarations } from './bun-declarations.js';
import type { BunNode, BunPackage, BunProject } from './bun-node.js';
import { isOutsideRange } from '../manifest-claims/dependency-spec.js';
import type { OutsideRange } from '../outside-range.js';
import { lookupOwners } from './package-path.js';

/** A dependency that has no row. Peers are not among them: nobody has to install those. */
interface MissingDependency {
  readonly from: BunNode;
  readonly name: string;
  readonly scope: Scope;
}

/** A specifier that is neither range nor tag, and who asks by it. */
interface Asked {
  readonly from: BunNode;
  readonly specifier: string;
}

/** Who depends on whom. Edges lead to rows; the row of a member stands for the member. */
export interface BunGraph {
  readonly projects: ReadonlyMap<string, BunProject>;
  readonly packages: readonly BunPackage[];
  readonly edgesOf: ReadonlyMap<BunNode, readonly ScopedEdge<BunPackage>[]>;
  /** The first dependent of a row, or the project if it is one of them. */
  readonly parentOf: ReadonlyMap<BunPackage, BunNode>;
  readonly askedOf: ReadonlyMap<BunPackage, readonly Asked[]>;
  readonly missing: readonly MissingDependency[];
  /** What the projects ask for is compared elsewhere, and peers are often given others. */
  readonly outside: readonly OutsideRange[];
}

interface GrowingGraph extends BunGraph {
  readonly edgesOf: Map<BunNode, readonly ScopedEdge<BunPackage>[]>;
  readonly parentOf: Map<BunPackage, BunNode>;
  readonly askedOf: Map<BunPackage, Asked[]>;
  readonly missing: MissingDependency[];
  readonly outside: OutsideRange[];
  readonly declarations: BunDeclarations;
  readonly index: RowIndex;
}

/** Rows by the name they are installed under, then by the key of the package in whose folder they lie. */
type RowIndex = ReadonlyMap<string, ReadonlyMap<string, BunPackage>>;

/** What the graph is built from. */
export interface GraphInput {
  readonly projects: ReadonlyMap<string, BunProject>;
  readonly packages: readonly BunPackage[];
  readonly declarations: BunDeclarations;
}

/**
 * Finds every dependency as bun does: below the package itself, then below each package around it, then at the top. What a member
 * has of its own lies below its name.
 */
export function buildBunGraph({ projects, packages, declarations }: GraphInput): BunGraph {
  const found = { edgesOf: new Map(), parentOf: new Map(), askedOf: new Map(), missing: [], outside: [] };
  const graph: GrowingGraph = { ...found, projects, packages, declarations, index: indexRows(packages) };
  for (const project of projects.values()) addDependencies(project, ownersFor(project), graph);
  for (const row of packages) if (row.info.size > 0) addRowDependencies(row, graph);
  return graph;
}

function indexRows(packages: readonly BunPackage[]): RowIndex {
  const index = new Map<string, Map<string, BunPackage>>();
  for (const row of packages) {
    if (typeof row.path === 'string') continue;
    const byOwner = index.get(row.path.name);
    if (byOwner === undefined) index.set(row.path.name, new Map([[row.path.owner, row]]));
    else byOwner.set(row.path.owner, row);
  }
  return index;
}

function ownersFor(project: BunProject): readonly string[] {
  return project.key === '' || project.name === '' ? [''] : [project.name, ''];
}

/** In version 0 the row of a member repeats what it depends on, and counts. */
function addRowDependencies(row: BunPackage, graph: GrowingGraph): void {
  if (typeof row.path === 'string' || row.problem !== null) return;
  const hasSections = sections.some(([section]) => row.info.has(section));
  if (hasSections) addDependencies(row, lookupOwners(row.key), graph);
}

const sections: readonly (readonly [string, Scope])[] = [
  ['optionalDependencies', 'optional'],
  ['dependencies', 'prod'],
  ['devDependencies', 'dev'],
  ['peerDependencies', 'peer'],
];

function addDependencies(from: BunNode, owners: readonly string[], graph: GrowingGraph): void {
  const edges: ScopedEdge<BunPackage>[] = [];
  for (const [section, scope] of sections) {
    for (const [name, value] of asMap(from.info.get(section))?.entries() ?? []) {
      const to = lookUp(graph.index, owners, name);
      if (to !== undefined) {
        edges.push({ to, scope });
        const specifier = graph.declarations.resolve(asText(value) ?? '', name);
        addAsked(from, to, { graph, specifier });
        addOutside({ from, to, name, specifier, scope }, graph);
      } else if (scope !== 'peer') graph.missing.push({ from, name, scope });
    }
  }
  for (const { to } of edges) if (from.key === '' || !graph.parentOf.has(to)) graph.parentOf.set(to, from);
  graph.edgesOf.set(from, edges.slice());
}

/** Nearly all specifiers are ranges and tags, of which nothing is kept. */
function addAsked(
  from: BunNode,
  to: BunPackage,
  { graph, specifier }: { graph: GrowingGraph; specifier: string },
): void {
  if (!specifier.includes(':') && !/^[./~]/.test(specifier) && !isArchivePath(specifier)) return;
  const known = graph.askedOf.get(to);
  if (known === undefined) graph.askedOf.set(to, [{ from, specifier }]);
  else known.push({ from, specifier });
}

interface Found {
  readonly from: BunNode;
  readonly to: BunPackage;
  readonly name: string;
  readonly specifier: string;
  readonly scope: Scope;
}

function addOutside({ from, to, name, specifier, scope }: Found, { declarations, outside }: GrowingGraph): void {
  if (from.kind === 'project' || scope === 'peer' || to.resolution.kind !== 'release') return;
  const { version } = to.resolution;
  if (declarations.overridesOf.has(name) || !isOutsideRange(name, specifier, version)) return;
  outside.push({ from: from.key, name, specifier, version, line: to.line });
}

function lookUp(index: RowIndex, owners: readonly string[], name: string): BunPackage | undefined {
  const byOwner = index.get(name);
  if (byOwner === undefined) return undefined;
  for (const owner of owners) {
    const row = byOwner.get(owner);
    if (row !== undefined) return row;
  }
  return undefined;
}
