/** Manifests of workspace members: they only explain, so that whatever cannot be read is left out. */

import { realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { readManifest } from './read-manifest.js';

/** More members than any workspace has; those beyond stay without a manifest. */
const mostMembers = 10_000;
const atOnce = 32;

/**
 * Reads `<folder>/<name>` for each folder, given relative to the lockfile's. Only regular files that really lie below the lockfile's folder:
 * a lockfile names the folders, and the names of its author's choice must not open files elsewhere.
 */
export async function readMembers(
  lockfile: string,
  folders: readonly string[],
  name: string,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const root = await realpath(dirname(lockfile)).catch(() => null);
  const found = new Map<string, Uint8Array>();
  if (root === null) return found;
  const left = folders.slice(0, mostMembers);
  for (let start = 0; start < left.length; start += atOnce) {
    const batch = left.slice(start, start + atOnce);
    const read = await Promise.all(batch.map((folder) => readMember(root, join(root, folder, name))));
    read.forEach((bytes, index) => {
      if (bytes !== null) found.set(batch[index] ?? '', bytes);
    });
  }
  return found;
}

async function readMember(root: string, path: string): Promise<Uint8Array | null> {
  try {
    const real = await realpath(path);
    if (!real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) return null;
    return await readManifest(real);
  } catch {
    return null;
  }
}
