/** Files of one TUF mirror over HTTP, under the same deadlines, caps and address checks as evidence. Never a credential. */

import type { NetworkConfiguration } from '../../client-config/index.js';
import type { AddressLookup } from '../../http/checked-connector.js';
import { systemClock, type Clock } from '../../http/clock.js';
import { acceptedCodings, contentCoding, decodeContent } from '../../http/content-coding.js';
import { badResponse, type Failure } from '../../http/failure.js';
import { defaultHttpLimits, type HttpLimits } from '../../http/http-limits.js';
import { decideRedirect } from '../../http/redirect.js';
import { zeroCounts } from '../../http/transport-facts.js';
import { Transport, type BodyReply } from '../../http/transport.js';
import type { TufCode } from '../trust-codes.js';
import { TufFailure } from './tuf-failure.js';

/** How to reach a mirror. */
export interface MirrorOptions {
  readonly network: NetworkConfiguration;
  readonly userAgent: string;
  readonly limits?: Partial<HttpLimits>;
  readonly clock?: Clock;
  readonly lookup?: AddressLookup;
}

/** A file's bytes; null when the mirror says that there is none. */
export type MirrorFile = Uint8Array | null;

/** One update: a few small files. `requestMs` is for all of them together, so that a slow mirror ends it. */
const updateLimits: HttpLimits = {
  ...defaultHttpLimits,
  connections: 2,
  attempts: 3,
  timeoutAttempts: 1,
  headersMs: 15_000,
  idleMs: 15_000,
  attemptMs: 30_000,
  requestMs: 180_000,
};

/** Reads files of one mirror. Sends no header that says who asks: CVE-2026-48501. */
export class MirrorClient {
  readonly #options: MirrorOptions;
  readonly #limits: HttpLimits;
  readonly #clock: Clock;
  readonly #transport: Transport;
  readonly #endBy: number;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.#limits = { ...updateLimits, ...options.limits };
    this.#clock = options.clock ?? systemClock;
    this.#transport = new Transport({ ...options, limits: this.#limits, clock: this.#clock, counts: zeroCounts() });
    this.#endBy = this.#clock.now() + this.#limits.requestMs;
  }

  /** Reads a file of at most `maxBytes`. Throws {@link TufFailure} for everything but the file and a plain "there is none". */
  async read(start: string, maxBytes: number): Promise<MirrorFile> {
    const visited = new Set<string>();
    let url = new URL(start);
    for (;;) {
      visited.add(url.href);
      if (this.#clock.now() > this.#endBy)
        throw new TufFailure('tuf-slow', `${url.host} took too long for all files together.`);
      const result = await this.#transport.send<Uint8Array>(this.#call(url, maxBytes));
      if (result.kind === 'value') return result.value;
      // Buckets that may not be listed say 403 for what they do not have.
      const isAbsent = 'status' in result && (result.kind === 'absent' || result.status === 403);
      if (isAbsent) return null;
      if ('status' in result) throw denied(url, result.status);
      if (result.kind === 'failed') throw this.#failed(url, result.failure);
      const decision = decideRedirect({ from: url, location: result.location, visited, allowed: new Set() });
      if ('refused' in decision) throw new TufFailure('tuf-redirect-refused', `${url.host} ${decision.refused}.`);
      if (visited.size > this.#limits.redirects) {
        throw new TufFailure(
          'tuf-redirect-refused',
          `${url.host} redirected more than ${this.#limits.redirects} times.`,
        );
      }
      url = decision.to;
    }
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #call(url: URL, maxBytes: number) {
    return {
      url,
      headers: { 'user-agent': this.#options.userAgent, 'accept-encoding': acceptedCodings, accept: '*/*' },
      maxBytes,
      streams: false,
      endBy: this.#endBy,
      read: (reply: BodyReply) => readBody(reply, maxBytes),
    };
  }

  #failed(url: URL, failure: Failure): TufFailure {
    const through = this.#options.network.proxyFor(url.href) === null ? '' : ', asked through the proxy,';
    return new TufFailure(codeOf(failure), `${url.host}${through} ${failure.did}.`);
  }
}

function denied({ host }: URL, status: number): TufFailure {
  return new TufFailure('tuf-unreachable', `${host} answered with status ${status}.`);
}

async function readBody(
  reply: BodyReply,
  maxBytes: number,
): Promise<{ readonly value: Uint8Array } | { readonly failure: Failure }> {
  if (reply.kind === 'stream') throw new TypeError('a metadata file came as a stream');
  const coding = contentCoding(reply.head.contentEncoding);
  if (coding === null) return { failure: badResponse('used a content coding that was not asked for') };
  const body = await decodeContent(reply.bytes, coding, maxBytes);
  return 'failure' in body ? body : { value: body };
}

function codeOf({ reason }: Failure): TufCode {
  if (reason === 'too-large') return 'tuf-endless-data';
  if (reason === 'timeout') return 'tuf-slow';
  return reason === 'address-refused' ? 'tuf-address-refused' : 'tuf-unreachable';
}
