import { FailureError, type Failure } from './failure.js';

/** Bytes queued before the sender is asked to pause. */
const highWater = 512 * 1024;
const lowWater = 128 * 1024;

/** Lets the sender pause, go on, or give up. */
export interface Flow {
  pause(): void;
  resume(): void;
  cancel(): void;
}

/**
 * A response body between the socket that pushes and the one reader that pulls; bounded, since it pauses the socket.
 * Reading rejects with a {@link FailureError} when the body failed. Leaving the iteration early keeps the rest queued:
 * a reader may look at the beginning, and another one at what follows.
 */
export class BodyQueue implements AsyncIterable<Uint8Array>, AsyncIterator<Uint8Array> {
  #chunks: Uint8Array[] = [];
  #queued = 0;
  #paused = false;
  #ended = false;
  #failure: Failure | null = null;
  #wake: (() => void) | null = null;
  readonly #flow: Flow;

  constructor(first: readonly Uint8Array[], flow: Flow) {
    this.#flow = flow;
    for (const chunk of first) this.push(chunk);
  }

  get paused(): boolean {
    return this.#paused;
  }

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#queued += chunk.length;
    if (this.#queued > highWater && !this.#paused) {
      this.#paused = true;
      this.#flow.pause();
    }
    this.#notify();
  }

  end(): void {
    this.#ended = true;
    this.#notify();
  }

  /** What was queued is dropped: a failed body has no use. */
  fail(failure: Failure): void {
    this.#failure ??= failure;
    this.#chunks = [];
    this.#queued = 0;
    this.#notify();
  }

  /** Nobody will read on: ends the transfer. */
  cancel(): void {
    if (!this.#ended && this.#failure === null) this.#flow.cancel();
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    for (;;) {
      if (this.#failure !== null) throw new FailureError(this.#failure);
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) return { done: false, value: this.#taken(chunk) };
      if (this.#ended) return { done: true, value: undefined };
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this;
  }

  #taken(chunk: Uint8Array): Uint8Array {
    this.#queued -= chunk.length;
    if (this.#paused && this.#queued < lowWater) {
      this.#paused = false;
      this.#flow.resume();
    }
    return chunk;
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
