/** Which folders of the project specifiers and entries speak of. */

import { isHttp, readSource } from '../locked-source.js';
import { isArchivePath, normalisePath, pathFrom } from '../project-path.js';
import type { LockEntry } from './lock-entry.js';

/**
 * The folder or archive that a specifier of a package in `base` (a path from the project, or `''`) asks for, as seen from the
 * project; null when it asks for none.
 */
export function askedFolder(spec: string, base: string): string | null {
  const path = spec.startsWith('file:') ? spec.slice('file:'.length) : spec;
  if (isHttp(spec) || (path === spec && !/^[./~]/.test(spec) && !isPlainArchive(spec))) return null;
  return pathFrom(base === '' ? '.' : base, decoded(path));
}

/**
 * Where the folder of an entry lies when it is one of the project's own: relative `file:` specifiers in it start there. Null
 * for packages that are fetched, which have no say about the project's folders.
 */
export function folderOf(entry: LockEntry): string | null {
  if (entry.location.kind === 'project' || entry.location.kind === 'folder') return entry.key;
  const source = readSource(entry.meta.get('resolved'));
  return source.kind === 'directory' ? source.path : null;
}

/** npm reads specifiers of folders as URLs and writes the paths themselves. */
function decoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return normalisePath(path);
  }
}

/** `libs/a.tgz`: clients take it for a file of the project without any prefix. */
function isPlainArchive(spec: string): boolean {
  return !spec.includes(':') && isArchivePath(spec);
}
