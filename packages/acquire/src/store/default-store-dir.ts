import { userFolder } from './user-folder.js';

/**
 * Where the store lies unless told otherwise: `assay` below XDG_CACHE_HOME, LOCALAPPDATA (Windows) or `.cache` of HOME.
 * Null when the environment names none of them with an absolute path: then there is no store. A relative path would put it into the checkout
 * under test, which could then fill it beforehand.
 */
export function defaultStoreDir(env: Readonly<Record<string, string | undefined>>): string | null {
  return userFolder(env, { xdg: 'XDG_CACHE_HOME', windows: 'cache', home: ['.cache'] });
}
