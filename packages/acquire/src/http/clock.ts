/** Time and chance of the network edge, handed in so that tests need neither to wait nor to be lucky. */
export interface Clock {
  /** Monotonic milliseconds. */
  now(): number;
  /** Milliseconds since the epoch; looked at only to read dates in `Retry-After`. */
  time(): number;
  /** Calls back once after at least `ms` milliseconds; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
  /** A number in [0, 1): jitter, never a secret. */
  random(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  time: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};
