import type { BoundEntry } from './log-entries.js';
import { disprove, prove, type NotProven, type Proof } from './proof.js';
import type { BoundTimestamp } from './timestamps.js';

/** How many independent witnesses are required beside what the root demands by itself. */
export interface WitnessThresholds {
  /** Transparency logs of different operators. */
  readonly logs?: number;
  /**
   * Clocks: operators of logs with signed entry timestamps, and timestamp authorities. One when not given; none is enough for a key
   * without a validity alone.
   */
  readonly clocks?: number;
}

/**
 * Enough logs and clocks vouch, each operator counted once however many entries and timestamps it gave (CVE-2026-49834;
 * CVE-2020-6174).
 */
export function checkWitnesses(
  entries: readonly BoundEntry[],
  timestamps: readonly BoundTimestamp[],
  thresholds: WitnessThresholds = {},
): Proof<'witnesses', null> | NotProven {
  const logs = new Set(entries.map(({ log }) => log.operator));
  const timed = entries.filter(({ entry }) => entry.promise !== null && entry.integratedTime > 0n);
  const clocks = new Set([
    ...timed.map(({ log }) => log.operator),
    ...timestamps.map(({ authority }) => authority.operator),
  ]);
  const { logs: wantedLogs = 0, clocks: wantedClocks = 1 } = thresholds;
  if (logs.size < wantedLogs) {
    return disprove('log-entry-too-few', `${logs.size} different log(s) vouch, ${wantedLogs} are required.`);
  }
  if (clocks.size < wantedClocks) {
    return disprove('timestamp-too-few', `${clocks.size} different clock(s) vouch, ${wantedClocks} are required.`);
  }
  return prove('witnesses', null, `${logs.size} log operator(s) and ${clocks.size} clock(s) vouch.`);
}
