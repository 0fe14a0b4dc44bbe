import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A folder below `parent` that only this user can read and write, made when it is not there; null where there is none: `parent` may be
 * everybody's, and whoever came first may have laid something else there.
 */
export function privateFolder(parent: string): string | null {
  const user = process.getuid?.();
  const path = join(parent, user === undefined ? 'assay' : `assay-${user}`);
  try {
    if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
    const found = lstatSync(path);
    // Windows has no such numbers: the parent is the user's own there.
    const isOurs = user === undefined || (found.uid === user && (found.mode & 0o077) === 0);
    return found.isDirectory() && isOurs ? path : null;
  } catch {
    return null;
  }
}
