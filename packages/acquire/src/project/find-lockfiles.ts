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
  /** Folders that hold a lockfile, one that is not read yet among them; as `folder` begins them, outer ones first. */
  readonly places: readonly string[];
  /** Folders that could not be listed: nobody knows what is in them. */
  readonly unreadable: readonly string[];
  /** Folders and lockfiles that were left out because the user said so. */
  readonly excluded: readonly string[];
  /** The search ended at its bounds: there may be more. */
  readonly cutShort: boolean;
}

/** Bounds of a search: a checkout says how many folders there are. */
export interface SearchLimits {
  readonly depth: number;
  readonly folders: number;
  readonly lockfiles: number;
}

const defaultLimits: SearchLimits = { depth: 32, folders: 100_000, lockfiles: 500 };

/** What a search is told beside where to look. */
interface SearchOptions {
  readonly limits?: SearchLimits;
  /**
   * What is left out: a path below the folder with its separators (`examples/broken`), or a name alone, of folders and lockfiles at any
   * depth (`fixtures`). Nothing in it is a pattern.
   */
  readonly exclude?: readonly string[];
}

/** Copies of other people's packages: their lockfiles say nothing about this project. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', 'bower_components', 'vendor']);

/**
 * Finds what ecosystems know by name in `folder` and below, breadth first. Hidden folders but `.github`, installed packages and links to folders are passed
 * over; a link in a lockfile's place is found, because clients follow it. Reads no file.
 */
export async function findLockfiles(
  folder: string,
  ecosystems: readonly Ecosystem[],
  { limits = defaultLimits, exclude = [] }: SearchOptions = {},
): Promise<FoundLockfiles> {
  const read = new Set(ecosystems.flatMap(({ lockfileNames }) => lockfileNames));
  const unread = new Set(ecosystems.flatMap(({ unsupportedLockfiles }) => Object.keys(unsupportedLockfiles)));
  const isExcluded = excluder(exclude);
  const found: Draft = { lockfiles: [], folders: 0, places: [], unreadable: [], excluded: [] };
  let level: readonly string[] = [''];
  for (let depth = 0; level.length > 0 && depth <= limits.depth; depth++) {
    const next: string[] = [];
    for (const place of level) {
      if (found.folders >= limits.folders) return { ...found, cutShort: true };
      found.folders++;
      const entries = await list(join(folder, place));
      if (entries === null) {
        found.unreadable.push(join(folder, place));
        continue;
      }
      const below = (name: string) => (place === '' ? name : `${place}/${name}`);
      const keep = (name: string) => {
        const isOut = isExcluded(below(name));
        if (isOut) found.excluded.push(join(folder, below(name)));
        return !isOut;
      };
      const files = filesOf(entries, (name) => read.has(name) || unread.has(name)).filter(keep);
      if (files.length > 0) found.places.push(join(folder, place));
      found.lockfiles.push(...files.filter((name) => read.has(name)).map((name) => join(folder, below(name))));
      if (found.lockfiles.length > limits.lockfiles) {
        return { ...found, lockfiles: found.lockfiles.slice(0, limits.lockfiles), cutShort: true };
      }
      next.push(...foldersOf(entries).filter(keep).map(below));
    }
    level = next;
  }
  return { ...found, cutShort: level.length > 0 };
}

interface Draft {
  readonly lockfiles: string[];
  folders: number;
  readonly places: string[];
  readonly unreadable: string[];
  readonly excluded: string[];
}

/** Says of a path below the folder, with `/`, whether the user left it out. */
export function excluder(exclude: readonly string[]): (path: string) => boolean {
  const given = exclude.map((text) =>
    text
      .replaceAll('\\', '/')
      .replace(/^(?:\.\/)+/u, '')
      .replace(/\/$/u, ''),
  );
  const names = new Set(given.filter((text) => !text.includes('/')));
  const paths = new Set(given);
  return (path) => paths.has(path) || names.has(path.slice(path.lastIndexOf('/') + 1));
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

/** Hidden folders hold what tools keep for themselves; `.github` holds code of the project, whose actions are installed in its jobs. */
function isLookedInto(folder: string): boolean {
  return folder === '.github' || (!folder.startsWith('.') && !passedOver.has(folder));
}

async function list(folder: string): Promise<readonly Dirent[] | null> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}

function filesOf(entries: readonly Dirent[], isWanted: (name: string) => boolean): readonly string[] {
  return sorted(entries.filter((entry) => !entry.isDirectory() && isWanted(entry.name)));
}

function foldersOf(entries: readonly Dirent[]): readonly string[] {
  return sorted(entries.filter((entry) => entry.isDirectory() && isLookedInto(entry.name)));
}

function sorted(entries: readonly Dirent[]): readonly string[] {
  return entries.map(({ name }) => name).sort((a, b) => (a < b ? -1 : 1));
}
