/** What the policy makes of findings. No cryptography. */

import type { Digest } from './digest.js';
import type { Depth, Finding, Outcome } from './finding.js';
import type { Gap, LockfileRef } from './subject.js';

/** How much a policy asks of a check. */
export type Requirement = 'require' | 'prefer' | 'ignore';

/** Worst first: fail, unverified, warn, waived, pass. `waived` passes and is counted. */
export type Decision = 'pass' | 'waived' | 'warn' | 'unverified' | 'fail';

/** A subject's verdict: the worst decision over its findings. */
export interface Verdict {
  /** Subject id. */
  readonly subject: string;
  readonly decision: Decision;
  /** Ids of the findings that decided it: all that have the worst decision; empty for a plain pass. */
  readonly because: readonly string[];
  /** Indexes into the policy's waivers that were used on this subject. */
  readonly waivedBy: readonly number[];
}

/** A waiver of the policy and what became of it in this run. */
export interface WaiverUse {
  /** Index in the policy. */
  readonly waiver: number;
  readonly purl: string;
  readonly check: string;
  readonly expires: string;
  readonly owner: string;
  readonly reason: string;
  /** `unused` only where its check ran. */
  readonly state: 'used' | 'unused' | 'expired' | 'not-judged';
  /** How many findings it waived. */
  readonly count: number;
}

/** How many findings had which outcome, per check; and how many were not run because the policy ignores the check. */
export interface CheckTotals {
  readonly check: string;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly waived: number;
  readonly ignored: number;
}

/** Counts over subjects and findings. */
export interface Totals {
  readonly subjects: number;
  readonly decisions: Readonly<Record<Decision, number>>;
  /** Each subject counted once, by its worst outcome (refuted, absent, unknown, proven, not-applicable in that order). */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly checks: readonly CheckTotals[];
}

/** The result of a run. Same inventory, evidence, policy, roots and time: same bytes. */
export interface Report {
  readonly schema: 'https://assay.example/schemas/report-v1.json';
  readonly tool: { readonly name: string; readonly version: string };
  /** RFC 3339, UTC: the time the run judged at. A value, never a clock call. */
  readonly at: string;
  readonly depth: Depth;
  readonly decision: Decision;
  /** As the exit code table says for this decision. */
  readonly exitCode: 0 | 1 | 3;
  /** One sentence where the decision does not follow from a subject (nothing to verify). */
  readonly reason?: string;
  readonly policyDigest: Digest;
  readonly inventoryDigest: Digest;
  readonly trustedRoots: readonly Digest[];
  readonly lockfiles: readonly LockfileRef[];
  readonly findings: readonly Finding[];
  readonly verdicts: readonly Verdict[];
  readonly totals: Totals;
  readonly waivers: readonly WaiverUse[];
  /** What this run did not look at, one sentence each. */
  readonly notLookedAt: readonly string[];
  readonly gaps: readonly Gap[];
  /** Policy warnings (unused or expired waivers, rules that match nothing). */
  readonly warnings: readonly string[];
}
