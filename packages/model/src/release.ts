/** What an ecosystem distils from registry evidence. Checks read these, never registry JSON. */

import type { Digest } from './digest.js';

/** One file of a release as the registry describes it. */
export interface ReleaseFile {
  readonly name: string;
  /** RubyGems platform other than `ruby`. */
  readonly platform?: string;
  /** Download URL the registry states. Attacker-controlled. */
  readonly url?: string;
  readonly digests: readonly Digest[];
  /** Texts where a digest should be that are none. */
  readonly malformedDigests: readonly string[];
}

/** A package version as the registry describes it. */
export interface Release {
  readonly name: string;
  readonly version: string;
  readonly files: readonly ReleaseFile[];
}

/** Name, version and platform as the archive's own manifest states them. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly platform?: string;
  /** Harmless oddities every client treats alike, one sentence each. */
  readonly notes: readonly string[];
}

/** A document could not be understood. Not an exception: hostile input is a fact to report. */
export interface Unreadable {
  /** Stable, kebab-case. */
  readonly problem: string;
  /** One sentence, with line if known. */
  readonly detail: string;
}
