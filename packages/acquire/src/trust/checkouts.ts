/** Which checkouts a run is about: nothing in them may say whom to trust, whatever the environment makes of them. */

import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import { isUnder, openCheckout, type Checkout } from '../client-config/checkout.js';
import { readRegularFile } from '../client-config/read-regular-file.js';

/**
 * The checkouts that folders belong to, as they are named and as symbolic links lead to them. A whole file system is no checkout: it
 * holds nothing (see {@link openCheckout}).
 */
export async function openCheckouts(folders: readonly string[]): Promise<readonly Checkout[]> {
  const roots = new Set<string>();
  for (const folder of folders) {
    const named = resolve(folder);
    roots.add(await checkoutOf(named));
    roots.add(await checkoutOf(await realpath(named).catch(() => named)));
  }
  return Promise.all([...roots].map(openCheckout));
}

/**
 * Whether a path lies in a checkout of one of the folders. `checkout-with-home`: only in such as the user's home folder lies in, too, or
 * is: a home folder under version control, a container whose home is the application's folder.
 */
export async function holding(
  path: string,
  { folders, home }: { readonly folders: readonly string[]; readonly home: string | null },
): Promise<'checkout' | 'checkout-with-home' | null> {
  let found: 'checkout-with-home' | null = null;
  for (const checkout of await openCheckouts(folders)) {
    if (!(await checkout.contains(path))) continue;
    if (home === null || !(await checkout.contains(home))) return 'checkout';
    found = 'checkout-with-home';
  }
  return found;
}

/**
 * The checkout that an absolute folder belongs to: the nearest folder, itself or above, with a `.git` in it, else the folder itself. A
 * submodule belongs to the repository that holds it: whoever writes that one chooses its submodules.
 */
export async function checkoutOf(folder: string): Promise<string> {
  let found: Repository | null = null;
  for (const place of upwards(folder)) {
    const gitFolder = await gitFolderOf(place);
    if (gitFolder === null) continue;
    if (found === null || isUnder(join(gitFolder, 'modules'), found.gitFolder)) found = { place, gitFolder };
  }
  return found?.place ?? folder;
}

/** Where a repository's files and its own data lie. */
interface Repository {
  readonly place: string;
  readonly gitFolder: string;
}

/** A folder and those above it, without the whole file system. */
function upwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return folder === parse(folder).root ? [] : [folder, ...upwards(above)];
}

/** `.git`, or where the file of that name says that it lies, as it does in submodules and linked worktrees (gitrepository-layout). */
async function gitFolderOf(place: string): Promise<string | null> {
  const path = join(place, '.git');
  const info = await lstat(path).catch(() => null);
  if (info?.isFile() !== true) return info === null ? null : path;
  const file = await readRegularFile(path, maxGitFileBytes);
  const text = file.kind === 'bytes' ? new TextDecoder().decode(file.bytes) : '';
  const [, named] = /^gitdir: ([^\r\n]+)/u.exec(text) ?? [];
  return named === undefined ? path : resolve(place, named);
}

const maxGitFileBytes = 64 * 1024;
