/** What a Gemfile says, as far as it can be known without running it. Attacker-controlled, like every manifest. */

/** Where a line of a Gemfile takes a gem from; `null` where that cannot be known. */
export type GemSource =
  /** From any source that the Gemfile names for the whole of it. */
  | { readonly kind: 'default' }
  | { readonly kind: 'registry'; readonly url: string | null }
  | { readonly kind: 'git'; readonly url: string | null; readonly commit?: string }
  | { readonly kind: 'path'; readonly path: string | null }
  | { readonly kind: 'unknown' };

/** One `gem` line. */
export interface GemfileGem {
  readonly name: string;
  /** As they are written; null where they cannot be known. */
  readonly requirements: readonly string[] | null;
  readonly source: GemSource;
  /** 1-based. */
  readonly line: number;
  /** Nothing that is not understood decides whether the line counts. */
  readonly isCertain: boolean;
}

/** A line whose meaning cannot be known. */
export interface OddLine {
  readonly line: number;
  /** A few words, of ours. */
  readonly why: string;
}

/** A Gemfile, read. */
export interface Gemfile {
  readonly gems: readonly GemfileGem[];
  /** Sources for the whole of it, in their order; null for one that cannot be known. */
  readonly sources: readonly (string | null)[];
  /** Bundler plugins: gems that no lockfile pins. */
  readonly plugins: readonly { readonly name: string; readonly line: number }[];
  readonly odd: readonly OddLine[];
}
