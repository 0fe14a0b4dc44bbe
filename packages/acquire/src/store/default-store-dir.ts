import { isAbsolute, join } from 'node:path';

/**
 * Where the store lies unless told otherwise: `assay` below XDG_CACHE_HOME, LOCALAPPDATA (Windows) or `.cache` of HOME.
 * Null when the environment names none of them with an absolute path: then there is no store.
 */
export function defaultStoreDir(env: Readonly<Record<string, string | undefined>>): string | null {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = env;
  if (isUsable(xdg)) return join(xdg, 'assay');
  if (isUsable(local)) return join(local, 'assay', 'cache');
  return isUsable(home) ? join(home, '.cache', 'assay') : null;
}

/** A relative path would put the store into the checkout under test, which could then fill it beforehand. */
function isUsable(path: string | undefined): path is string {
  return path !== undefined && path !== '' && isAbsolute(path);
}
