/** Waivers in use: which finding each one excuses, and which are expired, unused or too vague. */

import {
  isExactPattern,
  isStrong,
  matchesPattern,
  sameDigest,
  type Finding,
  type Subject,
  type WaiverUse,
} from '@assay/model';
import type { JudgeInput } from './judge.js';
import type { Waiver } from './policy.js';

/** Keeps the books of a policy's waivers during one judgement. */
export interface WaiverLedger {
  /** Ids of the findings waived so far. */
  readonly waivedFindings: ReadonlySet<string>;
  /** Index of the first waiver that excuses this finding, which is then used; null when none does. */
  waive(subject: Subject, finding: Finding): number | null;
  uses(): readonly WaiverUse[];
  /** One sentence for each waiver that did nothing. */
  warnings(): readonly string[];
}

/** A ledger for one judgement; time is the judgement's `at`. */
export function createWaiverLedger({ policy, at, checks }: JudgeInput): WaiverLedger {
  const counts = policy.waivers.map(() => 0);
  const waivedFindings = new Set<string>();
  const day = at.slice(0, 'YYYY-MM-DD'.length);
  const stateOf = (waiver: Waiver, index: number): WaiverUse['state'] => {
    if (!holdsOn(waiver, day)) return 'expired';
    if ((counts[index] ?? 0) > 0) return 'used';
    return checks.includes(waiver.check) ? 'unused' : 'not-judged';
  };
  return {
    waivedFindings,
    waive: (subject, finding) => {
      const index = policy.waivers.findIndex((waiver) => holdsOn(waiver, day) && excuses(waiver, subject, finding));
      if (index < 0) return null;
      counts[index] = (counts[index] ?? 0) + 1;
      waivedFindings.add(finding.id);
      return index;
    },
    uses: () =>
      policy.waivers.map((waiver, index) => {
        const { purl, check, expires, owner, reason } = waiver;
        return {
          waiver: index,
          purl,
          check,
          expires,
          owner,
          reason,
          state: stateOf(waiver, index),
          count: counts[index] ?? 0,
        };
      }),
    warnings: () => policy.waivers.flatMap((waiver, index) => warningOf(waiver, stateOf(waiver, index), day)),
  };
}

/** From the start of its first day to the end of its last, UTC. RFC 3339 dates order as text. */
function holdsOn(waiver: Waiver, day: string): boolean {
  return waiver.created <= day && day <= waiver.expires;
}

function excuses(waiver: Waiver, subject: Subject, finding: Finding): boolean {
  if (waiver.check !== finding.check || (waiver.code !== undefined && waiver.code !== finding.code)) return false;
  if (!matchesPattern(waiver.purl, subject.purl)) return false;
  if (waiver.digest !== undefined && !pinsDigest(waiver, subject, finding)) return false;
  return finding.outcome !== 'refuted' || (isExactPattern(waiver.purl) && waiver.digest !== undefined);
}

/** True when the waiver's digest is a strong pin of the finding's file (of any file, for findings about all of them). */
function pinsDigest({ digest }: Waiver, subject: Subject, finding: Finding): boolean {
  if (digest === undefined || !isStrong(digest.alg)) return false;
  const files = subject.files.filter((file) => finding.file === undefined || file.name === finding.file);
  return files.some((file) => file.pins.some((pin) => sameDigest(pin, digest)));
}

function warningOf(waiver: Waiver, state: WaiverUse['state'], day: string): readonly string[] {
  const which = `The waiver of ${waiver.check} for ${waiver.purl} (line ${String(waiver.line)}, ${waiver.owner})`;
  if (state === 'unused') return [`${which} excuses nothing any more; remove it.`];
  if (state !== 'expired') return [];
  if (day < waiver.created) return [`${which} holds only from ${waiver.created} on and was not applied.`];
  return [`${which} expired on ${waiver.expires} and was not applied.`];
}
