/** POSTs to Sigstore's services: one origin each, no redirects, deadlines for each attempt and for all, a cap on what comes back. */

import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson, type JsonValue } from '@assay/model';
import type { NetworkConfiguration } from '../client-config/index.js';
import { systemClock } from '../http/clock.js';
import { contentCoding, decodeContent } from '../http/content-coding.js';
import { Deadlines } from '../http/deadlines.js';
import { exchange, type Reply } from '../http/exchange.js';
import { aborted, badResponse, deadlines, type Failure } from '../http/failure.js';
import { defaultHttpLimits, type HttpLimits } from '../http/http-limits.js';
import { openOrigin, type OriginClient } from '../http/origin-client.js';
import { retryAfterMs, statusFailure, waitAfter } from '../http/retry.js';
import { keylessProblem } from './keyless-codes.js';
import { KeylessFailure, type KeylessStep } from './keyless-failure.js';
import type { KeylessLimits } from './keyless-services.js';
import { mayPass, silenceProblem, statusProblem } from './service-problem.js';

/** One question. */
export interface ServicePost {
  readonly step: KeylessStep;
  readonly url: URL;
  readonly body: JsonValue;
}

/** How to ask. */
export interface ServiceClientOptions {
  readonly network: NetworkConfiguration;
  readonly limits: KeylessLimits;
  /** What no message may hold. */
  readonly secret: string;
}

/** Bytes of an answer, on the wire and decoded, beyond which it is refused. Real ones have a few thousand. */
export const maxAnswerBytes = 1024 * 1024;

/** The status of an answer, and its body; no body where that broke off after an error status. */
interface Answer {
  readonly status: number;
  readonly bytes: Uint8Array | null;
  readonly retryAfter: string | null;
}

/** Asks services until the time for all of them together, which begins here, is over. */
export class ServiceClient {
  readonly #options: ServiceClientOptions;
  readonly #http: HttpLimits;
  readonly #deadlines: Deadlines;
  readonly #endBy: number;
  readonly #closing = new AbortController();
  readonly #opened: OriginClient[] = [];

  constructor(options: ServiceClientOptions) {
    const { requestMs, totalMs } = options.limits;
    this.#options = options;
    this.#http = httpLimits(options.limits);
    this.#deadlines = new Deadlines(systemClock, Math.min(250, requestMs / 2, totalMs / 2));
    this.#endBy = systemClock.now() + totalMs;
  }

  /** The body of an answer 200 or 201. Rejects with a {@link KeylessFailure} when there is none. */
  async post(asked: ServicePost): Promise<Uint8Array> {
    const origin = this.#open(asked.url.origin);
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#attempt(origin, asked);
      if (!('reason' in answer) && isFine(answer)) return answer.bytes;
      const failure = 'reason' in answer ? answer : failureOfStatus(answer, this.#http);
      const wait = waitAfter(failure, attempt, this.#http, systemClock);
      if (wait === null || systemClock.now() + wait > this.#endBy) throw this.#failure(asked, answer);
      await sleep(wait, undefined, { signal: this.#closing.signal });
    }
  }

  /** Ends everything under way, and closes all connections. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#deadlines.expireAll(aborted);
    await Promise.all(this.#opened.map(({ dispatcher }) => dispatcher.destroy()));
  }

  #open(origin: string): OriginClient {
    const { network } = this.#options;
    // Who names a service means it, wherever it is.
    const named = { ...network, privateOrigins: new Set([...network.privateOrigins, origin]) };
    const client = openOrigin(origin, { network: named, limits: this.#http });
    this.#opened.push(client);
    return client;
  }

  async #attempt(origin: OriginClient, asked: ServicePost): Promise<Answer | Failure> {
    if (this.#closing.signal.aborted) return aborted;
    const reply = await exchange(origin.dispatcher, requestOf(asked), {
      limits: this.#http,
      maxBytes: maxAnswerBytes,
      streams: false,
      bodies: 'all',
      budget: { left: maxAnswerBytes },
      deadlines: this.#deadlines,
      now: () => systemClock.now(),
      endBy: this.#endBy,
      connectMs: origin.connectMs,
      onBytes: () => undefined,
    });
    return answerOf(reply);
  }

  #failure({ step, url: { host } }: ServicePost, answer: Answer | Failure): KeylessFailure {
    const { limits, secret } = this.#options;
    if (answer === deadlines.request) {
      return new KeylessFailure(
        keylessProblem('keyless-too-slow', `It was given up after ${String(limits.totalMs)} ms.`),
      );
    }
    const about = { step, host };
    return new KeylessFailure(
      'reason' in answer ? silenceProblem(about, answer) : statusProblem(about, answer, secret),
    );
  }
}

function httpLimits({ requestMs, retries }: KeylessLimits): HttpLimits {
  const ms = { connectMs: requestMs, headersMs: requestMs, idleMs: requestMs, attemptMs: requestMs };
  // Answers are small: no byte of theirs buys time.
  const pace = { minBytesPerSecond: Number.POSITIVE_INFINITY, backoffMs: 500, maxBackoffMs: 4000 };
  return { ...defaultHttpLimits, ...ms, ...pace, attempts: retries + 1, timeoutAttempts: retries + 1, connections: 1 };
}

/** `reset`: a connection of its own for each request, for one that was kept may end just then. */
function requestOf({ step, url, body }: ServicePost) {
  // Rekor can write YAML too.
  const accept = step === 'log' ? 'application/json' : '*/*';
  const headers = { 'content-type': 'application/json', accept, 'accept-encoding': 'identity' };
  const path = `${url.pathname}${url.search}`;
  return { origin: url.origin, path, method: 'POST', headers, body: canonicalJson(body), reset: true } as const;
}

async function answerOf(reply: Reply): Promise<Answer | Failure> {
  if (reply.kind === 'failed') return reply.failure;
  const { status, retryAfter, contentEncoding } = reply.head;
  if (reply.kind !== 'bytes') return { status, retryAfter, bytes: null };
  const coding = contentCoding(contentEncoding);
  if (coding === null) return badResponse('used a content coding that was not asked for');
  const bytes = await decodeContent(reply.bytes, coding, maxAnswerBytes);
  return 'failure' in bytes ? bytes.failure : { status, retryAfter, bytes };
}

function isFine(answer: Answer): answer is Answer & { readonly bytes: Uint8Array } {
  return (answer.status === 200 || answer.status === 201) && answer.bytes !== null;
}

function failureOfStatus({ status, retryAfter }: Answer, { maxBackoffMs }: HttpLimits): Failure {
  const waitMs = retryAfterMs(retryAfter, systemClock.time(), maxBackoffMs);
  return { ...statusFailure(status, waitMs), retry: mayPass(status) ? 'yes' : 'no' };
}
