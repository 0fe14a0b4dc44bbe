import { userFolder } from '../store/user-folder.js';

/**
 * Where what belongs to this user on this machine lies: `assay` below XDG_STATE_HOME, LOCALAPPDATA (Windows) or `.local/state` of HOME.
 * Null when the environment names none of them with an absolute path. Never below the cache folder: caches are copied between machines.
 */
export function defaultStateFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  return userFolder(env, { xdg: 'XDG_STATE_HOME', windows: 'state', home: ['.local', 'state'] });
}
