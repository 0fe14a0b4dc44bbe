import { isArchivePath } from '../project-path.js';
import type { PnpmDeclarations } from './pnpm-declarations.js';
import type { PnpmEdge, PnpmNode } from './pnpm-graph.js';
import { asksForFolder } from './specifier.js';

/**
 * The folder, or the archive in the project, that a dependency is locked to although nothing in the lockfile asks for one: whoever edits a lockfile could put
 * a folder, which no registry speaks for, in the place of any package. Null when all is well: a member of the workspace, a
 * specifier, catalog entry or override that names a folder, a peer that someone else provides, or a dependency of a folder.
 */
export function undeclaredFolder(edge: PnpmEdge, declarations: PnpmDeclarations): string | null {
  const folder = folderOf(edge.to) ?? archiveOf(edge.to);
  if (folder === null || edge.scope === 'peer' || declarations.overridesOf.get(edge.alias)?.isFolder === true)
    return null;
  if (edge.from.kind === 'snapshot') return folderOf(edge.from) === null ? folder : null;
  return asksForFolder(declarations.resolve(edge.specifier ?? '', edge.alias)) ? null : folder;
}

/** The path of a folder that is no project of the workspace. */
function folderOf(node: PnpmNode): string | null {
  if (node.kind === 'folder') return node.key;
  const path = filePath(node);
  return path !== '' && !isArchivePath(path) ? path : null;
}

/** The path of an archive in the project: as easily put in a package’s place as a folder, whatever its digest. */
function archiveOf(node: PnpmNode): string | null {
  const path = filePath(node);
  return isArchivePath(path) ? path : null;
}

function filePath({ kind, path }: PnpmNode): string {
  const reference = kind === 'snapshot' && path?.isVersion === false ? path.reference : '';
  return reference.startsWith('file:') ? reference.slice('file:'.length) : '';
}
