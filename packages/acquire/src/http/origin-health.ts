import type { Failure } from './failure.js';

/**
 * Whether an origin still answers. A dead registry must not cost the full patience of a request for each of thousands
 * of packages: once several requests in a row have failed after all their attempts, silence ends further requests at
 * once, and error statuses are believed at the first attempt.
 */
export class OriginHealth {
  readonly #failuresUntilDown: number;
  #inARow = 0;
  #down: Failure | null = null;

  constructor(failuresUntilDown: number) {
    this.#failuresUntilDown = failuresUntilDown;
  }

  /** The failure that a request to this origin ends with at once, or null. */
  get down(): Failure | null {
    return this.#down;
  }

  get retriesLeft(): boolean {
    return this.#inARow < this.#failuresUntilDown;
  }

  succeeded(): void {
    this.#inARow = 0;
    this.#down = null;
  }

  /** A request failed for good. Only what speaks against the origin itself counts. */
  exhausted(failure: Failure): void {
    if (failure.reason === 'aborted') return;
    if (!failure.silent && failure.retry === 'no') {
      this.succeeded();
      return;
    }
    this.#inARow++;
    if (failure.silent && this.#inARow >= this.#failuresUntilDown) this.#down ??= failure;
  }
}
