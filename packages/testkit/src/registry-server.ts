import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { sendAnswer } from './exchange.js';
import { faultFor, type Fault, type FaultRequest, type FaultRule } from './fault.js';
import { gemRegistryContent } from './gem-registry-content.js';
import type { MintedGem, MintedPackage } from './minted-package.js';
import { npmRegistryContent } from './npm-registry-content.js';
import type { RegistryAnswer, RegistryContent, RegistryRefusal } from './registry-answer.js';
import { authorizationFor, sendDenied, type RegistryAuth } from './registry-auth.js';
import { sendFault } from './send-fault.js';

/** A registry to play. Everything in it is data but `faults` given as a function. */
export interface RegistryOptions {
  readonly npm?: readonly MintedPackage[];
  readonly gems?: readonly MintedGem[];
  /** What an npm registry states at `/-/npm/v1/keys`; 404 when not given. */
  readonly npmKeys?: unknown;
  readonly auth?: RegistryAuth;
  /** Path of the registry on its host, `/` when not given; begins and ends with `/`. */
  readonly basePath?: string;
  /** Serves https with this key and certificate (PEM). */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Faults from the start; more with `setFault`. */
  readonly faults?: readonly FaultRule[] | ((request: FaultRequest) => Fault | null);
  /** Time before every answer. */
  readonly latencyMs?: number;
  /** False keeps no log of requests, for benchmarks. */
  readonly log?: boolean;
  /** Host name in the registry's own URLs: `127.0.0.1` when not given; `localhost` makes another origin. */
  readonly host?: string;
  /** A free one when not given; one that is known beforehand can stand in what is served. */
  readonly port?: number;
  /** Answers instead of the registry's content, to each request that `auth` lets through; undefined is 404. A fault still strikes. */
  readonly respond?: (asked: AskedOfRegistry) => RegistryAnswer | RegistryRefusal | undefined;
}

/** A request as a registry's own `respond` sees it. */
export interface AskedOfRegistry {
  readonly method: string;
  /** Below the base, decoded, without the query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** What will go wrong with the answer. */
  readonly fault: Fault | null;
}

/** What a registry serves. */
export type RegistryPackages = Pick<RegistryOptions, 'npm' | 'gems' | 'npmKeys'>;

/** A request that a registry got. */
export interface LoggedRequest {
  readonly method: string;
  /** As it stood in the request line: base path, percent signs and query included. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A running registry. */
export interface LoopbackRegistry extends AsyncDisposable {
  /** Base URL, ends with `/`. */
  readonly url: string;
  /** Every request so far, refused ones included. */
  readonly requests: readonly LoggedRequest[];
  /** From now on requests for this path, or those the predicate picks, meet this fault; `null` serves them well again. */
  setFault(which: string | ((request: FaultRequest) => boolean), fault: Fault | null): void;
  /** Serves other packages from now on; the keys stay unless others are given. */
  serve(content: RegistryPackages): void;
  /** Breaks all connections and frees the port. */
  close(): Promise<void>;
}

/** Starts a registry on 127.0.0.1. */
export async function startRegistry(options: RegistryOptions = {}): Promise<LoopbackRegistry> {
  const { basePath = '/', host = '127.0.0.1', tls, port: wanted = 0 } = options;
  const state: State = { options, basePath, content: new Map(), counts: new Map(), faults: [], requests: [] };
  const server = tls === undefined ? createHttpServer() : createHttpsServer({ ...tls });
  server.on('request', (request, response) => {
    receive(state, request, response);
  });
  for (const event of ['connection', 'secureConnection', 'tlsClientError']) server.on(event, ignoreBrokenConnection);
  await listen(server, wanted);
  const { port } = server.address() as AddressInfo;
  const url = `${tls === undefined ? 'http' : 'https'}://${host}:${String(port)}${basePath}`;
  const serve = ({ npm = [], gems = [], npmKeys = options.npmKeys }: RegistryPackages) => {
    const gemAnswers = gems.length === 0 ? [] : gemRegistryContent(gems);
    state.content = new Map([...npmRegistryContent(npm, url, npmKeys), ...gemAnswers]);
  };
  serve(options);
  const close = () => stop(server);
  const setFault: LoopbackRegistry['setFault'] = (which, fault) => {
    state.faults.unshift({ which: typeof which === 'string' ? ({ path }) => path === which : which, fault });
  };
  return { url, requests: state.requests, setFault, serve, close, [Symbol.asyncDispose]: close };
}

/** Clients under test break connections all the time; a registry does not mind. */
function ignoreBrokenConnection(first: Error | Socket, socket?: Socket): void {
  const connection = first instanceof Error ? socket : first;
  connection?.on('error', () => undefined);
}

interface State {
  readonly options: RegistryOptions;
  readonly basePath: string;
  content: RegistryContent;
  readonly counts: Map<string, number>;
  readonly faults: { readonly which: (request: FaultRequest) => boolean; readonly fault: Fault | null }[];
  readonly requests: LoggedRequest[];
}

function receive(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { latencyMs = 0, log = true } = state.options;
  const { method = '', url = '', headers } = request;
  if (log) state.requests.push({ method, path: url, headers });
  if (latencyMs === 0) respond(state, request, response);
  else setTimeout(respond, latencyMs, state, request, response).unref();
}

function respond(state: State, request: IncomingMessage, response: ServerResponse): void {
  const { auth, respond: own } = state.options;
  if (auth !== undefined && request.headers.authorization !== authorizationFor(auth)) {
    sendDenied(response, auth);
    return;
  }
  const path = routeOf(request.url ?? '/', state.basePath);
  const method = request.method ?? 'GET';
  const fault = nextFault(state, method, path);
  const said = own === undefined ? state.content.get(path) : own({ method, path, headers: request.headers, fault });
  const answer = said === undefined || 'status' in said ? undefined : said;
  if (answer === undefined && fault === null) {
    const refusal = said !== undefined && 'status' in said ? said : { status: 404 };
    response.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers });
    response.end(refusal.status === 304 ? undefined : '{"error":"not found"}');
    return;
  }
  const other = (wanted: string) => state.content.get(wanted);
  const exchange = { request, response, answer: answer ?? { body: new Uint8Array(), type: 'text/plain' }, other };
  if (fault === null) sendAnswer(exchange);
  else sendFault(exchange, fault);
}

/** The path below the base without its query, `%2f`, `%40` and `%24` decoded; empty for paths outside the base. */
function routeOf(url: string, basePath: string): string {
  const [path = ''] = url.split('?', 1);
  if (!path.startsWith(basePath)) return '';
  const below = path.slice(basePath.length - 1);
  return below.includes('%') ? below.replaceAll(/%2f/gi, '/').replaceAll('%40', '@').replaceAll('%24', '$$') : below;
}

function nextFault({ options: { faults }, counts, faults: later }: State, method: string, path: string): Fault | null {
  const nth = (counts.get(path) ?? 0) + 1;
  counts.set(path, nth);
  const request = { method, path, nth };
  const found = later.find(({ which }) => which(request));
  if (found !== undefined) return found.fault;
  if (faults === undefined) return null;
  return typeof faults === 'function' ? faults(request) : faultFor(faults, request);
}

function listen(server: Server, port: number): Promise<void> {
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
