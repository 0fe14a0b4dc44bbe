/** Whom signing without a key asks, and how long. */

/** The services of one Sigstore instance. */
export interface KeylessServices {
  readonly fulcio: string;
  /** Absent: only the timestamp says when. */
  readonly rekor?: { readonly url: string; readonly api: 1 | 2 };
  readonly tsa?: string;
}

/** Times that the services are given. */
export interface KeylessLimits {
  /** One attempt of one request, in milliseconds. */
  readonly requestMs: number;
  /** Attempts after the first, for answers 408, 429 and 5xx, and for silence. */
  readonly retries: number;
  /** Everything together, in milliseconds. */
  readonly totalMs: number;
}

/** Long enough for a busy log, short enough for a job. */
export const defaultKeylessLimits: KeylessLimits = { requestMs: 15_000, retries: 2, totalMs: 100_000 };
