/** What a deploy gate asks of the summary of a run, as data. */

import type { Depth, ExpectedPublisher, Requirement } from '@assay/model';

/** How strongly an artefact is linked to a lockfile that was verified; the strongest first. */
export type LockfileLink = 'embedded' | 'provenance' | 'asserted';

/** A signed feed of what has turned out to be bad. */
export interface DeniedFeedRules {
  /** Any of these may have signed it. At least one. */
  readonly signers: readonly ExpectedPublisher[];
  /** The name that the feed must have; absent: any. A signer may have several, of which one says nothing of what is deployed here. */
  readonly feed?: string;
  /** How old a feed may be, in seconds. */
  readonly maxAge: number;
  /** Where it is fetched from, unless a file is given. */
  readonly url?: string;
}

/** The section `gate:` of a policy. It is no part of the policy's digest: it says which digests are accepted. */
export interface GateRules {
  /** Any of these may have signed a summary. At least one. */
  readonly signers: readonly ExpectedPublisher[];
  /** How old a summary may be, in seconds. */
  readonly maxAge: number;
  /** The run must have looked at least so closely. */
  readonly depth: Depth;
  /** Policies under which the run may have been judged: `this`, or SHA-256 in lowercase hex. At least one. */
  readonly policies: readonly string[];
  /** Versions of Assay that may have made the summary, as npm writes ranges; absent: any. */
  readonly verifiers?: string;
  /** Links that are strong enough. At least one. */
  readonly links: readonly LockfileLink[];
  /** Whether the bill of materials of the run must be at hand. */
  readonly sbom: Requirement;
  /** Whether a run that passed with waivers counts; one whose waivers have expired since never does. */
  readonly waivers: 'accept' | 'refuse';
  /** Whether a run that passed with warnings counts. */
  readonly warnings: 'accept' | 'refuse';
  /** By how much clocks may differ, in seconds. */
  readonly clockSkew: number;
  readonly denied?: DeniedFeedRules;
}
