/** Files of a GitHub repository, and one comment in it. */

import {
  copyRevision,
  emptyFolder,
  findRevision,
  GitHubClient,
  listFiles,
  listRepositoryFiles,
  lockfilesAmong,
  openRepository,
  readClientConfiguration,
  readRepositoryFile,
  readRepositoryRevision,
  readRevision,
  userHome,
  writeComment,
  type CommentToWrite,
  type GitHubLimits,
  type GitHubProblem,
  type RepositoryFile,
  type RepositoryRevision,
  type WrittenComment,
} from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';
import { archivesOf } from './trust-diff/archives-of.js';

/** How GitHub is reached. */
export interface GitHubAccess {
  /** The environment that proxies and certificates are read from. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** A secret. Without one only what is public can be read. */
  readonly token?: string;
  readonly limits?: Partial<GitHubLimits>;
}

/**
 * A file's bytes as they are at a commit, or why there are none. Throws AssayError `ERR_CONFIG` for an API or repository that cannot be
 * named so.
 */
export function readGitHubFile(access: GitHubAccess, file: RepositoryFile): Promise<Uint8Array | GitHubProblem> {
  return withClient(access, (client) => readRepositoryFile(client, file));
}

/**
 * Updates our comment under a pull request, or makes it. What GitHub does not do is a value: no verdict depends on a comment. Throws as
 * {@link readGitHubFile} does.
 */
export function writeGitHubComment(
  access: GitHubAccess,
  comment: CommentToWrite,
): Promise<WrittenComment | GitHubProblem | null> {
  return withClient(access, (client) => writeComment(client, comment));
}

/** A commit's lockfiles, and what lies beside them, in a folder of their own. */
export interface CopiedCommit {
  /** Absolute. */
  readonly folder: string;
  /** Those of the wanted paths that the commit has; the folder itself where it has none. */
  readonly paths: readonly string[];
  remove(): Promise<void>;
}

/**
 * Copies the lockfiles in `paths` (relative to the repository's root), and the archives that they lock in it, as they are at a commit that need not be in the clone. Throws
 * AssayError `ERR_CONFIG` where GitHub does not give them.
 */
export function copyGitHubCommit(
  access: GitHubAccess,
  revision: RepositoryRevision,
  paths: readonly string[],
): Promise<CopiedCommit> {
  return withClient(access, async (client) => {
    const copied = await copyRevision(readRepositoryRevision(client, revision), paths, ecosystems);
    try {
      await copied.add(await archivesOf(copied.folder, copied.paths));
    } catch (error) {
      await copied.remove();
      throw error;
    }
    if (copied.paths.length > 0) return copied;
    await copied.remove();
    const empty = await emptyFolder();
    return { folder: empty.path, paths: ['.'], remove: empty.remove };
  });
}

/**
 * Paths of a commit's lockfiles, as `findProjectLockfiles` would find them where it is checked out: by the clone in `folder`, where that holds
 * the commit, else by GitHub. The problem where GitHub does not answer.
 */
export async function listCommittedLockfiles(
  access: GitHubAccess & { readonly folder: string },
  revision: RepositoryRevision,
): Promise<readonly string[] | GitHubProblem> {
  const cloned = await listCloned(access, revision.commit);
  const found = cloned ?? (await withClient(access, (client) => listRepositoryFiles(client, revision)));
  return 'problem' in found ? found : lockfilesAmong(found, ecosystems);
}

async function listCloned(
  { folder, env }: Pick<GitHubAccess, 'env'> & { readonly folder: string },
  commit: string,
): Promise<readonly string[] | null> {
  try {
    const repository = await openRepository(folder, env);
    const revision = repository.prefix === '' ? await findRevision(repository, commit) : null;
    return revision === null ? null : await listFiles(repository, revision);
  } catch {
    return null;
  }
}

/** True where the clone around a folder holds this commit; false also where there is no clone or no git. */
export async function holdsCommit(
  folder: string,
  commit: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  try {
    return (await findRevision(await openRepository(folder, env), commit)) !== null;
  } catch {
    return false;
  }
}

/** A file's bytes as they are at a commit, from the clone around a folder; null where that does not hold it, or there is no clone or no git. */
export async function readClonedFile(
  { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string | undefined>> },
  { commit, path, maxBytes }: Pick<RepositoryFile, 'commit' | 'path' | 'maxBytes'>,
): Promise<Uint8Array | null> {
  try {
    const repository = await openRepository(folder, env);
    const revision = await findRevision(repository, commit);
    if (revision === null) return null;
    const reader = await readRevision(repository, revision);
    return (await reader.files([`${repository.prefix}${path}`], maxBytes))[0] ?? null;
  } catch {
    return null;
  }
}

async function withClient<T>({ env, ...options }: GitHubAccess, use: (client: GitHubClient) => Promise<T>): Promise<T> {
  const { network } = await readClientConfiguration({
    env,
    home: userHome(env),
    projectRoot: process.cwd(),
    cwd: process.cwd(),
    policyRegistries: [],
    isPublicRegistry: () => false,
  });
  const client = new GitHubClient({ network, ...options });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}
