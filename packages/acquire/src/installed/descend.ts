/**
 * The way to a copy: from a folder that the package manager is configured to use, whose own path may hold links, down by names that
 * are followed only where real folders stand.
 */

import { realpathSync, statSync } from 'node:fs';
import type { TreeProblemCode } from './copy-problems.js';
import { OpenFolder } from './open-folder.js';
import { attempt, isAbsence } from './system-code.js';

/** Why a place was not reached. `code` null: nothing is there. */
export interface Obstacle {
  readonly code: TreeProblemCode | null;
  /** Where. */
  readonly path: string;
  readonly why?: string;
}

/** A folder and the names of folders below it. */
export interface Way {
  readonly base: string;
  readonly names: readonly string[];
}

/** Opens the folder at the end of a way; the caller closes it. */
export function descend({ base, names }: Way): OpenFolder | Obstacle {
  // Most places that are looked at are not there, and an error costs more than the answer.
  if (!isSomewhere(base)) return { code: null, path: base };
  const start = attempt(
    () => OpenFolder.open(realpathSync.native(base)),
    (code): Obstacle => ({ code: isAbsence(code) ? null : 'tree-unreadable', path: base, why: code }),
  );
  if (!(start instanceof OpenFolder)) return start;
  let folder = start;
  for (const name of names) {
    const next = openIn(folder, name);
    folder.close();
    if (!(next instanceof OpenFolder)) return next;
    folder = next;
  }
  return folder;
}

function isSomewhere(path: string): boolean {
  return attempt(
    () => statSync(path, { throwIfNoEntry: false }) !== undefined,
    () => true,
  );
}

/** Opens a folder in a folder, or says what stands there instead. */
export function openIn(folder: OpenFolder, name: string): OpenFolder | Obstacle {
  return attempt(
    () => folder.folder(name),
    (code) => obstacleAt(folder, name, { code, wanted: 'tree-not-a-folder' }),
  );
}

/** Opens a file in a folder, or says what stands there instead. Pipes and devices are not opened. */
export function openFileIn(folder: OpenFolder, name: string): number | Obstacle {
  const path = `${folder.path}/${name}`;
  const stats = attempt(
    () => folder.stat(name),
    (code): Obstacle => ({ code: isAbsence(code) ? null : 'tree-unreadable', path, why: code }),
  );
  if (stats === null) return { code: null, path };
  if ('path' in stats) return stats;
  if (stats.isSymbolicLink()) return { code: 'tree-link', path };
  if (!stats.isFile()) return { code: 'tree-not-a-file', path };
  return attempt(
    () => folder.file(name),
    (code) => obstacleAt(folder, name, { code, wanted: 'tree-not-a-file' }),
  );
}

function obstacleAt(
  folder: OpenFolder,
  name: string,
  { code, wanted }: { readonly code: string; readonly wanted: TreeProblemCode },
): Obstacle {
  const path = `${folder.path}/${name}`;
  const stats = attempt(
    () => folder.stat(name),
    () => null,
  );
  if (stats === null) return { code: isAbsence(code) ? null : 'tree-unreadable', path, why: code };
  if (stats.isSymbolicLink()) return { code: 'tree-link', path };
  const isWanted = wanted === 'tree-not-a-folder' ? stats.isDirectory() : stats.isFile();
  return isWanted ? { code: 'tree-unreadable', path, why: code } : { code: wanted, path };
}
