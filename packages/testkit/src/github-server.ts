import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';

/** A comment under a pull request. */
export interface PlayedComment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly user: { readonly login: string; readonly type: 'User' | 'Bot' };
}

/** What the token of a played GitHub may do: `read` is that of a fork's pull request. */
export type PlayedToken = 'write' | 'read' | 'none';

/** A GitHub to play. */
export interface GitHubOptions {
  /** `owner/name`: anything else is 404. */
  readonly repository: string;
  /** The token that counts; requests without it are anonymous and read what is public. */
  readonly token?: string;
  readonly may?: PlayedToken;
  /** Files by `COMMIT:path`. */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  readonly comments?: readonly PlayedComment[];
  /** Login behind the token; a job's token has no user (403). */
  readonly user?: string;
  /** Answers this request otherwise; undefined: as GitHub does. */
  readonly fault?: (request: PlayedRequest) => PlayedAnswer | undefined;
}

/** A request that the played GitHub got. */
export interface PlayedRequest {
  readonly method: string;
  /** As it stood in the request line. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A status and what comes with it. */
export interface PlayedAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running GitHub. */
export interface LoopbackGitHub {
  /** Root of its API, as GITHUB_API_URL has it. */
  readonly apiUrl: string;
  readonly requests: readonly PlayedRequest[];
  readonly comments: readonly PlayedComment[];
  close(): Promise<void>;
}

interface State {
  readonly options: GitHubOptions;
  readonly comments: PlayedComment[];
  readonly requests: PlayedRequest[];
}

const bot = { login: 'github-actions[bot]', type: 'Bot' } as const;

/** Plays the few endpoints of GitHub's REST API that are asked here, on 127.0.0.1 below `/api/v3`, as an Enterprise Server has them. */
export async function startGitHub(options: GitHubOptions): Promise<LoopbackGitHub> {
  const state: State = { options, comments: (options.comments ?? []).map((each) => ({ ...each })), requests: [] };
  const server = createServer((request, response) => {
    void receive(state, request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${String(port)}/api/v3`,
    requests: state.requests,
    comments: state.comments,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function receive(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url: path = '', headers } = request;
  const asked = { method, path, headers, body: Buffer.concat(chunks).toString() };
  state.requests.push(asked);
  const { status, body, headers: more = {} } = state.options.fault?.(asked) ?? answer(state, asked);
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body ?? {}));
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length, ...more });
  response.end(bytes);
}

const notFound: PlayedAnswer = { status: 404, body: { message: 'Not Found' } };
const forbidden: PlayedAnswer = { status: 403, body: { message: 'Resource not accessible by integration' } };

function answer(state: State, asked: PlayedRequest): PlayedAnswer {
  const { options } = state;
  const known = asked.headers.authorization === `Bearer ${options.token ?? ''}`;
  if (asked.headers.authorization !== undefined && !known) return { status: 401, body: { message: 'Bad credentials' } };
  const url = new URL(asked.path, 'http://played.test');
  if (!url.pathname.endsWith('/user')) return ofRepository(state, asked, { url, known });
  return options.user === undefined ? forbidden : { status: 200, body: { login: options.user } };
}

function ofRepository(
  { options, comments }: State,
  asked: PlayedRequest,
  { url, known }: { readonly url: URL; readonly known: boolean },
): PlayedAnswer {
  const [, , , ...parts] = url.pathname.split('/').map(decodeURIComponent);
  const [word, owner, name, kind, ...rest] = parts;
  if (word !== 'repos' || `${String(owner)}/${String(name)}` !== options.repository) return notFound;
  if (options.may === 'none') return forbidden;
  if (kind === 'contents') return contents(options, rest.join('/'), url.searchParams.get('ref') ?? '');
  if (kind === 'git') return objects(options, rest, url.searchParams.has('recursive'));
  if (kind !== 'issues') return notFound;
  if (asked.method !== 'GET' && (!known || options.may === 'read')) return forbidden;
  return issues({ options, comments }, asked, { rest, query: url.searchParams });
}

function contents({ files }: GitHubOptions, path: string, ref: string): PlayedAnswer {
  const bytes = files?.get(`${ref}:${path}`);
  return bytes === undefined ? notFound : { status: 200, body: bytes };
}

const idOf = (text: string) => createHash('sha1').update(text).digest('hex');

/** Trees and blobs under ids that are made up, but the same every time. */
function objects(
  { files = new Map<string, Uint8Array>() }: GitHubOptions,
  [kind, id]: readonly string[],
  recursive: boolean,
): PlayedAnswer {
  for (const [name, bytes] of files) {
    if (kind === 'blobs' && id === idOf(name)) return { status: 200, body: bytes };
  }
  const folders = new Map<string, string>();
  for (const name of files.keys()) {
    const parts = name.split('/');
    const [commit = ''] = name.split(':');
    folders.set(commit, `${commit}:`);
    for (const depth of parts.slice(0, -1).keys())
      folders.set(idOf(parts.slice(0, depth + 1).join('/')), `${parts.slice(0, depth + 1).join('/')}/`);
  }
  const prefix = kind === 'trees' ? folders.get(id ?? '') : undefined;
  if (prefix === undefined) return notFound;
  const children = recursive ? blobsBelow(files, prefix) : childrenOf(files, prefix);
  return { status: 200, body: { sha: id, tree: [...children.values()], truncated: false } };
}

type Files = ReadonlyMap<string, Uint8Array>;

function blobsBelow(files: Files, prefix: string): ReadonlyMap<string, object> {
  const below = [...files.keys()].filter((name) => name.startsWith(prefix));
  return new Map(
    below.map((name) => {
      const path = name.slice(prefix.length);
      return [path, { path, mode: '100644', type: 'blob', sha: idOf(name) }];
    }),
  );
}

function childrenOf(files: Files, prefix: string): ReadonlyMap<string, object> {
  const children = new Map<string, object>();
  for (const name of files.keys()) {
    if (!name.startsWith(prefix)) continue;
    const [path = '', ...deeper] = name.slice(prefix.length).split('/');
    const sha = idOf(`${prefix}${path}`);
    children.set(
      path,
      deeper.length > 0 ? { path, mode: '040000', type: 'tree', sha } : { path, mode: '100644', type: 'blob', sha },
    );
  }
  return children;
}

function issues(
  { options, comments }: Omit<State, 'requests'>,
  { method, body }: PlayedRequest,
  { rest, query }: { readonly rest: readonly string[]; readonly query: URLSearchParams },
): PlayedAnswer {
  const [first, second] = rest;
  if (method === 'PATCH' && first === 'comments') {
    const known = comments.find(({ id }) => id === Number(second));
    if (known === undefined) return notFound;
    known.body = bodyOf(body);
    return { status: 200, body: shown(known) };
  }
  if (second !== 'comments') return notFound;
  const issue = Number(first);
  if (method === 'POST') {
    const user = options.user === undefined ? bot : ({ login: options.user, type: 'User' } as const);
    const made = { id: 9_000_000_000 + comments.length, issue, body: bodyOf(body), user };
    comments.push(made);
    return { status: 201, body: shown(made) };
  }
  const [size, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)];
  const all = comments.filter((each) => each.issue === issue).map(shown);
  return { status: 200, body: all.slice((page - 1) * size, page * size) };
}

function bodyOf(text: string): string {
  return (JSON.parse(text) as { body: string }).body;
}

function shown({ id, issue, body, user }: PlayedComment) {
  return { id, html_url: `https://github.test/pull/${String(issue)}#issuecomment-${String(id)}`, body, user };
}
