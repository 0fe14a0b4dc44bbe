/** The files of a package below its root, whether it lies in an archive or unpacked in a folder. */

import type { ArchiveEntry, FileListing } from '@assay/model';

/** The member of a gem that holds its files. */
const gemData = 'data.tar.gz';

/**
 * The entries of the package itself, paths below its root: in a gem those of data.tar.gz, in an npm tarball without the first
 * segment, in a zip without the one folder that everything lies in. Folders are left out. Paths are attacker-controlled.
 */
export function packageFiles(listing: FileListing, archive: ArchiveShape): readonly ArchiveEntry[] {
  const { entries } = listing;
  switch (archive) {
    case 'gem':
      return entries.filter(({ within, type }) => within === gemData && type !== 'directory');
    case 'npm-tgz':
      return withoutRoots(entries);
    case 'zip':
      return singleRoot(entries) ? withoutRoots(entries) : files(entries);
    case 'tree':
      return files(entries);
  }
}

/** How a package's files lie. */
export type ArchiveShape = 'gem' | 'npm-tgz' | 'zip' | 'tree';

/** How a copy of an ecosystem's package lies: its archive, or unpacked. */
export function shapeOf(ecosystem: string, kind: 'archive' | 'tree'): ArchiveShape {
  if (kind === 'tree') return 'tree';
  if (ecosystem === 'rubygems') return 'gem';
  return ecosystem === 'npm' ? 'npm-tgz' : 'zip';
}

/** Content of a small file that was asked for when the package was listed; undefined where it is not there. */
export function packageMember({ members }: FileListing, path: string): Uint8Array | undefined {
  return members.get(path) ?? members.get(`${gemData}!/${path}`) ?? members.get(`*/${path}`);
}

/** The names to ask for, so that {@link packageMember} finds a file. */
export function memberNames(ecosystem: string, paths: readonly string[]): readonly string[] {
  if (ecosystem === 'rubygems') return paths.map((path) => `${gemData}!/${path}`);
  return ecosystem === 'npm' ? paths : paths.flatMap((path) => [path, `*/${path}`]);
}

function files(entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  return entries.filter(({ type }) => type !== 'directory');
}

function withoutRoots(entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  return files(entries).map((entry) => ({ ...entry, path: entry.path.slice(entry.path.indexOf('/') + 1) }));
}

/** True when everything lies in one folder: Composer takes it away then. */
function singleRoot(entries: readonly ArchiveEntry[]): boolean {
  const roots = new Set(entries.map(({ path }) => path.split('/', 1)[0]));
  const isFile = entries.some(({ path, type }) => type !== 'directory' && !path.includes('/'));
  return roots.size === 1 && !isFile;
}
