import { isAbsolute, join } from 'node:path';

/** Where one kind of file of the user's lies on different systems. */
export interface UserFolder {
  /** Variable of the XDG Base Directory Specification. */
  readonly xdg: 'XDG_CACHE_HOME' | 'XDG_STATE_HOME';
  /** Folder below `assay` in LOCALAPPDATA (Windows). */
  readonly windows: string;
  /** Folders below HOME that `assay` lies in. */
  readonly home: readonly string[];
}

/** `assay`'s folder of a kind; null when the environment names none with an absolute path: a relative one would lie in the checkout under test. */
export function userFolder(
  env: Readonly<Record<string, string | undefined>>,
  { xdg, windows, home: below }: UserFolder,
): string | null {
  const { [xdg]: base, LOCALAPPDATA: local, HOME: home } = env;
  if (isUsable(base)) return join(base, 'assay');
  if (isUsable(local)) return join(local, 'assay', windows);
  return isUsable(home) ? join(home, ...below, 'assay') : null;
}

function isUsable(path: string | undefined): path is string {
  return path !== undefined && path !== '' && isAbsolute(path);
}
