/** One comment of ours under a pull request, updated in place. */

import { asList, asMap, asNumber, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import { apiEndpoint, repositoryUrl, type GitHubRepository } from './github-api.js';
import type { GitHubClient } from './github-client.js';
import { malformed, type GitHubProblem } from './github-problem.js';

/** A comment to write. */
export interface CommentToWrite extends GitHubRepository {
  /** The pull request's. */
  readonly number: number;
  /** Hidden first line, by which the comment is found again: `<!-- … -->`. */
  readonly marker: string;
  /** Everything after the marker. */
  readonly body: string;
  /** True: one that is there is updated, and none is made. */
  readonly updateOnly?: boolean;
}

/** A comment that was written. */
export interface WrittenComment {
  readonly url: string;
  readonly updated: boolean;
}

const perPage = 100;
/** Further comments are not looked through: one too many is better than an hour of requests. */
const maxPages = 30;

/**
 * Updates the comment that begins with the marker and was written by this token's own user, or makes one. Anybody may write a comment with
 * the marker: one of somebody else is left alone, for its author could change it afterwards. Null
 * where there is none to update. Throws AssayError `ERR_CONFIG` as
 * {@link repositoryUrl} does.
 */
export async function writeComment(
  client: GitHubClient,
  comment: CommentToWrite,
): Promise<WrittenComment | GitHubProblem | null> {
  const author = await authorOf(client, comment);
  const known = await findComment(client, comment, author);
  if (known !== null && typeof known !== 'number') return known;
  if (known === null && comment.updateOnly === true) return null;
  const body = { body: `${comment.marker}\n${comment.body}` };
  const answer =
    known === null
      ? await client.send({ method: 'POST', url: commentsUrl(comment), body })
      : await client.send({ method: 'PATCH', url: commentUrl(comment, known), body });
  if (!(answer instanceof Uint8Array)) return answer;
  const url = asText(asMap(documentOf(answer))?.get('html_url'));
  return { url: url ?? '', updated: known !== null };
}

/** The login of the token's user; null for the token of a job or an app, which has none and whose comments are a bot's. */
async function authorOf(client: GitHubClient, { apiUrl }: GitHubRepository): Promise<string | null> {
  const answer = await client.send({ method: 'GET', url: apiEndpoint(apiUrl, ['user']) });
  return answer instanceof Uint8Array ? (asText(asMap(documentOf(answer))?.get('login')) ?? null) : null;
}

async function findComment(
  client: GitHubClient,
  comment: CommentToWrite,
  author: string | null,
): Promise<number | null | GitHubProblem> {
  for (let page = 1; page <= maxPages; page++) {
    const url = commentsUrl(comment, { per_page: String(perPage), page: String(page) });
    const answer = await client.send({ method: 'GET', url });
    if (!(answer instanceof Uint8Array)) return answer;
    const comments = asList(documentOf(answer));
    if (comments === undefined) return malformed(url.host, 'no list of comments');
    const ours = comments.map((each) => ownId(each, comment.marker, author)).find((id) => id !== null) ?? null;
    if (ours !== null) return ours;
    if (comments.length < perPage) return null;
  }
  return null;
}

function ownId(value: DocValue, marker: string, author: string | null): number | null {
  const entry = asMap(value);
  const user = asMap(entry?.get('user'));
  const id = asNumber(entry?.get('id'));
  if (entry === undefined || user === undefined || id === undefined || !Number.isSafeInteger(id)) return null;
  const text = asText(entry.get('body')) ?? '';
  const isMarked = text.startsWith(`${marker}\n`) || text.startsWith(`${marker}\r\n`);
  return isMarked && isOurs(user, author) ? id : null;
}

/** People cannot be of the type Bot. */
function isOurs(user: DocMap, author: string | null): boolean {
  return author === null ? asText(user.get('type')) === 'Bot' : asText(user.get('login')) === author;
}

function commentsUrl(comment: CommentToWrite, query: Readonly<Record<string, string>> = {}): URL {
  return repositoryUrl(comment, ['issues', String(comment.number), 'comments'], query);
}

function commentUrl(comment: CommentToWrite, id: number): URL {
  return repositoryUrl(comment, ['issues', 'comments', String(id)]);
}

function documentOf(bytes: Uint8Array): DocValue | undefined {
  const read = parseJson(bytes, { maxBytes: bytes.length });
  return read.ok ? read.document.value : undefined;
}
