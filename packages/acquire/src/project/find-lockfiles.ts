/** Looks for lockfiles below a folder, within bounds. */

import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText, type Ecosystem } from '@assay/model';

/** What a search found. */
export interface FoundLockfiles {
  /** Paths as `folder` begins them, sorted; those of outer folders first. */
  readonly lockfiles: readonly string[];
  /** Folders that were looked into. */
  readonly folders: number;
  /** The search ended at its bounds: there may be more. */
  readonly cutShort: boolean;
}

/** Bounds of a search: a checkout says how many folders there are. */
export interface SearchLimits {
  readonly depth: number;
  readonly folders: number;
  readonly lockfiles: number;
}

const defaultLimits: SearchLimits = { depth: 6, folders: 20_000, lockfiles: 200 };

/** Copies of other people's packages: their lockfiles say nothing about this project. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', 'bower_components', 'vendor']);

/**
 * Finds what ecosystems know by name in `folder` and below, breadth first. Hidden folders, installed packages and links to folders are passed
 * over, and so is a folder that cannot be listed; a link in a lockfile's place is found, because clients follow it. Reads no file.
 */
export async function findLockfiles(
  folder: string,
  ecosystems: readonly Ecosystem[],
  limits: SearchLimits = defaultLimits,
): Promise<FoundLockfiles> {
  const names = new Set(ecosystems.flatMap(({ lockfileNames }) => lockfileNames));
  const lockfiles: string[] = [];
  let folders = 0;
  let level: readonly string[] = [folder];
  for (let depth = 0; level.length > 0 && depth <= limits.depth; depth++) {
    const next: string[] = [];
    for (const place of level) {
      if (folders >= limits.folders) return { lockfiles, folders, cutShort: true };
      folders++;
      const entries = await list(place);
      lockfiles.push(...filesOf(entries, names).map((name) => join(place, name)));
      if (lockfiles.length > limits.lockfiles) {
        return { lockfiles: lockfiles.slice(0, limits.lockfiles), folders, cutShort: true };
      }
      next.push(...foldersOf(entries).map((name) => join(place, name)));
    }
    level = next;
  }
  return { lockfiles, folders, cutShort: level.length > 0 };
}

/** Those of a tree's paths (with `/`) that {@link findLockfiles} would find where the tree is checked out, and links under such names. */
export function lockfilesAmong(
  paths: readonly string[],
  ecosystems: readonly Ecosystem[],
  limits: Pick<SearchLimits, 'depth'> = defaultLimits,
): readonly string[] {
  const names = new Set(ecosystems.flatMap(({ lockfileNames }) => lockfileNames));
  const found = paths.filter((path) => {
    const folders = path.split('/');
    const name = folders.pop() ?? '';
    return names.has(name) && folders.length <= limits.depth && folders.every(isLookedInto);
  });
  return found.sort((a, b) => depthOf(a) - depthOf(b) || compareText(a, b));
}

function depthOf(path: string): number {
  return path.split('/').length;
}

function isLookedInto(folder: string): boolean {
  return !folder.startsWith('.') && !passedOver.has(folder);
}

async function list(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function filesOf(entries: readonly Dirent[], names: ReadonlySet<string>): readonly string[] {
  return sorted(entries.filter((entry) => !entry.isDirectory() && names.has(entry.name)));
}

function foldersOf(entries: readonly Dirent[]): readonly string[] {
  return sorted(entries.filter((entry) => entry.isDirectory() && isLookedInto(entry.name)));
}

function sorted(entries: readonly Dirent[]): readonly string[] {
  return entries.map(({ name }) => name).sort((a, b) => (a < b ? -1 : 1));
}
