import type { PackageId } from '../subject-facts.js';
import type { PnpmEdge, PnpmNode } from './pnpm-graph.js';

/**
 * What a folder is called: the name by which the first dependent links it, or its path, since pnpm's lockfile does not hold
 * the names and versions of workspace members.
 */
export function folderId(node: PnpmNode, dependents: readonly PnpmEdge[]): PackageId {
  return { name: dependents[0]?.alias ?? node.key, version: '' };
}
