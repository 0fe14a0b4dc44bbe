/** What a gate answers before a deploy: each condition for itself, and what follows from all of them. */

import type { Digest } from './digest.js';
import type { Outcome } from './finding.js';

/** One condition. It holds where its outcome is `proven`; `not-applicable` was not asked for. */
export interface GateCondition {
  /** Stable word. */
  readonly condition: string;
  readonly outcome: Outcome;
  /** Stable, kebab-case. */
  readonly code: string;
  /** One sentence that is true of every answer with this code. */
  readonly text: string;
  /** One sentence with the particulars. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
  /** What to do; empty where nothing needs to be done. */
  readonly next: string;
}

/** A signed statement about the artefact that was given and does not decide, and why. */
export interface GateOtherStatement {
  /** The file, as the user named it. */
  readonly from: string;
  /** 1-based. */
  readonly line: number;
  /** Stable, kebab-case. */
  readonly code: string;
  /** One sentence. May hold attacker-controlled text. */
  readonly detail: string;
}

/** The summary that decides. */
export interface GateSummary {
  readonly from: string;
  readonly line: number;
  /** When the run judged. */
  readonly at: string;
  /** In one line. May hold attacker-controlled text. */
  readonly signedBy: string;
}

/** One artefact. */
export interface GateArtifact {
  /** As the user named it. */
  readonly name: string;
  /** SHA-256 first. */
  readonly digests: readonly Digest[];
  readonly decision: 'pass' | 'fail' | 'unverified';
  readonly conditions: readonly GateCondition[];
  /** The newest summary with a valid signature by an accepted signer; absent where there is none. */
  readonly summary?: GateSummary;
  readonly others: readonly GateOtherStatement[];
}

/** The whole answer. */
export interface GateDecision {
  /** 0: all may be deployed. 1: something is refuted. 3: something is missing or could not be found out. */
  readonly exitCode: 0 | 1 | 3;
  /** RFC 3339 UTC: the time that was judged at. */
  readonly at: string;
  readonly artifacts: readonly GateArtifact[];
  /** One sentence each. */
  readonly notes: readonly string[];
}
