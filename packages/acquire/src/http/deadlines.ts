import type { Clock } from './clock.js';
import type { Failure } from './failure.js';

/** Something that must not take too long. */
export interface Timed {
  /** What did not happen in time, or null. `now` is the clock's monotonic time. */
  overdue(now: number): Failure | null;
  /** Called at most once, with what {@link overdue} said. */
  expire(failure: Failure): void;
}

/**
 * Looks at everything under way at a steady beat: one timer for all requests instead of four for each. Deadlines are
 * therefore late by up to one beat. The timer runs only while something is under way: it never keeps a process alive.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #beatMs: number;
  readonly #timed = new Set<Timed>();
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, beatMs: number) {
    this.#clock = clock;
    this.#beatMs = beatMs;
  }

  add(timed: Timed): void {
    this.#timed.add(timed);
    this.#schedule();
  }

  delete(timed: Timed): void {
    this.#timed.delete(timed);
    if (this.#timed.size === 0) this.#stop();
  }

  /** Ends everything under way with this failure. */
  expireAll(failure: Failure): void {
    for (const timed of this.#timed) timed.expire(failure);
    this.#timed.clear();
    this.#stop();
  }

  #schedule(): void {
    this.#cancel ??= this.#clock.after(this.#beatMs, () => {
      this.#beat();
    });
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #beat(): void {
    this.#cancel = null;
    const now = this.#clock.now();
    for (const timed of this.#timed) {
      const failure = timed.overdue(now);
      if (failure === null) continue;
      this.#timed.delete(timed);
      timed.expire(failure);
    }
    if (this.#timed.size > 0) this.#schedule();
  }
}
