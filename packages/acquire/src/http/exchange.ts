/** One request on the wire and its response: undici's handler, with every deadline and cap applied as bytes arrive. */

import type { Dispatcher } from 'undici';
import { BodyQueue } from './body-queue.js';
import type { Deadlines, Timed } from './deadlines.js';
import { aborted, badResponse, deadlines, failureOf, tooLarge, type Failure, type Phase } from './failure.js';
import type { HttpLimits } from './http-limits.js';

/** The parts of a response's head that anyone looks at. */
export interface ResponseHead {
  readonly status: number;
  readonly location: string | null;
  readonly retryAfter: string | null;
  readonly contentEncoding: string;
  /** Whether the response says where its body ends; otherwise only the end of the connection does. */
  readonly delimited: boolean;
}

/** What one attempt brought. */
export type Reply =
  | { readonly kind: 'bytes'; readonly head: ResponseHead; readonly bytes: Uint8Array }
  | { readonly kind: 'stream'; readonly head: ResponseHead; readonly body: BodyQueue }
  /** Any status but 200; the body is not kept, unless those of all statuses were asked for. */
  | { readonly kind: 'status'; readonly head: ResponseHead }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Memory for bodies, shared by all exchanges of a source. */
export interface BufferBudget {
  left: number;
}

export interface ExchangeOptions {
  readonly limits: HttpLimits;
  /** Body bytes on the wire beyond which the response is refused. */
  readonly maxBytes: number;
  /** Whether a large body may be handed on as a stream before it has ended. */
  readonly streams: boolean;
  /** Bodies that are kept: of status 200 alone unless told, or of every status, with the same caps. */
  readonly bodies?: 'all';
  readonly budget: BufferBudget;
  readonly deadlines: Deadlines;
  readonly now: () => number;
  /** Monotonic time by which the whole request must be over. */
  readonly endBy: number;
  /** Time to reach the server, a proxy's tunnel included. */
  readonly connectMs: number;
  /** Told about every body byte that arrives. */
  readonly onBytes: (count: number) => void;
}

/** Bytes of an unwanted body that are read to keep the connection usable. */
const drainedBytes = 65_536;

