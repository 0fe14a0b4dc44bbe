import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import { delimiter, isAbsolute, join, sep } from 'node:path';
import { AssayError } from '@assay/model';

const names: readonly string[] = process.platform === 'win32' ? ['git.exe'] : ['git'];

/**
 * Absolute path of the user's git. Relative entries of `PATH`, and those below the folder that is looked at (`node_modules/.bin`), are passed
 * over: what lies there comes with the change. Throws AssayError `ERR_CONFIG` where there is none.
 */
export async function findGit(env: Readonly<Record<string, string | undefined>>, folder: string): Promise<string> {
  const root = await realpath(folder).catch(() => folder);
  for (const entry of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    if (!isAbsolute(entry)) continue;
    for (const name of names) {
      const path = await realpath(join(entry, name)).catch(() => null);
      if (path !== null && !isBelow(root, path) && !isBelow(root, entry) && (await isExecutable(path)))
        return join(entry, name);
    }
  }
  const hint = 'Install git, or name two folders instead of revisions: `assay diff ./old ./new`.';
  throw new AssayError('ERR_CONFIG', 'git was not found, which reads revisions', { hint });
}

function isBelow(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
