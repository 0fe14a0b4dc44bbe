import { asMap, type DocMap } from '@assay/documents';
import { compareText } from '@assay/model';
import type { PnpmEdge, PnpmGraph } from '../pnpm-lock/pnpm-graph.js';
import { writeClaim, type PnpmClaim } from './claim.js';

type Resolved = PnpmClaim['resolved'][number];

/**
 * What the snapshots of a pnpm-lock.yaml say about the manifests of packages, by key under `packages`. Nothing is said where
 * the project changes manifests before they are resolved (`packageExtensions`, a .pnpmfile.cjs), nor of dependencies that its
 * `overrides` replace, nor of a package in whose place the project itself, in its package.json, puts another: pnpm refuses a
 * lockfile whose checksums, overrides or specifiers are not those of the project.
 */
export function snapshotClaims(document: DocMap, graph: PnpmGraph): ReadonlyMap<string, readonly string[]> {
  const claims = new Map<string, readonly string[]>();
  if (changesManifests(document)) return claims;
  const overridden = new Set([...(asMap(document.get('overrides'))?.keys() ?? [])].map(overriddenName));
  const replaced = replacedByProject(graph);
  for (const [id, edges] of edgesByPackage(graph)) {
    const resolved: Resolved[] = [];
    for (const edge of edges) {
      const target = resolvedAs(edge);
      if (target === null || overridden.has(edge.alias)) continue;
      // Most are asked for under their own name, which nothing can have replaced.
      if (target[0] === target[1] || !replaced.has(`${edge.alias}\0${target[1]}`)) resolved.push(target);
    }
    const sorted = unique(resolved);
    if (sorted.length > 0) claims.set(id, [writeClaim({ client: 'pnpm', resolved: sorted })]);
  }
  return claims;
}

/** Sorted, of equal ones one. */
function unique(resolved: readonly Resolved[]): readonly Resolved[] {
  const sorted = [...resolved].sort(compareResolved);
  return sorted.filter((each, i) => i === 0 || compareResolved(each, sorted[i - 1] ?? each) !== 0);
}

function compareResolved(a: Resolved, b: Resolved): number {
  return compareText(a[0], b[0]) || compareText(a[1], b[1]) || compareText(a[2], b[2]);
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

/** Only of versions from a registry: folders, URLs and repositories are judged as such. */
function resolvedAs({ alias, to, scope }: PnpmEdge): Resolved | null {
  if (to.kind !== 'snapshot' || scope === 'peer') return null;
  const { path } = to;
  return path?.isVersion === true ? [alias, path.name, path.reference] : null;
}

/** A peer may be what the project asks for under that name with `npm:`. */
function replacedByProject(graph: PnpmGraph): ReadonlySet<string> {
  const replaced = new Set<string>();
  for (const [node, edges] of graph.edgesOf) {
    if (node.kind !== 'importer') continue;
    for (const { alias, to } of edges) {
      const name = to.path?.name ?? alias;
      if (name !== alias) replaced.add(`${alias}\0${name}`);
    }
  }
  return replaced;
}

/** The name at the end of an override's key: `a`, `a@1`, `parent>a`, `parent@^1>@scope/a@>=2`. */
function overriddenName(key: string): string {
  let start = 0;
  for (let i = 1; i < key.length; i++) {
    if (key.charAt(i) === '>' && !' |@'.includes(key.charAt(i - 1))) start = i + 1;
  }
  const selector = key.slice(start);
  const at = selector.indexOf('@', 1);
  return at < 0 ? selector : selector.slice(0, at);
}
