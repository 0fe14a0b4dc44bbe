import { isAbsolute, join } from 'node:path';

/**
 * Where what belongs to this user on this machine lies: `assay` below XDG_STATE_HOME, LOCALAPPDATA (Windows) or `.local/state` of HOME.
 * Null when the environment names none of them with an absolute path. Never below the cache folder: caches are copied between machines.
 */
export function defaultStateFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = env;
  if (isUsable(xdg)) return join(xdg, 'assay');
  if (isUsable(local)) return join(local, 'assay', 'state');
  return isUsable(home) ? join(home, '.local', 'state', 'assay') : null;
}

function isUsable(path: string | undefined): path is string {
  return path !== undefined && path !== '' && isAbsolute(path);
}
