/** The files of a package below its root, whether it lies in an archive or unpacked in a folder. */

import { digestOf, type ArchiveEntry, type ArchiveListing, type FileListing } from '@assay/model';

/** The member of a gem that holds its files. */
const gemData = 'data.tar.gz';

/**
 * The entries of the package itself, paths below its root as clients write them (without empty and `.` parts): in a gem those of
 * data.tar.gz, in an npm tarball without the first segment, in a zip without the one folder that everything lies in. Folders are left
 * out. Paths are attacker-controlled.
 */
export function packageFiles(listing: FileListing, archive: ArchiveShape): readonly ArchiveEntry[] {
  const { entries } = listing;
  switch (archive) {
    case 'gem':
      return files(entries.filter(({ within }) => within === gemData));
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

/**
 * Content of a small file that was asked for when the package was listed; undefined where it is not there. An archive's listing says
 * its format: what is called so in the archive and what is called so once it is installed may be two files.
 */
export function packageMember(listing: FileListing | ArchiveListing, path: string): Uint8Array | undefined {
  const { members, entries } = listing;
  switch ('format' in listing ? listing.format : 'tree') {
    case 'gem':
      return members.get(`${gemData}!/${path}`);
    case 'npm-tgz':
      return members.get(path);
    case 'zip':
      return members.get(singleRoot(entries) ? `*/${path}` : path);
    case 'tree':
      return members.get(`${gemData}!/${path}`) ?? members.get(path);
  }
}

/** Content of this very entry of {@link packageFiles}; undefined where it was not asked for, is no plain file, or is another's. */
export function contentOf(
  listing: FileListing | ArchiveListing,
  { path, type, sha256 }: ArchiveEntry,
): Uint8Array | undefined {
  const bytes = type === 'file' ? packageMember(listing, path) : undefined;
  if (bytes === undefined || sha256 === undefined) return bytes;
  return digestOf('sha256', bytes).value === sha256 ? bytes : undefined;
}

/** The names to ask for, so that {@link packageMember} finds a file. */
export function memberNames(ecosystem: string, paths: readonly string[]): readonly string[] {
  if (ecosystem === 'rubygems') return paths.map((path) => `${gemData}!/${path}`);
  return ecosystem === 'npm' ? paths : paths.flatMap((path) => [path, `*/${path}`]);
}

function files(entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  return entries.filter(({ type }) => type !== 'directory').map((entry) => at(entry, entry.path));
}

function withoutRoots(entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  const inside = entries.filter(({ type }) => type !== 'directory');
  return inside.map((entry) => at(entry, entry.path.slice(entry.path.indexOf('/') + 1)));
}

function at(entry: ArchiveEntry, path: string): ArchiveEntry {
  const plain = clean(path);
  return plain === entry.path ? entry : { ...entry, path: plain };
}

/** Clients drop empty and `.` parts. One that leads up stays as it is: archives with such a path are refused. */
function clean(path: string): string {
  if (!path.startsWith('/') && !path.startsWith('./') && !path.includes('//') && !path.includes('/.')) return path;
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** True when everything lies in one folder: Composer takes it away then. */
function singleRoot(entries: readonly ArchiveEntry[]): boolean {
  const roots = new Set(entries.map(({ path }) => path.split('/', 1)[0]));
  const isFile = entries.some(({ path, type }) => type !== 'directory' && !path.includes('/'));
  return roots.size === 1 && !isFile;
}
