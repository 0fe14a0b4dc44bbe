/** Files of a GitHub repository, and one comment in it. */

import {
  GitHubClient,
  readClientConfiguration,
  readRepositoryFile,
  userHome,
  writeComment,
  type CommentToWrite,
  type GitHubLimits,
  type GitHubProblem,
  type RepositoryFile,
  type WrittenComment,
} from '@assay/acquire';

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
): Promise<WrittenComment | GitHubProblem> {
  return withClient(access, (client) => writeComment(client, comment));
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
