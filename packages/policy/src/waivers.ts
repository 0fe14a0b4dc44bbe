/** Waivers in use: which finding each one excuses, and which are expired, unused or too vague. */

import { matchesPattern, type Finding, type Subject, type WaiverUse } from '@assay/model';
import type { JudgeInput } from './judge-input.js';
import type { Waiver } from './policy.js';
import { utcDay } from './utc-day.js';
import { noteMiss, openAccount, type WaiverAccount } from './waiver-account.js';
import { fitOf } from './waiver-fit.js';
import { waiverWarnings } from './waiver-warnings.js';

/** Keeps the books of a policy's waivers during one judgement. */
export interface WaiverLedger {
  /** Ids of the findings waived so far. */
  readonly waivedFindings: ReadonlySet<string>;
  /** Index of the first waiver that excuses this finding, which is then used; null when none does. */
  waive(subject: Subject, finding: Finding): number | null;
  uses(): readonly WaiverUse[];
  /** One sentence for each waiver that did nothing, and for each way in which one failed to excuse what it is about. */
  warnings(): readonly string[];
}

/** A ledger for one judgement; time is the judgement's `at`. Throws AssayError `ERR_USAGE` when that is not a UTC time. */
export function createWaiverLedger(input: JudgeInput): WaiverLedger {
  const day = utcDay(input.at);
  const accounts = input.policy.waivers.map(openAccount);
  const waivedFindings = new Set<string>();
  const stateOf = (account: WaiverAccount) => judgeState(account, day, input);
  return {
    waivedFindings,
    waive: (subject, finding) => {
      const index = accounts.findIndex(
        ({ waiver }) => isInForce(waiver, day) && fitOf(waiver, subject, finding) === 'excuses',
      );
      const account = accounts[index];
      if (account === undefined) {
        for (const other of accounts) noteFit(other, subject, finding);
        return null;
      }
      account.count += 1;
      waivedFindings.add(finding.id);
      return index;
    },
    uses: () => accounts.map((account, waiver) => useOf(account, waiver, stateOf(account))),
    warnings: () => accounts.flatMap((account) => waiverWarnings(account, stateOf(account), day)),
  };
}

/** From the start of its first day to the end of its last, UTC. RFC 3339 dates order as text. */
function isInForce({ created, expires }: Waiver, day: string): boolean {
  return created <= day && day <= expires;
}

/** Called only where no waiver excuses the finding: one that fits is not in force. */
function noteFit(account: WaiverAccount, subject: Subject, finding: Finding): void {
  const fit = fitOf(account.waiver, subject, finding);
  if (fit !== 'other') noteMiss(account, fit === 'excuses' ? 'not-in-force' : fit, subject.purl);
}

function useOf({ waiver, count }: WaiverAccount, index: number, state: WaiverUse['state']): WaiverUse {
  const { purl, check, expires, owner, reason } = waiver;
  return { waiver: index, purl, check, expires, owner, reason, state, count };
}

function judgeState({ waiver, count }: WaiverAccount, day: string, input: JudgeInput): WaiverUse['state'] {
  if (!isInForce(waiver, day)) return 'expired';
  if (count > 0) return 'used';
  return couldTell(waiver, input) ? 'unused' : 'not-judged';
}

/**
 * True when this run could have found what the waiver excuses: its check ran, and on every package that the waiver is about it
 * came to an answer. A dead network must not tell people to remove their waivers.
 */
function couldTell(waiver: Waiver, { checks, findings, inventory }: JudgeInput): boolean {
  const answers = checks.includes(waiver.check) ? findings.filter(({ check }) => check === waiver.check) : [];
  const about = inventory.subjects.filter(({ purl }) => matchesPattern(waiver.purl, purl)).map(({ id }) => id);
  if (about.length === 0) return answers.length > 0;
  const ids = new Set(about);
  const own = answers.filter(({ subject }) => ids.has(subject));
  return own.length > 0 && own.every(({ outcome }) => outcome !== 'unknown');
}
