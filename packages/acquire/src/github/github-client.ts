/** Requests to GitHub's REST API: one origin, no redirects, a cap on what comes back, deadlines for each attempt and for all. */

import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson, type JsonValue } from '@assay/model';
import type { NetworkConfiguration } from '../client-config/index.js';
import { systemClock } from '../http/clock.js';
import { contentCoding, decodeContent } from '../http/content-coding.js';
import { Deadlines } from '../http/deadlines.js';
import { exchange, type Reply } from '../http/exchange.js';
import { aborted, badResponse, type Failure } from '../http/failure.js';
import { defaultHttpLimits, type HttpLimits } from '../http/http-limits.js';
import { openOrigin, type OriginClient } from '../http/origin-client.js';
import { retryAfterMs, statusFailure, waitAfter } from '../http/retry.js';
import { problemOfSilence, problemOfStatus, type GitHubProblem } from './github-problem.js';

/** One request. */
export interface GitHubRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: URL;
  /** `raw`: a file's bytes instead of JSON about it. */
  readonly accept?: 'json' | 'raw';
  readonly body?: JsonValue;
  /** Bytes of an answer, on the wire and decoded, beyond which it is refused. */
  readonly maxBytes?: number;
}

/** How to ask. */
export interface GitHubClientOptions {
  readonly network: NetworkConfiguration;
  /** A secret. Without one only what is public can be read. */
  readonly token?: string;
  readonly limits?: Partial<GitHubLimits>;
}

/** Times in milliseconds. */
export interface GitHubLimits {
  readonly requestMs: number;
  /** For everything that one client asks. */
  readonly totalMs: number;
  readonly retries: number;
  readonly backoffMs: number;
}

const defaultLimits: GitHubLimits = { requestMs: 15_000, totalMs: 60_000, retries: 2, backoffMs: 500 };
const defaultMaxBytes = 8 * 1024 * 1024;
/** The version of the API whose answers are read here. Enterprise Servers that do not know it answer as of theirs. */
const apiVersion = '2022-11-28';

interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array | null;
  readonly retryAfter: string | null;
}

/** Asks the origin of the first request until the time for all of them, which begins here, is over. */
export class GitHubClient {
  readonly #options: GitHubClientOptions;
  readonly #http: HttpLimits;
  readonly #deadlines: Deadlines;
  readonly #endBy: number;
  readonly #closing = new AbortController();
  #opened: { readonly origin: string; readonly client: OriginClient } | null = null;

  constructor(options: GitHubClientOptions) {
    const limits = { ...defaultLimits, ...options.limits };
    this.#options = options;
    this.#http = httpLimits(limits);
    this.#deadlines = new Deadlines(systemClock, Math.min(250, limits.requestMs / 2));
    this.#endBy = systemClock.now() + limits.totalMs;
  }

  /** The body of an answer 200 or 201, or why there is none. Never rejects for anything the network does. */
  async send(request: GitHubRequest): Promise<Uint8Array | GitHubProblem> {
    const origin = this.#open(request.url.origin);
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#attempt(origin, request);
      if (!('reason' in answer) && isFine(answer)) return answer.bytes;
      const failure = 'reason' in answer ? answer : this.#failureOf(answer);
      const wait = request.method === 'POST' ? null : waitAfter(failure, attempt, this.#http, systemClock);
      if (wait === null || systemClock.now() + wait > this.#endBy) return this.#problem(request, answer);
      await sleep(wait, undefined, { signal: this.#closing.signal });
    }
  }

  /** Ends everything under way, and closes all connections. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#deadlines.expireAll(aborted);
    await this.#opened?.client.dispatcher.destroy();
  }

  #open(origin: string): OriginClient {
    if (this.#opened?.origin === origin) return this.#opened.client;
    if (this.#opened !== null) throw new TypeError('one client asks one origin: the token is for that one alone');
    const { network } = this.#options;
    // The job's environment names the API: an Enterprise Server may well have a private address.
    const named = { ...network, privateOrigins: new Set([...network.privateOrigins, origin]) };
    const client = openOrigin(origin, { network: named, limits: this.#http });
    this.#opened = { origin, client };
    return client;
  }

  async #attempt(origin: OriginClient, request: GitHubRequest): Promise<Answer | Failure> {
    if (this.#closing.signal.aborted) return aborted;
    const { maxBytes = defaultMaxBytes } = request;
    const reply = await exchange(origin.dispatcher, this.#requestOf(request), {
      limits: this.#http,
      maxBytes,
      streams: false,
      bodies: 'all',
      budget: { left: maxBytes },
      deadlines: this.#deadlines,
      now: () => systemClock.now(),
      endBy: this.#endBy,
      connectMs: origin.connectMs,
      onBytes: () => undefined,
    });
    return answerOf(reply, maxBytes);
  }

  #requestOf({ method, url, accept = 'json', body }: GitHubRequest) {
    const { token } = this.#options;
    const headers = {
      accept: `application/vnd.github${accept === 'raw' ? '.raw' : ''}+json`,
      'accept-encoding': 'identity',
      'user-agent': 'assay',
      'x-github-api-version': apiVersion,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const path = `${url.pathname}${url.search}`;
    return { origin: url.origin, path, method, headers, ...(body === undefined ? {} : { body: canonicalJson(body) }) };
  }

  #failureOf({ status, retryAfter }: Answer): Failure {
    return statusFailure(status, retryAfterMs(retryAfter, systemClock.time(), this.#http.maxBackoffMs));
  }

  #problem({ url: { host } }: GitHubRequest, answer: Answer | Failure): GitHubProblem {
    if ('reason' in answer) return problemOfSilence(host, answer.did);
    return problemOfStatus({ host, status: answer.status, bytes: answer.bytes, secret: this.#options.token });
  }
}

function httpLimits({ requestMs, retries, backoffMs }: GitHubLimits): HttpLimits {
  const ms = { connectMs: requestMs, headersMs: requestMs, idleMs: requestMs, attemptMs: requestMs };
  const attempts = { attempts: retries + 1, timeoutAttempts: 1, connections: 4 };
  return { ...defaultHttpLimits, ...ms, ...attempts, backoffMs, maxBackoffMs: 8000 };
}

async function answerOf(reply: Reply, maxBytes: number): Promise<Answer | Failure> {
  if (reply.kind === 'failed') return reply.failure;
  const { status, retryAfter, contentEncoding } = reply.head;
  if (reply.kind !== 'bytes') return { status, retryAfter, bytes: null };
  const coding = contentCoding(contentEncoding);
  if (coding === null) return badResponse('used a content coding that was not asked for');
  const bytes = await decodeContent(reply.bytes, coding, maxBytes);
  return 'failure' in bytes ? bytes.failure : { status, retryAfter, bytes };
}

function isFine(answer: Answer): answer is Answer & { readonly bytes: Uint8Array } {
  return (answer.status === 200 || answer.status === 201) && answer.bytes !== null;
}
