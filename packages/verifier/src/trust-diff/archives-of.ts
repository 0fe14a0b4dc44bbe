import { posix } from 'node:path';
import { readProject } from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';
import { readInventory } from '../read-inventory.js';

/** Archives in the project that its lockfiles lock (`file:vendor/a.tgz`), relative to the folder; those that lead out of it are left out. */
export async function archivesOf(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const { lockfiles } = await readProject(paths, ecosystems, { folder });
  const { subjects, occurrences } = readInventory(lockfiles, []);
  const archives = new Map(
    subjects.flatMap(({ id, source }) => (source.kind === 'archive' ? [[id, source.path] as const] : [])),
  );
  const found = occurrences.flatMap(({ subject, lockfile }) => {
    const archive = archives.get(subject);
    return archive === undefined ? [] : [posix.join(posix.dirname(lockfile), archive)];
  });
  return [...new Set(found)].filter((path) => !path.startsWith('../') && !path.startsWith('/'));
}
