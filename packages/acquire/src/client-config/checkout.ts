/** The checkout under test: whoever wrote it may be the attacker, so its files are told apart from the user's own. */

import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { readRegularFile, type FileContent } from './read-regular-file.js';

/** Answers whether a path belongs to the checkout, and reads its files. */
export interface Checkout {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  /** True when the path, or what its symbolic links lead to, lies in the checkout. */
  contains(path: string): Promise<boolean>;
  /** True when something stands at a path, named from its root or absolutely. */
  has(path: string): Promise<boolean>;
  /** Reads a file of the checkout, named from its root or absolutely; one that lies or leads out of it is refused. */
  read(path: string): Promise<FileContent>;
}

/**
 * The checkout at `projectRoot`. A whole file system (`/`) is no checkout: a container whose working folder is `/` still
 * has user configuration of its own.
 */
export async function openCheckout(projectRoot: string): Promise<Checkout> {
  const given = resolve(projectRoot);
  const root = await realPathOf(given);
  const isWholeDisk = parse(root).root === root;
  const contains = async (path: string): Promise<boolean> => {
    if (isWholeDisk) return false;
    return isUnder(given, resolve(path)) || isUnder(root, await realPathOf(resolve(path)));
  };
  const read = async (name: string): Promise<FileContent> => {
    const path = resolve(given, name);
    if (!isUnder(root, await realPathOf(path))) return { kind: 'refused', why: 'it leads out of the checkout' };
    return readRegularFile(path);
  };
  const has = (name: string): Promise<boolean> =>
    lstat(resolve(given, name)).then(
      () => true,
      () => false,
    );
  return { root, contains, has, read };
}

/** True for a folder itself, and for all paths below it; both absolute. */
export function isUnder(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !(isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`));
}

/** The real path; of what does not exist, the real path of the nearest folder that does, and the rest. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}
