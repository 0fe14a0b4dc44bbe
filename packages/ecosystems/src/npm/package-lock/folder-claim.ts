import { isSet } from '../locked-pins.js';
import { isOutside, outsideProblem } from '../project-path.js';
import { shown } from '../shown.js';
import type { DependencyTree } from './dependency-tree.js';
import { entryName, type LockEntry } from './lock-entry.js';
import type { Overrides } from './overrides.js';
import type { IsWorkspaceFolder } from './workspace-folders.js';

/** Everything that can call for a folder. */
export interface FolderClaims {
  readonly tree: DependencyTree;
  readonly overrides: Overrides;
  readonly isWorkspaceFolder: IsWorkspaceFolder;
}

/**
 * Why an entry in `node_modules` cannot stand for a folder of the project, in one sentence; null when something calls for
 * that: a dependent's specifier, an override, or the workspace, of which `target` is a member of this very name. Otherwise
 * whoever edits a lockfile could put a folder, which no registry speaks for, in the place of any package.
 */
export function folderProblem(entry: LockEntry, claims: FolderClaims, folder: LockEntry | string): string | null {
  const path = typeof folder === 'string' ? folder : folder.key === '' ? '.' : folder.key;
  if (isOutside(path)) return outsideProblem(path);
  if (isSet(entry.meta.get('integrity'))) return `The entry is the folder ${shown(path)} and has an integrity.`;
  if (isAskedFor(entry, path, claims)) return null;
  const name = entry.location.kind === 'package' ? entry.location.name : '';
  const isMember = typeof folder !== 'string' && entryName(folder) === name && claims.isWorkspaceFolder(path);
  return isMember ? null : `${shown(entry.key)} is locked as the folder ${shown(path)}, which nothing asks for.`;
}

/**
 * Why an entry cannot stand for an archive in the project, in one sentence; null when a specifier of the project or an override
 * asks for that very file. An archive in the checkout is as easily put in a package’s place as a folder, whatever its digest.
 */
export function archiveProblem(entry: LockEntry, claims: FolderClaims, path: string): string | null {
  if (isAskedFor(entry, path, claims)) return null;
  return `${shown(entry.key)} is locked as the file ${shown(path)}, which nothing asks for.`;
}

function isAskedFor(entry: LockEntry, path: string, { tree, overrides }: FolderClaims): boolean {
  const name = entry.location.kind === 'package' ? entry.location.name : '';
  return tree.foldersOf.get(entry)?.has(path) === true || overrides.folders.get(name)?.has(path) === true;
}
