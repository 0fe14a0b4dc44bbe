/** Files of a commit that is not in the clone, through GitHub's API: trees and blobs by their ids, as git has them. */

import { asList, asMap, asText, parseJson } from '@assay/documents';
import { AssayError } from '@assay/model';
import type { TreeEntry } from '../git/parse-tree.js';
import type { RevisionEntry, RevisionReader } from '../git/read-revision.js';
import type { GitHubClient } from './github-client.js';
import { repositoryUrl, type GitHubRepository } from './github-api.js';
import type { GitHubProblem } from './github-problem.js';

/** A commit of a repository. */
export interface RepositoryRevision extends GitHubRepository {
  /** The full id of a commit. */
  readonly commit: string;
}

const maxTreeBytes = 32 * 1024 * 1024;
const objectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

const kinds: ReadonlyMap<string, TreeEntry['kind']> = new Map([
  ['100644', 'file'],
  ['100755', 'file'],
  ['100664', 'file'],
  ['040000', 'folder'],
  ['120000', 'link'],
  ['160000', 'submodule'],
]);

/**
 * A reader for one commit; links and submodules on the way are `missing`. It throws AssayError `ERR_CONFIG` for what GitHub does not answer,
 * `ERR_USAGE` for what is no file.
 */
export function readRepositoryRevision(client: GitHubClient, revision: RepositoryRevision): RevisionReader {
  const trees = new Map<string, Promise<ReadonlyMap<string, TreeEntry>>>();
  const tree = (id: string) => {
    const known = trees.get(id) ?? readTree(client, revision, id);
    trees.set(id, known);
    return known;
  };
  const entry = async (path: string): Promise<RevisionEntry> => {
    let at: RevisionEntry = { kind: 'folder', id: revision.commit };
    for (const part of path.split('/').filter((each) => each !== '' && each !== '.')) {
      if (at.kind !== 'folder') return { kind: 'missing' };
      at = (await tree(at.id)).get(part) ?? { kind: 'missing' };
    }
    return at;
  };
  const file = async (path: string, maxBytes: number) => {
    const at = await entry(path);
    if (at.kind !== 'file') throw new AssayError('ERR_USAGE', `${path} is no file in the base`, { file: path });
    const url = repositoryUrl(revision, ['git', 'blobs', at.id]);
    return bytesOf(await client.send({ method: 'GET', url, accept: 'raw', maxBytes }), path);
  };
  return { entry, files: (paths, maxBytes) => Promise.all(paths.map((path) => file(path, maxBytes))) };
}

async function readTree(
  client: GitHubClient,
  revision: RepositoryRevision,
  id: string,
): Promise<ReadonlyMap<string, TreeEntry>> {
  const url = repositoryUrl(revision, ['git', 'trees', id]);
  const bytes = bytesOf(await client.send({ method: 'GET', url, maxBytes: maxTreeBytes }), 'a folder');
  const read = parseJson(bytes, { maxBytes: maxTreeBytes });
  const answer = read.ok ? asMap(read.document.value) : undefined;
  const list = asList(answer?.get('tree'));
  // What is left out of a list would look as if it were not there.
  if (list === undefined || answer?.get('truncated') === true)
    throw unread('a folder', `${url.host} sent no whole list.`);
  const entries = new Map<string, TreeEntry>();
  for (const item of list) {
    const map = asMap(item);
    const [name, mode, sha] = ['path', 'mode', 'sha'].map((key) => asText(map?.get(key)) ?? '');
    if (name === undefined || name === '' || sha === undefined || !objectId.test(sha))
      throw unread('a folder', `${url.host} sent no list of files.`);
    entries.set(name, { kind: kinds.get(mode ?? '') ?? 'other', id: sha });
  }
  return entries;
}

function bytesOf(answer: Uint8Array | GitHubProblem, what: string): Uint8Array {
  if (answer instanceof Uint8Array) return answer;
  throw unread(what, answer.detail);
}

function unread(what: string, why: string): AssayError {
  const hint = 'Leave `contents: read` to the job, or fetch the base into the clone (`fetch-depth: 0`).';
  return new AssayError('ERR_CONFIG', `${what} of the base cannot be read: ${why}`, { hint });
}
