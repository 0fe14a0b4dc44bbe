import type { DocMap } from '@assay/documents';
import type { Scope } from '@assay/model';
import { scopesFrom, type ScopedEdge } from '../dependency-scope.js';
import { berryWants, isRoot, isWorkspace, type BerryEntry } from './berry-entry.js';
import { patchedResolution } from './berry-facts.js';
import type { ProjectRules } from '../demand/project-rules.js';
import type { Wanted } from './classic-entry.js';
import { projectWants } from './project-wants.js';
import type { Resolutions } from './resolutions.js';

/** A dependency, and the name it is installed as. */
interface BerryEdge extends ScopedEdge<BerryEntry> {
  readonly name: string;
}

/** Who asks for what. */
export interface BerryGraph {
  readonly edgesOf: ReadonlyMap<BerryEntry, readonly BerryEdge[]>;
  readonly missing: readonly { readonly from: BerryEntry; readonly wanted: Wanted }[];
  readonly scopes: ReadonlyMap<BerryEntry, Scope>;
  /** The first that asks for an entry; none where the project itself does. */
  readonly parentOf: ReadonlyMap<BerryEntry, BerryEntry>;
  /** What a patch changes. */
  readonly originalOf: ReadonlyMap<BerryEntry, BerryEntry>;
}

/** What the project says. */
interface BerryProject {
  readonly manifest: DocMap | undefined;
  readonly resolutions: Resolutions;
  readonly rules: Pick<ProjectRules, 'catalog'>;
}

interface Targets {
  readonly byDescriptor: ReadonlyMap<string, BerryEntry>;
  /** The first descriptors of patches, by what they patch: a dependent asks for the package and gets it patched. */
  readonly resolutions: Resolutions;
  readonly rules: BerryProject['rules'];
}

/** Finds every dependency among the descriptors. The project’s package.json tells what is for development; the lockfile does not. */
export function buildBerryGraph(
  entries: readonly BerryEntry[],
  { manifest, resolutions, rules }: BerryProject,
): BerryGraph {
  const byDescriptor = new Map(entries.flatMap((entry) => entry.descriptors.map((text) => [text, entry] as const)));
  const targets: Targets = { byDescriptor, resolutions, rules };
  const missing: { from: BerryEntry; wanted: Wanted }[] = [];
  const edgesOf = new Map<BerryEntry, readonly BerryEdge[]>();
  const root = projectScopes(manifest);
  for (const from of entries) {
    const edges: BerryEdge[] = [];
    for (const wanted of berryWants(from)) {
      const to = lookUp(wanted, from, targets);
      const scope = isRoot(from) ? (root.get(wanted.name) ?? wanted.scope) : wanted.scope;
      if (to === undefined) missing.push({ from, wanted });
      else edges.push({ to, name: wanted.name, scope });
    }
    edgesOf.set(from, edges);
  }
  const originalOf = originals(entries);
  const follow = (entry: BerryEntry): readonly ScopedEdge<BerryEntry>[] => {
    const original = originalOf.get(entry);
    const edges = edgesOf.get(entry) ?? [];
    return original === undefined ? edges : [...edges, { to: original, scope: 'prod' }];
  };
  return {
    edgesOf,
    missing,
    scopes: scopesFrom(entries.filter(isWorkspace), follow),
    parentOf: parents(edgesOf),
    originalOf,
  };
}

/**
 * Ranges without a protocol are of the default one; a path is bound to whoever asks, as it is seen from there. Where a rule replaces a name, what
 * it names is asked for.
 */
function lookUp(
  { name, range }: Wanted,
  from: BerryEntry,
  { byDescriptor, resolutions, rules }: Targets,
): BerryEntry | undefined {
  const meaning = range.startsWith('catalog:') ? rules.catalog(range, name) : undefined;
  const ranges = [range, ...(meaning === undefined ? [] : [meaning]), ...(resolutions.get(name) ?? [])];
  for (const asked of ranges.flatMap((one) => [one, `npm:${one}`])) {
    const found = byDescriptor.get(`${name}@${asked}`);
    if (found !== undefined) return found;
  }
  return byDescriptor.get(`${name}@${range}::locator=${encodeURIComponent(from.resolution)}`);
}

/** The laxest scope is that of the last section a name stands in; a name in two is what ships. */
function projectScopes(manifest: DocMap | undefined): ReadonlyMap<string, Scope> {
  const scopes = new Map<string, Scope>();
  for (const { name, scope } of projectWants(manifest)) if (!scopes.has(name)) scopes.set(name, scope);
  return scopes;
}

function originals(entries: readonly BerryEntry[]): ReadonlyMap<BerryEntry, BerryEntry> {
  const byResolution = new Map(entries.map((entry) => [entry.resolution, entry]));
  const originalOf = new Map<BerryEntry, BerryEntry>();
  for (const entry of entries) {
    const original = byResolution.get(patchedResolution(entry) ?? '');
    if (original !== undefined && original !== entry) originalOf.set(entry, original);
  }
  return originalOf;
}

function parents(edgesOf: ReadonlyMap<BerryEntry, readonly BerryEdge[]>): ReadonlyMap<BerryEntry, BerryEntry> {
  const parentOf = new Map<BerryEntry, BerryEntry>();
  for (const [from, edges] of edgesOf) {
    for (const { to } of edges) if (to !== from && (isRoot(from) || !parentOf.has(to))) parentOf.set(to, from);
  }
  return parentOf;
}
