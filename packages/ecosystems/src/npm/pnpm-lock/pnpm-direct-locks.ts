import type { DirectLock } from '@assay/model';
import type { PnpmDeclarations } from './pnpm-declarations.js';
import type { PnpmEdge, PnpmGraph, PnpmNode } from './pnpm-graph.js';

/** What a document says beside its graph. */
export interface DocumentFacts {
  readonly declarations: PnpmDeclarations;
  readonly subjectOf: (node: PnpmNode) => string | undefined;
}

/**
 * What the importers repeat of their package.json, and what is locked for that. pnpm itself and its configuration packages are asked for
 * elsewhere, and left out.
 */
export function pnpmDirectLocks(graph: PnpmGraph, facts: DocumentFacts): readonly DirectLock[] {
  return graph.nodes.flatMap((node) =>
    node.kind === 'importer'
      ? (graph.edgesOf.get(node) ?? []).filter(isOfManifest).map((edge) => lockOf(edge, facts))
      : [],
  );
}

function isOfManifest({ section }: PnpmEdge): boolean {
  return section !== 'configDependencies' && section !== 'packageManagerDependencies';
}

function lockOf(
  { from, to, alias, specifier, scope, line }: PnpmEdge,
  { declarations, subjectOf }: DocumentFacts,
): DirectLock {
  const subject = subjectOf(to);
  const spec = specifier ?? '';
  const meaning = declarations.resolve(spec, alias);
  return {
    project: from.key,
    name: alias,
    ...(specifier === undefined ? {} : { spec }),
    ...(meaning === spec || meaning === '' ? {} : { meaning }),
    ...(declarations.overridesOf.has(alias) ? { overridden: true as const } : {}),
    scope,
    line,
    ...(subject === undefined ? {} : { subject }),
  };
}
