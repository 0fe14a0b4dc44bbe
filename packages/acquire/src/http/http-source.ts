/**
 * The network as an answerer of evidence requests. In order: the allow-list, the store, the wire with its redirects,
 * the bytes examined as they arrive.
 */

import { originOf, type Evidence, type EvidenceRequest, type RegistryTable } from '@assay/model';
import type { Credential, NetworkConfiguration } from '../client-config/index.js';
import { unreachable, withoutContent, type Acquired, type ContentSource } from '../content/content.js';
import { Scratch } from '../content/scratch.js';
import type { ArchiveMemory } from '../memory/archive-memory.js';
import type { ContentStore } from '../store/content-store.js';
import { answerFromStore } from '../store/answer-from-store.js';
import type { AddressLookup } from './checked-connector.js';
import { systemClock, type Clock } from './clock.js';
import { acceptedCodings } from './content-coding.js';
import type { Failure } from './failure.js';
import { Gate } from '../content/gate.js';
import { defaultHttpLimits, type HttpLimits } from './http-limits.js';
import { originsOf, type Origins } from './origins.js';
import { readReply } from './read-reply.js';
import { decideRedirect } from './redirect.js';
import { Transport, type CallResult } from './transport.js';
import { zeroCounts, type TransportFacts } from './transport-facts.js';

/** Who knows the credential for a URL: by exact origin and path prefix, from the user's configuration only. */
export interface Credentials {
  credentialFor(url: string): Credential | null;
}

export interface HttpSourceOptions {
  /** Trusted registries of this table may be asked, and no other origin but `allowedOrigins`. */
  readonly registries: RegistryTable;
  readonly credentials: Credentials;
  readonly network: NetworkConfiguration;
  /** Further https origins for archives at plain URLs, as the policy allows them. No credential is sent there. */
  readonly allowedOrigins?: readonly string[];
  /** Answers for pinned archives, and keeps them. Closed by whoever opened it. */
  readonly store?: ContentStore | null;
  /** Answers for archives of the store that an earlier run has examined. Closed by whoever opened it. */
  readonly memory?: ArchiveMemory | null;
  readonly limits?: Partial<HttpLimits>;
  readonly userAgent: string;
  /** Ends the run: everything under way and to come is `aborted`. */
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Resolves names; `dns.lookup` unless a test brings its own. */
  readonly lookup?: AddressLookup;
}

/** A source on the network. */
export interface HttpSource extends ContentSource {
  /** What the transport did so far. */
  facts(): TransportFacts;
  /** Ends requests under way (as `aborted`), closes connections, removes scratch files. */
  close(): Promise<void>;
}

/** Opens a source; nothing is sent before the first request. Throws AssayError `ERR_CONFIG` for unusable origins. */
export function createHttpSource(options: HttpSourceOptions): HttpSource {
  return new NetworkSource(options);
}

/** Files of the store read at once: bounds memory and open files whatever the caller's concurrency. */
const storeReads = 16;

class NetworkSource implements HttpSource {
  readonly #options: HttpSourceOptions;
  readonly #limits: HttpLimits;
  readonly #clock: Clock;
  readonly #origins: Origins;
  readonly #transport: Transport;
  readonly #store: ContentStore | null;
  readonly #memory: ArchiveMemory | null;
  readonly #scratch = new Scratch();
  readonly #storeGate = new Gate(storeReads);
  readonly #counts = zeroCounts();

