/** Members of a workspace that the lockfile does not name. */

import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MemberSearch } from '@assay/model';
import { readMembers } from './read-members.js';

/** An entry of a folder. `link`: leads to a folder that is not followed. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
}

/** Lists a folder below the lockfile's, `.` being that itself; null where it cannot be listed. */
export type ListFolder = (folder: string) => Promise<readonly FolderEntry[] | null>;

const mostFolders = 20_000;

/**
 * Folders that the search calls members and that hold a file of this name, sorted. Null where that cannot be said of all: a folder cannot be
 * listed, a link may lead to one, or there are too many.
 */
export async function findMembers(
  search: MemberSearch,
  list: ListFolder,
  manifestName: string,
): Promise<readonly string[] | null> {
  const members: string[] = [];
  const left = ['.'];
  for (let seen = 0; left.length > 0; seen++) {
    const folder = left.pop() ?? '';
    const entries = seen < mostFolders ? await list(folder) : null;
    if (entries === null) return null;
    if (search.isMember(folder) && entries.some(({ name }) => name === manifestName)) members.push(folder);
    const searched = entries.flatMap((entry) => placeBelow(folder, entry, search));
    if (searched.includes(null)) return null;
    for (const place of searched) if (place !== null) left.push(place);
  }
  return members.sort();
}

/** Nothing for what is not searched, null for what cannot be. */
function placeBelow(folder: string, { name, kind }: FolderEntry, search: MemberSearch): readonly (string | null)[] {
  if (kind === 'file' || name === 'node_modules' || name.startsWith('.')) return [];
  const path = folder === '.' ? name : `${folder}/${name}`;
  if (!search.isMember(path) && !search.mayHold(path)) return [];
  return [kind === 'folder' ? path : null];
}

/** Finds the members beside a lockfile on the disk and reads their manifests; null where not all of them can be found and read. */
export async function membersOnDisk(
  lockfile: string,
  search: MemberSearch,
  manifestName: string,
): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const folders = await findMembers(search, (folder) => listOnDisk(join(dirname(lockfile), folder)), manifestName);
  if (folders === null) return null;
  const members = await readMembers(lockfile, folders, manifestName);
  return members.size === folders.length ? members : null;
}

async function listOnDisk(folder: string): Promise<readonly FolderEntry[] | null> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return await Promise.all(
      entries.map(async (entry): Promise<FolderEntry> => {
        const { name } = entry;
        if (entry.isDirectory()) return { name, kind: 'folder' };
        const leads = entry.isSymbolicLink() && (await leadsToFolder(join(folder, name)));
        return { name, kind: leads ? 'link' : 'file' };
      }),
    );
  } catch {
    return null;
  }
}

/** A link that leads nowhere leads to no member. */
async function leadsToFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
