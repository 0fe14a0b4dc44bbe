/** What the transport did, for `--verbose`. Beside the evidence and never in a report: it differs from run to run. */
export interface TransportFacts {
  /** Requests answered, whoever answered them. */
  readonly requests: number;
  /** Requests answered from the store. */
  readonly fromStore: number;
  /** Those of them whose archive was not read: an earlier run had examined it. */
  readonly remembered: number;
  /** HTTP requests sent, retries and redirects included. */
  readonly attempts: number;
  readonly retries: number;
  readonly redirects: number;
  /** Body bytes received. */
  readonly bytes: number;
  /** Requests not sent because their origin counted as down. */
  readonly notAsked: number;
  /** One sentence each, about the store. */
  readonly notes: readonly string[];
}

/** The same, while it is counted. */
export type TransportCounts = { -readonly [Key in keyof Omit<TransportFacts, 'notes'>]: number };

export function zeroCounts(): TransportCounts {
  return { requests: 0, fromStore: 0, remembered: 0, attempts: 0, retries: 0, redirects: 0, bytes: 0, notAsked: 0 };
}
