/** The books of one waiver during a judgement. */

import type { Waiver } from './policy.js';
import type { WaiverLack } from './waiver-fit.js';

/** Why a waiver did not excuse a finding that it is about. */
export type WaiverMiss = WaiverLack | 'not-in-force';

/** Findings that a waiver is about and did not excuse. */
export interface Missed {
  readonly count: number;
  /** Purl of the first one. */
  readonly first: string;
}

/** What became of one waiver. */
export interface WaiverAccount {
  readonly waiver: Waiver;
  /** Findings it excused. */
  count: number;
  /** Findings that no waiver excused though this one is about them, by what it lacks. */
  readonly missed: Map<WaiverMiss, Missed>;
}

/** An account with nothing in it. */
export function openAccount(waiver: Waiver): WaiverAccount {
  return { waiver, count: 0, missed: new Map() };
}

/** Enters a finding about this purl that was not excused. */
export function noteMiss({ missed }: WaiverAccount, miss: WaiverMiss, purl: string): void {
  const { count, first } = missed.get(miss) ?? { count: 0, first: purl };
  missed.set(miss, { count: count + 1, first });
}
