import type { GitHubClient } from './github-client.js';
import { repositoryUrl, type GitHubRepository } from './github-api.js';
import type { GitHubProblem } from './github-problem.js';

/** A file at a commit. */
export interface RepositoryFile extends GitHubRepository {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** The full id of a commit: a branch may mean something else in a moment. */
  readonly commit: string;
  readonly maxBytes: number;
}

/**
 * A file's bytes as they are at a commit; the problem `absent` where there is none, or where the token may not see the repository. Throws
 * AssayError `ERR_CONFIG` as {@link repositoryUrl} does.
 */
export function readRepositoryFile(client: GitHubClient, file: RepositoryFile): Promise<Uint8Array | GitHubProblem> {
  const { path, commit, maxBytes } = file;
  const url = repositoryUrl(file, ['contents', ...path.split('/')], { ref: commit });
  return client.send({ method: 'GET', url, accept: 'raw', maxBytes });
}
