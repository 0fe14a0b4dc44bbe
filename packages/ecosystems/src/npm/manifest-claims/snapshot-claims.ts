import type { DocMap } from '@assay/documents';
import { compareText } from '@assay/model';
import type { PnpmDeclarations } from '../pnpm-lock/pnpm-declarations.js';
import type { PnpmEdge, PnpmGraph } from '../pnpm-lock/pnpm-graph.js';
import { writeClaim } from './claim.js';
import { isResolutionOf, type PnpmResolution } from './pnpm-resolution.js';

/**
 * What the snapshots of a pnpm-lock.yaml say about the manifests of packages, by key under `packages`. Nothing is said where
 * the project changes manifests before they are resolved (`packageExtensions`, a .pnpmfile.cjs), nor of what one of its
 * `overrides` puts there: pnpm refuses a lockfile whose checksums, overrides or specifiers are not those of the project. What
 * the lockfile calls a peer is held against the manifest like all else, which knows what is one.
 */
export function snapshotClaims(
  document: DocMap,
  graph: PnpmGraph,
  declarations: PnpmDeclarations,
): ReadonlyMap<string, readonly string[]> {
  const claims = new Map<string, readonly string[]>();
  if (changesManifests(document)) return claims;
  const provided = providedByProject(graph);
  for (const [id, edges] of edgesByPackage(graph)) {
    const resolved: PnpmResolution[] = [];
    for (const edge of edges) {
      const target = resolvedAs(edge);
      if (target !== null && !isOverride(target, declarations)) resolved.push(marked(edge, target, provided));
    }
    const sorted = unique(resolved);
    if (sorted.length > 0) claims.set(id, [writeClaim({ client: 'pnpm', resolved: sorted })]);
  }
  return claims;
}

/** Sorted, of equal ones one. */
function unique(resolved: readonly PnpmResolution[]): readonly PnpmResolution[] {
  const sorted = [...resolved].sort(compareResolved);
  return sorted.filter((each, i) => i === 0 || compareResolved(each, sorted[i - 1] ?? each) !== 0);
}

function compareResolved(a: PnpmResolution, b: PnpmResolution): number {
  return compareText(a[0], b[0]) || compareText(a[1], b[1]) || compareText(a[2] ?? '', b[2] ?? '');
}

/** True when manifests are changed before they are resolved, so that the archives no longer say what was asked for. */
function changesManifests(document: DocMap): boolean {
  return document.has('packageExtensionsChecksum') || document.has('pnpmfileChecksum');
}

/** A package with peers has a snapshot for each way in which they were resolved. */
function edgesByPackage(graph: PnpmGraph): ReadonlyMap<string, readonly PnpmEdge[]> {
  const all = new Map<string, readonly PnpmEdge[]>();
  const more = new Map<string, (readonly PnpmEdge[])[]>();
  for (const [node, edges] of graph.edgesOf) {
    if (node.kind !== 'snapshot' || edges.length === 0) continue;
    const known = all.get(node.id);
    if (known === undefined) all.set(node.id, edges);
    else {
      const lists = more.get(node.id);
      if (lists === undefined) more.set(node.id, [edges]);
      else lists.push(edges);
    }
  }
  for (const [id, lists] of more) all.set(id, [...(all.get(id) ?? []), ...lists.flat()]);
  return all;
}

/** Folders are judged as such; all else that is no version of a registry has none here. */
function resolvedAs({ alias, to }: PnpmEdge): PnpmResolution | null {
  const { kind, path } = to;
  if (kind !== 'snapshot' || path === null) return null;
  if (path.isVersion) return [alias, path.name, path.reference];
  return /^(?:file|runtime):/u.test(path.reference) ? null : [alias, path.name, null];
}

/** True when an override puts exactly this in the place of what is asked for. */
function isOverride(resolved: PnpmResolution, { overridesOf }: PnpmDeclarations): boolean {
  const [alias] = resolved;
  return (overridesOf.get(alias)?.specifiers ?? []).some((specifier) => isResolutionOf(resolved, specifier));
}

/** A package's peer may be what the project itself puts there: another package by `npm:`, or an archive at a URL. */
function marked(edge: PnpmEdge, resolved: PnpmResolution, provided: ReadonlySet<string>): PnpmResolution {
  const [alias, name, version] = resolved;
  // Most are versions under their own name, of which that says nothing.
  if (alias === name && version !== null) return resolved;
  return provided.has(providedKey(edge)) ? [alias, name, version, true] : resolved;
}

function providedByProject(graph: PnpmGraph): ReadonlySet<string> {
  const provided = new Set<string>();
  for (const [node, edges] of graph.edgesOf) {
    if (node.kind === 'importer') for (const edge of edges) provided.add(providedKey(edge));
  }
  return provided;
}

/** Of a version of a registry the name, so that each importer may have another. */
function providedKey({ alias, to }: PnpmEdge): string {
  const { path, id } = to;
  return `${alias}\0${path?.isVersion === true ? path.name : id}`;
}
