/** What a commit holds, by GitHub's word. */

import { asList, asMap, asText, parseJson, type DocMap } from '@assay/documents';
import type { GitHubClient } from './github-client.js';
import { repositoryUrl } from './github-api.js';
import { malformed, type GitHubProblem } from './github-problem.js';
import type { RepositoryRevision } from './read-repository-revision.js';

const maxTreeBytes = 32 * 1024 * 1024;

/**
 * Paths of everything in a commit that is no folder; of a repository that is too large for one answer those in its root alone. The problem
 * where GitHub does not answer; throws AssayError `ERR_CONFIG` as {@link repositoryUrl} does.
 */
export async function listRepositoryFiles(
  client: GitHubClient,
  revision: RepositoryRevision,
): Promise<readonly string[] | GitHubProblem> {
  const whole = await treeOf(client, revision, { recursive: '1' });
  const tree = isCut(whole) ? await treeOf(client, revision, {}) : whole;
  if ('problem' in tree) return tree;
  const list = isCut(tree) ? undefined : asList(tree.map.get('tree'));
  if (list === undefined) return malformed(new URL(revision.apiUrl).host, 'no whole list of files');
  return list.flatMap((item) => {
    const entry = asMap(item);
    const path = asText(entry?.get('path'));
    return path === undefined || asText(entry?.get('type')) === 'tree' ? [] : [path];
  });
}

type Tree = { readonly map: DocMap } | GitHubProblem;

async function treeOf(
  client: GitHubClient,
  revision: RepositoryRevision,
  query: Readonly<Record<string, string>>,
): Promise<Tree> {
  const url = repositoryUrl(revision, ['git', 'trees', revision.commit], query);
  const answer = await client.send({ method: 'GET', url, maxBytes: maxTreeBytes });
  if (!(answer instanceof Uint8Array)) return answer;
  const read = parseJson(answer, { maxBytes: maxTreeBytes });
  const map = read.ok ? asMap(read.document.value) : undefined;
  return map === undefined ? malformed(url.host, 'no list of files') : { map };
}

function isCut(tree: Tree): boolean {
  return 'map' in tree && tree.map.get('truncated') === true;
}
