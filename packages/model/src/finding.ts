/** What the bytes prove. No policy. */

import type { Digest } from './digest.js';
import type { LicensePhase } from './license.js';

/** What a check found. `absent` is an authoritative "there is none"; `unknown` means it could not be found out. */
export type Outcome = 'proven' | 'refuted' | 'absent' | 'unknown' | 'not-applicable';

/** How deep a run looks: only the lockfile; also the registry's metadata; also the archives. */
export type Depth = 'pins' | 'registry' | 'artifacts';

/** One fact about one subject (or one of its files). */
export interface Finding {
  /** Unique and deterministic: `<subject id>|<check>|<file>|<n>`, and `<check>@<phase>` where there is a phase. */
  readonly id: string;
  /** Check id. */
  readonly check: string;
  /** Subject id. */
  readonly subject: string;
  /** The file it is about, if the subject has several. */
  readonly file?: string;
  /** For licence packages: when it was looked at. */
  readonly phase?: LicensePhase;
  readonly outcome: Outcome;
  /** Stable, kebab-case; the check's README lists and explains it. */
  readonly code: string;
  /** One sentence for a person, with the particulars. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
  /** A piece of what was found, for people to read, as it stands: lines of code. Attacker-controlled. */
  readonly excerpt?: string;
  /** Digests of the evidence it rests on. */
  readonly evidence: readonly Digest[];
}

/** What the catalogue says about a code. */
export interface CodeInfo {
  readonly outcome: Outcome;
  /** One sentence that is true of every finding with this code. */
  readonly text: string;
  /** What to do, one sentence; empty for outcomes that need nothing. */
  readonly next: string;
  /** The check that has to be mended first: where it tells what is wrong with the same package, this needs not be told. */
  readonly follows?: string;
  /**
   * Where the check is required, this is only preferred: nobody who uses the package manager could mend it, so that failing would be a no
   * to all of them. A policy that hardens the code asks for more.
   */
  readonly atMost?: 'prefer';
}

/** Codes of one check. */
export type CodeCatalogue = Readonly<Record<string, CodeInfo>>;