/** Sends one request; the promise always resolves, and does so once the deadlines pass even if undici stays silent. */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  options: ExchangeOptions,
): Promise<Reply> {
  return new Promise((resolve) => {
    const handler = new Exchange(options, resolve);
    options.deadlines.add(handler);
    dispatcher.dispatch(request, handler);
  });
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

class Exchange implements Dispatcher.DispatchHandler, Timed {
  readonly #options: ExchangeOptions;
  readonly #resolve: (reply: Reply) => void;
  readonly #startedAt: number;
  #controller: Dispatcher.DispatchController | null = null;
  #phase: Phase = 'connect';
  #phaseAt: number;
  #head: ResponseHead | null = null;
  #chunks: Uint8Array[] = [];
  #received = 0;
  #reserved = 0;
  #queue: BodyQueue | null = null;
  #pausedAt = 0;
  #pausedMs = 0;
  #settled = false;
  #over = false;

  constructor(options: ExchangeOptions, resolve: (reply: Reply) => void) {
    this.#options = options;
    this.#resolve = resolve;
    this.#startedAt = options.now();
    this.#phaseAt = this.#startedAt;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) this.#abort();
    else this.#enter('headers');
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    // Interim responses (1xx) are not the answer; the deadline for headers goes on.
    if (this.#over || status < 200) return;
    this.#controller = controller;
    this.#enter('body');
    const head = readHead(status, headers);
    if ('failure' in head) {
      this.#fail(head.failure);
      return;
    }
    this.#head = head;
    const stated = Number(headers['content-length'] ?? 0);
    if (this.#isKept() && stated > this.#options.maxBytes) this.#fail(tooLarge(this.#options.maxBytes));
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#over) return;
    this.#received += chunk.length;
    this.#options.onBytes(chunk.length);
    this.#phaseAt = this.#options.now();
    if (!this.#isKept()) this.#drain();
    else if (this.#received > this.#options.maxBytes) this.#fail(tooLarge(this.#options.maxBytes));
    else if (this.#queue !== null) this.#queue.push(chunk);
    else this.#buffer(chunk);
  }

  onResponseEnd(): void {
    if (this.#over || this.#head === null) return;
    this.#finish();
    this.#queue?.end();
    if (!this.#isKept()) this.#settle({ kind: 'status', head: this.#head });
    else this.#settle({ kind: 'bytes', head: this.#head, bytes: joined(this.#chunks, this.#received) });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    if (!this.#over) this.#fail(failureOf(error, this.#phase));
  }

  overdue(now: number): Failure | null {
    const { limits, endBy, connectMs } = this.#options;
    if (now > endBy) return deadlines.request;
    const inPhase = now - this.#phaseAt;
    if (this.#phase === 'connect') return inPhase > connectMs ? deadlines.connect : null;
    if (this.#phase === 'headers') return inPhase > limits.headersMs ? deadlines.headers : null;
    // While our own side pauses the socket, its silence is no fault of the server.
    if (this.#queue?.paused === true) return null;
    if (inPhase > limits.idleMs) return deadlines.idle;
    const allowed = limits.attemptMs + (this.#received / limits.minBytesPerSecond) * 1000;
    return now - this.#startedAt - this.#pausedMs > allowed ? deadlines.slow : null;
  }

  expire(failure: Failure): void {
    this.#fail(failure);
  }

  #buffer(chunk: Uint8Array): void {
    const { budget, limits, streams } = this.#options;
    this.#chunks.push(chunk);
    if (!streams) return;
    budget.left -= chunk.length;
    this.#reserved += chunk.length;
    if (this.#received > limits.bufferBytes || (budget.left < 0 && this.#received > drainedBytes)) this.#overflow();
  }

  /** The body is too large for memory: the caller reads on while it arrives. */
  #overflow(): void {
    if (this.#head === null) return;
    this.#giveBack();
    this.#queue = new BodyQueue(this.#chunks, {
      pause: () => {
        this.#pause();
      },
      resume: () => {
        this.#resume();
      },
      cancel: () => {
        this.#fail(aborted);
      },
    });
    this.#chunks = [];
    this.#settle({ kind: 'stream', head: this.#head, body: this.#queue });
  }

  #pause(): void {
    this.#pausedAt = this.#options.now();
    this.#controller?.pause();
  }

  #resume(): void {
    const now = this.#options.now();
    this.#pausedMs += now - this.#pausedAt;
    this.#phaseAt = now;
    if (!this.#over) this.#controller?.resume();
  }

  #drain(): void {
    if (this.#received > drainedBytes && this.#head !== null) {
      this.#finish();
      this.#settle({ kind: 'status', head: this.#head });
      this.#abort();
    }
  }

  #isKept(): boolean {
    return this.#options.bodies === 'all' || this.#head?.status === 200;
  }

  /** A response whose status says that there is nothing of use is an answer, however its body fares. */
  #fail(failure: Failure): void {
    this.#finish();
    this.#queue?.fail(failure);
    const says = this.#head !== null && (this.#options.bodies === 'all' ? this.#head.status >= 300 : !this.#isKept());
    const known = says && failure.reason !== 'aborted';
    this.#settle(known && this.#head !== null ? { kind: 'status', head: this.#head } : { kind: 'failed', failure });
    this.#abort();
  }

  #finish(): void {
    this.#over = true;
    this.#giveBack();
    this.#options.deadlines.delete(this);
  }

  #giveBack(): void {
    this.#options.budget.left += this.#reserved;
    this.#reserved = 0;
  }

  #settle(reply: Reply): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#resolve(reply);
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#phaseAt = this.#options.now();
  }

  #abort(): void {
    this.#controller?.abort(new Error('not wanted any more'));
  }
}

function readHead(status: number, headers: Headers): ResponseHead | { readonly failure: Failure } {
  const location = headers['location'];
  const encoding = headers['content-encoding'];
  const retryAfter = headers['retry-after'];
  if (Array.isArray(location)) return { failure: badResponse('sent several location headers') };
  return {
    status,
    location: location ?? null,
    retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
    contentEncoding: Array.isArray(encoding) ? encoding.join(', ') : (encoding ?? ''),
    delimited: headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined,
  };
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks;
  if (first === undefined) return new Uint8Array();
  return chunks.length === 1 ? first : Buffer.concat(chunks, size);
}
