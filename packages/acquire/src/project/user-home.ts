/** Where the user's own configuration lies. */

import { homedir } from 'node:os';

/** The user's home folder by environment, else by the system's user database; null where there is none. */
export function userHome(env: Readonly<Record<string, string | undefined>>): string | null {
  const named = env['HOME'] ?? env['USERPROFILE'];
  if (named !== undefined && named !== '') return named;
  try {
    return homedir();
  } catch {
    return null;
  }
}
