/** Which checkouts a run is about: nothing in them may say whom to trust, whatever the environment makes of them. */

import { lstat, realpath, stat } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import { isUnder, openCheckout, realPathOf, type Checkout } from './checkout.js';
import { readRegularFile } from './read-regular-file.js';

/**
 * The checkouts that folders belong to, as they are named and as symbolic links lead to them. A whole file system is no checkout: it
 * holds nothing (see {@link openCheckout}).
 */
export async function openCheckouts(folders: readonly string[]): Promise<readonly Checkout[]> {
  const roots = new Set<string>();
  for (const folder of folders) {
    for (const place of await namesOf(folder)) roots.add(await checkoutOf(place));
  }
  return Promise.all([...roots].map((root) => openCheckout(root)));
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

/** What client configuration is read for. */
export interface ProjectPlace {
  /** Absolute path of the folder that is worked on. */
  readonly projectRoot: string;
  /** Folders of the lockfiles that were read; by default the project's. */
  readonly folders?: readonly string[];
  /** The working folder. */
  readonly cwd?: string;
}

/**
 * The checkout that a project and its lockfiles belong to. The working folder says where it begins only for lockfiles that lie in no
 * repository: with a `.git` of its own a project is told apart from what lies around it, such as the home folder of somebody who works
 * there.
 */
export async function openProjectCheckout({ projectRoot, folders, cwd }: ProjectPlace): Promise<Checkout> {
  const around = new Set<string>();
  for (const folder of folders ?? [projectRoot]) {
    for (const place of await namesOf(folder)) {
      const repository = await repositoryOf(place);
      around.add(repository ?? place);
      if (repository === null && cwd !== undefined && isUnder(resolve(cwd), place)) around.add(cwd);
    }
  }
  return openCheckout(projectRoot, [...around]);
}

/** A folder's path as it is named, and as symbolic links lead to it. */
async function namesOf(folder: string): Promise<readonly string[]> {
  const named = resolve(folder);
  return [named, await realpath(named).catch(() => named)];
}

/**
 * The checkout that an absolute folder belongs to: the nearest folder, itself or above, with a `.git` in it, else the folder itself. A
 * submodule belongs to the repository that holds it: whoever writes that one chooses its submodules.
 */
export async function checkoutOf(folder: string): Promise<string> {
  return (await repositoryOf(folder)) ?? folder;
}

async function repositoryOf(folder: string): Promise<string | null> {
  let found: Repository | null = null;
  for (const place of upwards(folder)) {
    const gitFolder = await gitFolderOf(place);
    if (gitFolder === null) continue;
    if (found === null || isUnder(join(gitFolder, 'modules'), found.gitFolder)) found = { place, gitFolder };
  }
  return found?.place ?? null;
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

/**
 * `.git`, or where the file of that name says that it lies, as it does in submodules and linked worktrees (gitrepository-layout). Symbolic
 * links are followed: git writes down where the data of a submodule really lies.
 */
async function gitFolderOf(place: string): Promise<string | null> {
  const path = join(place, '.git');
  if ((await lstat(path).catch(() => null)) === null) return null;
  const isFile = await stat(path).then(
    (info) => info.isFile(),
    () => false,
  );
  return realPathOf(isFile ? ((await namedGitFolder(path)) ?? path) : path);
}

async function namedGitFolder(path: string): Promise<string | null> {
  const file = await readRegularFile(path, maxGitFileBytes);
  const text = file.kind === 'bytes' ? new TextDecoder().decode(file.bytes) : '';
  const [, named] = /^gitdir: ([^\r\n]+)/u.exec(text) ?? [];
  return named === undefined ? null : resolve(dirname(path), named);
}

const maxGitFileBytes = 64 * 1024;