  constructor(options: HttpSourceOptions) {
    this.#options = options;
    this.#limits = { ...defaultHttpLimits, ...options.limits };
    this.#clock = options.clock ?? systemClock;
    this.#origins = originsOf(options.registries, options.allowedOrigins ?? []);
    this.#store = options.store ?? null;
    this.#memory = this.#store === null ? null : (options.memory ?? null);
    this.#transport = new Transport({ ...options, limits: this.#limits, clock: this.#clock, counts: this.#counts });
    options.signal?.addEventListener('abort', () => void this.#transport.close(), { once: true });
  }

  async get(request: EvidenceRequest): Promise<Evidence> {
    return (await this.#answer(request, false)).evidence;
  }

  acquire(request: EvidenceRequest): Promise<Acquired> {
    return this.#answer(request, true);
  }

  facts(): TransportFacts {
    return { ...this.#counts, notes: [...(this.#store?.notes ?? []), ...(this.#memory?.notes ?? [])] };
  }

  async close(): Promise<void> {
    await this.#transport.close();
    await this.#scratch.close();
  }

  async #answer(request: EvidenceRequest, keep: boolean): Promise<Acquired> {
    this.#counts.requests++;
    if (this.#options.signal?.aborted === true) return unreachable('aborted', 'The run was stopped.');
    const url = URL.canParse(request.url) ? new URL(request.url) : null;
    if (request.kind === 'file' || url === null) {
      return unreachable('origin-refused', 'The request names no URL that could be asked.');
    }
    if (!this.#origins.isAllowed(url.origin)) {
      return unreachable(
        'origin-refused',
        `${url.host === '' ? url.protocol : url.host} is neither a registry nor allowed by the policy.`,
      );
    }
    return (await this.#stored(request, keep)) ?? (await this.#fetch(url, request, keep));
  }

  async #stored(request: EvidenceRequest, keep: boolean): Promise<Acquired | null> {
    if (this.#store === null || request.kind !== 'artifact' || request.pins.length === 0) return null;
    await this.#storeGate.enter();
    try {
      const { bufferBytes } = this.#limits;
      const answer = await answerFromStore(request, { store: this.#store, memory: this.#memory, keep, bufferBytes });
      if (answer !== null) this.#counts.fromStore++;
      // Whatever was read comes with the answer.
      if (answer?.content === null) this.#counts.remembered++;
      return answer;
    } finally {
      this.#storeGate.leave();
    }
  }

  async #fetch(start: URL, request: EvidenceRequest, keep: boolean): Promise<Acquired> {
    const visited = new Set<string>();
    const endBy = this.#clock.now() + this.#limits.requestMs;
    let url = start;
    let home = true;
    while (visited.size <= this.#limits.redirects) {
      visited.add(url.href);
      const result = await this.#call(url, request, { home, keep, endBy });
      if (result.kind !== 'redirect') return this.#acquired(url, result);
      const allowed = this.#origins.redirectsFrom(start.origin);
      const decision = decideRedirect({ from: url, location: result.location, visited, allowed });
      if ('refused' in decision) {
        const reason = decision.endless === true ? 'bad-response' : 'redirect-refused';
        return unreachable(reason, `${url.host} ${decision.refused}.`);
      }
      this.#counts.redirects++;
      home &&= decision.to.origin === start.origin;
      url = decision.to;
    }
    return unreachable('bad-response', `${start.host} redirected more than ${this.#limits.redirects} times.`);
  }

  #call(
    url: URL,
    request: EvidenceRequest,
    { home, keep, endBy }: { readonly home: boolean; readonly keep: boolean; readonly endBy: number },
  ): Promise<CallResult<Acquired>> {
    return this.#transport.send<Acquired>({
      url,
      headers: this.#headers(url, request, home),
      maxBytes: request.maxBytes,
      streams: request.kind === 'artifact',
      endBy,
      read: (reply) =>
        readReply(reply, { request, keep, store: this.#store, memory: this.#memory, scratch: this.#scratch }),
    });
  }

  /** Once a redirect has left the registry's origin, nothing of the caller's goes along, not even on the way back. */
  #headers(url: URL, request: EvidenceRequest, home: boolean): Record<string, string> {
    const headers: Record<string, string> = {
      'user-agent': this.#options.userAgent,
      'accept-encoding': request.kind === 'artifact' ? 'identity' : acceptedCodings,
      accept: home ? (request.accept ?? '*/*') : '*/*',
    };
    // The server's own answer, not that of a proxy which may not tell credentials apart (RFC 9111 §5.2.1.4; pragma for HTTP/1.0).
    if (request.uncached === true) Object.assign(headers, { 'cache-control': 'no-cache', pragma: 'no-cache' });
    const credential = home ? this.#credential(url, request) : null;
    if (credential !== null) headers[credential.header] = credential.value;
    return headers;
  }

  /** A plain URL gets no credential; a registry's only on its own origin. */
  #credential(url: URL, { registry }: EvidenceRequest): Credential | null {
    if (registry === undefined || originOf(registry) !== url.origin) return null;
    return this.#options.credentials.credentialFor(url.href);
  }

  #acquired(url: URL, result: Exclude<CallResult<Acquired>, { kind: 'redirect' }>): Acquired {
    if (result.kind === 'value') return result.value;
    if (result.kind === 'failed') return unreachable(result.failure.reason, this.#sentence(url, result.failure));
    return withoutContent({ state: result.kind, status: result.status });
  }

  /**
   * One sentence with host, deed and patience. The same for every request that failed alike, whether it was the one
   * that waited or one that came after: reports must not depend on the order of things on the network.
   */
  #sentence(url: URL, { did, retry }: Failure): string {
    const through = this.#options.network.proxyFor(url.href) === null ? '' : ', asked through the proxy,';
    const attempts = retry === 'yes' ? this.#limits.attempts : this.#limits.timeoutAttempts;
    return `${url.host}${through} ${did}${retry === 'no' ? '' : `, in up to ${attempts} attempts`}.`;
  }
}
