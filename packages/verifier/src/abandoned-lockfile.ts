import { basename, dirname, join } from 'node:path';
import { isPresent } from '@assay/acquire';
import { ecosystemByLockfileName } from '@assay/ecosystems';

/** A lockfile that is gone, while what it locked is still declared. */
export interface AbandonedLockfile {
  readonly lockfile: string;
  /** The manifest that is still there. */
  readonly manifest: string;
}

/**
 * The first lockfile of `before` that is not in `folder` any more, has no other one of its ecosystem beside it, and left its manifest behind:
 * then nothing says what is installed. Paths with `/`, below `folder`.
 */
export async function findAbandonedLockfile(
  folder: string,
  before: readonly string[],
): Promise<AbandonedLockfile | null> {
  for (const lockfile of before) {
    const ecosystem = ecosystemByLockfileName(basename(lockfile));
    if (ecosystem === null) continue;
    const beside = (name: string) => join(dirname(lockfile), name);
    if ((await findPresent(folder, ecosystem.lockfileNames.map(beside))) !== undefined) continue;
    const { manifestName, manifestNames = {} } = ecosystem;
    const manifests = [...(manifestName === undefined ? [] : [manifestName]), ...Object.values(manifestNames)];
    const manifest = await findPresent(folder, manifests.map(beside));
    if (manifest !== undefined) return { lockfile, manifest };
  }
  return null;
}

async function findPresent(folder: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isPresent(join(folder, path))) return path;
  return undefined;
}
