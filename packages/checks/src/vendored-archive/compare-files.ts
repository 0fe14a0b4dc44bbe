/** Holds the files that a client packed again against those of the archive that it says they come from. */

import type { ArchiveEntry, ArchiveListing } from '@assay/model';

/** Where the two differ, as it would be told: `lib/a.js is changed`. */
export interface FileDifference {
  readonly path: string;
  readonly what: 'is added' | 'is missing' | 'is changed' | 'has another mode';
}

/** How to read what was packed again. */
interface Packed {
  readonly listing: ArchiveListing;
  /** The folder in it that holds the package's files. */
  readonly folder: string;
}

/**
 * All differences, by path. Of the registry's archive each path's first component is dropped, as clients do. What was packed again must have
 * each file with the same bytes, each link with the same target, and no folder but those that lead there; a file may be run by
 * all or by nobody, as Yarn packs it.
 */
export function compareFiles({ listing, folder }: Packed, original: ArchiveListing): readonly FileDifference[] {
  const wanted = wantedEntries(original);
  const folders = foldersOf(wanted, folder);
  const met = new Set<string>();
  const differences: FileDifference[] = [];
  for (const entry of listing.entries) {
    const difference = differenceOf(entry, { wanted, folders, folder, met });
    if (difference !== null) differences.push(difference);
  }
  for (const [path, { type }] of wanted) {
    if (type !== 'directory' && !met.has(path)) differences.push({ path, what: 'is missing' });
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** By the path below the package's folder. Where an archive has a path twice, the last counts for whoever writes one after another. */
function wantedEntries({ entries }: ArchiveListing): ReadonlyMap<string, ArchiveEntry> {
  const wanted = new Map<string, ArchiveEntry>();
  for (const entry of entries) {
    const [, ...parts] = entry.path.split('/').filter((part) => part !== '' && part !== '.');
    if (parts.length > 0) wanted.set(parts.join('/'), entry);
  }
  return wanted;
}

/** Full paths of all folders there may be. */
function foldersOf(wanted: ReadonlyMap<string, ArchiveEntry>, folder: string): ReadonlySet<string> {
  const folders = new Set<string>();
  addWithParents(folder, folders);
  for (const [path, { type }] of wanted) {
    const full = `${folder}/${path}`;
    addWithParents(type === 'directory' ? full : full.slice(0, full.lastIndexOf('/')), folders);
  }
  return folders;
}

function addWithParents(path: string, folders: Set<string>): void {
  for (let at = path; at !== '' && !folders.has(at); at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    folders.add(at);
  }
}

interface Comparison {
  readonly wanted: ReadonlyMap<string, ArchiveEntry>;
  readonly folders: ReadonlySet<string>;
  readonly folder: string;
  readonly met: Set<string>;
}

function differenceOf(entry: ArchiveEntry, { wanted, folders, folder, met }: Comparison): FileDifference | null {
  if (entry.type === 'directory') {
    const isKnown = entry.path.endsWith('/') && folders.has(entry.path.slice(0, -1));
    return isKnown ? null : { path: entry.path, what: 'is added' };
  }
  const isInside = entry.path.startsWith(`${folder}/`);
  const path = isInside ? entry.path.slice(folder.length + 1) : entry.path;
  const original = isInside ? wanted.get(path) : undefined;
  if (original === undefined || original.type === 'directory') return { path, what: 'is added' };
  met.add(path);
  if (!isSameContent(entry, original)) return { path, what: 'is changed' };
  return entry.type === 'file' && entry.mode !== packedMode(original) ? { path, what: 'has another mode' } : null;
}

function isSameContent(a: ArchiveEntry, b: ArchiveEntry): boolean {
  if (a.type !== b.type) return false;
  if (a.type === 'symlink') return a.linkTarget !== undefined && a.linkTarget === b.linkTarget;
  return a.type === 'file' && a.size === b.size && a.sha256 !== undefined && a.sha256 === b.sha256;
}

/** Yarn keeps nothing of a mode but whether anybody may run the file. */
function packedMode({ mode }: ArchiveEntry): number {
  return (mode & 0o111) === 0 ? 0o644 : 0o755;
}
