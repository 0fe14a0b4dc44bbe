/** Requests to origins: a gate before each, attempts with back-off, and an end to asking those that do not answer. */

import type { Dispatcher } from 'undici';
import type { NetworkConfiguration } from '../client-config/index.js';
import type { AddressLookup } from './checked-connector.js';
import type { Clock } from './clock.js';
import { Deadlines } from './deadlines.js';
import { exchange, type BufferBudget, type Reply } from './exchange.js';
import { aborted, badResponse, type Failure } from './failure.js';
import type { HttpLimits } from './http-limits.js';
import { openOrigin, type OriginClient } from './origin-client.js';
import { retryAfterMs, statusFailure, waitAfter } from './retry.js';
import type { TransportCounts } from './transport-facts.js';

/** A reply with the body that was asked for. */
export type BodyReply = Extract<Reply, { kind: 'bytes' | 'stream' }>;

/** One URL to ask, and what to make of its body. */
export interface Call<T> {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Body bytes on the wire beyond which the response is refused. */
  readonly maxBytes: number;
  readonly streams: boolean;
  /** Monotonic time by which all attempts must be over. */
  readonly endBy: number;
  /** Makes the answer of a 200's body; a failure counts as one of the attempt. */
  readonly read: (reply: BodyReply) => Promise<{ readonly value: T } | { readonly failure: Failure }>;
}

/** How a call ended. */
export type CallResult<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'redirect'; readonly location: string | null }
  | { readonly kind: 'absent' | 'denied'; readonly status: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface TransportOptions {
  readonly network: NetworkConfiguration;
  readonly limits: HttpLimits;
  readonly clock: Clock;
  readonly counts: TransportCounts;
  readonly lookup?: AddressLookup;
}

/** The server has no such thing (RFC 9110 §15.5.5, §15.5.11), or answers no such question (§15.5.6, §15.6.2). */
const absenceStatuses = new Set([404, 405, 410, 501]);
const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** Deadlines are looked at this often, in milliseconds; more often when one of them is shorter. */
const longestBeatMs = 250;

/** Sends requests to any origin it is given: the allow-list is its caller's business. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #origins = new Map<string, OriginClient>();
  readonly #deadlines: Deadlines;
  readonly #budget: BufferBudget;
  readonly #sleepers = new Set<() => void>();
  #closed = false;

  constructor(options: TransportOptions) {
    const { limits, clock } = options;
    this.#options = options;
    this.#budget = { left: limits.bufferedBytes };
    const shortest = Math.min(limits.connectMs, limits.headersMs, limits.idleMs, limits.attemptMs);
    this.#deadlines = new Deadlines(clock, Math.min(longestBeatMs, shortest / 2));
  }

  /** Asks a URL until it answers or the attempts are used up. Never rejects for anything the network does. */
  async send<T>(call: Call<T>): Promise<CallResult<T>> {
    const origin = this.#origin(call.url.origin);
    await origin.gate.enter();
    try {
      return await this.#attempts(origin, call);
    } finally {
      origin.gate.leave();
    }
  }

  /** Ends everything under way as aborted and closes all connections. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#deadlines.expireAll(aborted);
    for (const wake of this.#sleepers) wake();
    await Promise.all([...this.#origins.values()].map(({ dispatcher }) => dispatcher.destroy()));
  }

  async #attempts<T>(origin: OriginClient, call: Call<T>): Promise<CallResult<T>> {
    const { limits, clock, counts } = this.#options;
    for (let attempt = 1; ; attempt++) {
      if (this.#closed) return { kind: 'failed', failure: aborted };
      if (origin.health.down !== null) {
        counts.notAsked++;
        return { kind: 'failed', failure: origin.health.down };
      }
      const result = await this.#attempt(origin, call);
      if (result.kind !== 'failed') {
        origin.health.succeeded();
        return result;
      }
      const wait = origin.health.retriesLeft ? waitAfter(result.failure, attempt, limits, clock) : null;
      if (wait === null || clock.now() + wait > call.endBy) {
        origin.health.exhausted(result.failure);
        return result;
      }
      counts.retries++;
      await this.#sleep(wait);
    }
  }

  async #attempt<T>(origin: OriginClient, call: Call<T>): Promise<CallResult<T>> {
    const { limits, clock, counts } = this.#options;
    counts.attempts++;
    const reply = await exchange(origin.dispatcher, requestOf(call), {
      limits,
      maxBytes: call.maxBytes,
      streams: call.streams,
      budget: this.#budget,
      deadlines: this.#deadlines,
      now: () => clock.now(),
      endBy: call.endBy,
      connectMs: origin.connectMs,
      onBytes: (count) => {
        counts.bytes += count;
      },
    });
    if (reply.kind === 'failed') return reply;
    if (reply.kind === 'status') return this.#statusResult(reply.head.status, reply.head);
    const read = await call.read(reply);
    return 'failure' in read ? { kind: 'failed', failure: read.failure } : { kind: 'value', value: read.value };
  }

  #statusResult(
    status: number,
    head: { readonly location: string | null; readonly retryAfter: string | null },
  ): Exclude<CallResult<never>, { kind: 'value' }> {
    if (absenceStatuses.has(status)) return { kind: 'absent', status };
    if (status === 401 || status === 403) return { kind: 'denied', status };
    if (redirectStatuses.has(status)) return { kind: 'redirect', location: head.location };
    if (status < 400)
      return { kind: 'failed', failure: badResponse(`answered with status ${status} where 200 is due`) };
    const { limits, clock } = this.#options;
    const waitMs = retryAfterMs(head.retryAfter, clock.time(), limits.maxBackoffMs);
    return { kind: 'failed', failure: statusFailure(status, waitMs) };
  }

  #origin(origin: string): OriginClient {
    const known = this.#origins.get(origin);
    if (known !== undefined) return known;
    const opened = openOrigin(origin, this.#options);
    this.#origins.set(origin, opened);
    return opened;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#sleepers.delete(wake);
        cancel();
        resolve();
      };
      const cancel = this.#options.clock.after(ms, wake);
      this.#sleepers.add(wake);
    });
  }
}

function requestOf({ url, headers }: Pick<Call<unknown>, 'url' | 'headers'>): Dispatcher.DispatchOptions {
  return { origin: url.origin, path: `${url.pathname}${url.search}`, method: 'GET', headers };
}
