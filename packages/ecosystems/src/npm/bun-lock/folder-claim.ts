import { askedFolder } from '../package-lock/asked-folder.js';
import type { IsWorkspaceFolder } from '../package-lock/workspace-folders.js';
import { isOutside, normalisePath, outsideProblem } from '../project-path.js';
import { shown } from '../shown.js';
import type { BunDeclarations } from './bun-declarations.js';
import type { BunGraph } from './bun-graph.js';
import type { BunNode, BunPackage } from './bun-node.js';

/** Everything that can call for a folder. */
export interface FolderClaims {
  readonly graph: BunGraph;
  readonly declarations: BunDeclarations;
  /** By the project's package.json; null where there is none to ask. */
  readonly isWorkspaceFolder: IsWorkspaceFolder | null;
}

/**
 * Why a row cannot stand for a folder of the project, in one sentence; null when it stands for none, or when something calls for it:
 * the specifier of a project or of a folder, an override, or the workspace, of which the folder is a member of this very name. Otherwise
 * whoever edits a lockfile could put a folder, which no registry speaks for, in the place of any package.
 */
export function folderProblem(row: BunPackage, claims: FolderClaims): string | null {
  const path = folderOf(row);
  if (path === null || typeof row.path === 'string') return archiveProblem(row, claims);
  if (isOutside(path)) return outsideProblem(path);
  const member = claims.graph.projects.get(path === '.' ? '' : path);
  if (row.resolution.kind !== 'folder' && member === undefined) {
    return `The entry is the member ${shown(path)}, which workspaces does not list.`;
  }
  if (isAskedFor(row, path, claims)) return null;
  if (row.resolution.kind !== 'folder' && member?.name === row.path.name && isMember(path, claims)) return null;
  return `${shown(row.key)} is locked as the folder ${shown(path)}, which nothing asks for.`;
}

/** An archive in the checkout is as easily put in a package’s place as a folder, whatever its digest. */
function archiveProblem(row: BunPackage, claims: FolderClaims): string | null {
  const { key, resolution } = row;
  if (resolution.kind !== 'located' || resolution.source.kind !== 'archive' || typeof row.path === 'string')
    return null;
  const { path } = resolution.source;
  if (isAskedFor(row, path, claims)) return null;
  return `${shown(key)} is locked as the file ${shown(path)}, which nothing asks for.`;
}

function folderOf({ resolution }: BunPackage): string | null {
  switch (resolution.kind) {
    case 'folder':
    case 'member':
      return resolution.path;
    case 'project':
      return '.';
    default:
      return null;
  }
}

function isMember(path: string, { isWorkspaceFolder }: FolderClaims): boolean {
  return path === '.' || isWorkspaceFolder === null || isWorkspaceFolder(path);
}

function isAskedFor(row: BunPackage, path: string, { graph, declarations }: FolderClaims): boolean {
  const asked = (graph.askedOf.get(row) ?? []).some(({ from, specifier }) => {
    const base = baseOf(from);
    return base !== null && asksFor(specifier, base, path);
  });
  if (asked) return true;
  const name = typeof row.path === 'string' ? '' : row.path.name;
  return (declarations.overridesOf.get(name) ?? []).some((specifier) => asksFor(specifier, '', path));
}

/** Where relative paths in a node's specifiers begin; null for packages that are fetched, which have no say about folders. */
function baseOf(node: BunNode): string | null {
  if (node.kind === 'project') return node.key;
  return node.resolution.kind === 'folder' ? node.resolution.path : null;
}

/** `workspace:` names a folder of the project, or any member by its version. */
function asksFor(specifier: string, base: string, path: string): boolean {
  if (!specifier.startsWith('workspace:')) return askedFolder(specifier, base) === path;
  return normalisePath(specifier.slice('workspace:'.length)) === path;
}
