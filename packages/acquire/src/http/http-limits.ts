/** What one source allows itself and the servers it talks to. Times in milliseconds, sizes in bytes. */
export interface HttpLimits {
  /** Requests in flight per origin, and connections to it. */
  readonly connections: number;
  /** Attempts per request, the first included. */
  readonly attempts: number;
  /** Attempts after a deadline passed, the first included: waiting long twice is enough. */
  readonly timeoutAttempts: number;
  /** First back-off; doubles with each attempt. */
  readonly backoffMs: number;
  /** Longest back-off, and the most of a `Retry-After` that is honoured. */
  readonly maxBackoffMs: number;
  /** Name lookup, TCP and TLS together. */
  readonly connectMs: number;
  /** From the request's last byte to the response's headers. */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly idleMs: number;
  /**
   * One attempt may take this long plus the time its received bytes take at `minBytesPerSecond`: an idle timer never
   * fires on a server that sends one byte at a time.
   */
  readonly attemptMs: number;
  readonly minBytesPerSecond: number;
  /** One request with all its attempts, waits and redirects. */
  readonly requestMs: number;
  readonly redirects: number;
  /** Archives up to this size are held in memory; larger ones are streamed. */
  readonly bufferBytes: number;
  /** Bytes of archives held in memory at once, over all requests; beyond it smaller ones are streamed too. */
  readonly bufferedBytes: number;
  /** Requests in a row to one origin that failed after all their attempts; then the origin counts as down. */
  readonly failuresUntilDown: number;
}

export const defaultHttpLimits: HttpLimits = {
  connections: 32,
  attempts: 5,
  timeoutAttempts: 2,
  backoffMs: 400,
  maxBackoffMs: 15_000,
  connectMs: 10_000,
  headersMs: 30_000,
  idleMs: 30_000,
  attemptMs: 60_000,
  minBytesPerSecond: 65_536,
  requestMs: 1_800_000,
  redirects: 5,
  bufferBytes: 8 * 1024 * 1024,
  bufferedBytes: 64 * 1024 * 1024,
  failuresUntilDown: 3,
};
