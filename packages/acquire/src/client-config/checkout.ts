/** The checkout under test: whoever wrote it may be the attacker, so its files are told apart from the user's own. */

import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, parse, relative, resolve, sep } from 'node:path';
import { readRegularFile, type FileContent } from './read-regular-file.js';

/** Answers whether a path belongs to the checkout, and reads its files. */
export interface Checkout {
  /** The project's folder: absolute, symbolic links resolved. */
  readonly root: string;
  /** True when the path, or what its symbolic links lead to, lies in the checkout. */
  contains(path: string): Promise<boolean>;
  /** The folder of the checkout in which a path lies, as it was named; null for a path outside of it. */
  holderOf(path: string): Promise<string | null>;
  /** True when something stands at a path, named from its root or absolutely. */
  has(path: string): Promise<boolean>;
  /** True when something of the checkout's stands at an absolute path: the checkout brings it along. */
  brings(path: string): Promise<boolean>;
  /** Reads a file of the checkout, named from its root or absolutely; one that lies or leads out of it is refused. */
  read(path: string): Promise<FileContent>;
}

/**
 * The checkout that is worked on in `projectRoot`: what lies there, and what lies in the folders `around` it, such as the repository that
 * it is a part of. A whole file system (`/`) is no checkout: a container whose working folder is `/` still has user configuration of its
 * own.
 */
export async function openCheckout(projectRoot: string, around: readonly string[] = []): Promise<Checkout> {
  const given = resolve(projectRoot);
  const folders = await Promise.all([...new Set([given, ...around.map((folder) => resolve(folder))])].map(placeOf));
  const root = await realPathOf(given);
  const holderOf = async (path: string): Promise<string | null> => {
    const [named, real] = [resolve(path), await realPathOf(resolve(path))];
    const holds = (place: Place) => isUnder(place.given, named) || isUnder(place.real, real);
    return folders.find((place) => !isWholeDisk(place.real) && holds(place))?.given ?? null;
  };
  const read = async (name: string): Promise<FileContent> => {
    const path = resolve(given, name);
    const real = await realPathOf(path);
    if (!folders.some((place) => isUnder(place.real, real)))
      return { kind: 'refused', why: 'it leads out of the checkout' };
    return readRegularFile(path);
  };
  const has = (name: string): Promise<boolean> =>
    lstat(resolve(given, name)).then(
      () => true,
      () => false,
    );
  const contains = async (path: string): Promise<boolean> => (await holderOf(path)) !== null;
  const brings = async (path: string): Promise<boolean> => (await contains(path)) && (await has(path));
  return { root, contains, holderOf, has, brings, read };
}

/** A folder as it is named, and where it is. */
interface Place {
  readonly given: string;
  readonly real: string;
}

async function placeOf(given: string): Promise<Place> {
  return { given, real: await realPathOf(given) };
}

function isWholeDisk(folder: string): boolean {
  return parse(folder).root === folder;
}

/** True for a folder itself, and for all paths below it; both absolute. */
export function isUnder(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !(isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`));
}

/** The real path; of what does not exist, the real path of the nearest folder that does, and the rest. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}
