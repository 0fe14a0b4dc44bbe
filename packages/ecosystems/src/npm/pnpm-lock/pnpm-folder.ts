import { isArchivePath } from '../project-path.js';
import type { PnpmDeclarations } from './pnpm-declarations.js';
import type { PnpmEdge, PnpmNode } from './pnpm-graph.js';
import { asksForFolder } from './specifier.js';

/**
 * The folder that a dependency is locked to although nothing in the lockfile asks for one: whoever edits a lockfile could put
 * a folder, which no registry speaks for, in the place of any package. Null when all is well: a member of the workspace, a
 * specifier, catalog entry or override that names a folder, a peer that someone else provides, or a dependency of a folder.
 */
export function undeclaredFolder(edge: PnpmEdge, declarations: PnpmDeclarations): string | null {
  const folder = folderOf(edge.to);
  if (folder === null || edge.scope === 'peer' || declarations.overridesOf.get(edge.alias)?.isFolder === true)
    return null;
  if (edge.from.kind === 'snapshot') return folderOf(edge.from) === null ? folder : null;
  return asksForFolder(declarations.resolve(edge.specifier ?? '', edge.alias)) ? null : folder;
}

/** The path of a folder that is no project of the workspace. */
function folderOf(node: PnpmNode): string | null {
  if (node.kind === 'folder') return node.key;
  const reference = node.path?.isVersion === false ? node.path.reference : '';
  const path = reference.startsWith('file:') ? reference.slice('file:'.length) : '';
  return node.kind === 'snapshot' && path !== '' && !isArchivePath(path) ? path : null;
}
