import type { Scope } from '@assay/model';

/** From the strictest to the laxest: policies ask most of what ships. */
const strictness: readonly Scope[] = ['prod', 'peer', 'optional', 'dev'];

/** The stricter of two scopes. */
export function stricter(a: Scope, b: Scope): Scope {
  return a === b || strictness.indexOf(a) <= strictness.indexOf(b) ? a : b;
}

/** The laxer of two scopes: a production dependency of a development dependency is one for development. */
function laxer(a: Scope, b: Scope): Scope {
  return stricter(a, b) === a ? b : a;
}

/** Leads from a node to one it depends on. */
export interface ScopedEdge<N> {
  readonly to: N;
  readonly scope: Scope;
}

/**
 * The strictest scope under which each node is reached from the roots. A path is as lax as its laxest edge; of several paths
 * the strictest counts. Nodes that are not reached are not in the map. Linear in nodes and edges.
 */
export function scopesFrom<N>(roots: Iterable<N>, edgesOf: (node: N) => readonly ScopedEdge<N>[]): Map<N, Scope> {
  const reached = new Map<N, Scope>();
  const waiting = new Map<Scope, N[]>(strictness.map((scope) => [scope, []]));
  for (const root of roots) waiting.get('prod')?.push(root);
  for (const scope of strictness) {
    const queue = waiting.get(scope) ?? [];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (reached.has(node)) continue;
      reached.set(node, scope);
      for (const edge of edgesOf(node)) waiting.get(laxer(scope, edge.scope))?.push(edge.to);
    }
  }
  return reached;
}
