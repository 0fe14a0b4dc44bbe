/** Waivers in use: which finding each one excuses, and which are expired, unused or too vague. */

import type { Finding, Subject, WaiverUse } from '@assay/model';
import type { JudgeInput } from './judge-input.js';
import type { Waiver } from './policy.js';
import { utcDay } from './utc-day.js';
import { noteMiss, openAccount, type WaiverAccount } from './waiver-account.js';
import { fitOf } from './waiver-fit.js';
import { indexWaivers } from './waiver-index.js';
import { waiverWarnings } from './waiver-warnings.js';
import { createWitness, type WaiverWitness } from './waiver-witness.js';

/** Keeps the books of a policy's waivers during one judgement. */
export interface WaiverLedger {
  /** Ids of the findings waived so far. */
  readonly waivedFindings: ReadonlySet<string>;
  /** Index of the first waiver that excuses this finding, which is then used; null when none does. */
  waive(subject: Subject, finding: Finding): number | null;
  /** What became of the waivers, once every finding has been asked about. */
  close(): WaiverBalance;
}

/** What became of a policy's waivers. */
interface WaiverBalance {
  readonly uses: readonly WaiverUse[];
  /** One sentence for each waiver that did nothing, and for each way in which one failed to excuse what it is about. */
  readonly warnings: readonly string[];
}

/** A ledger for one judgement; time is the judgement's `at`. Throws AssayError `ERR_USAGE` when that is not a UTC time. */
export function createWaiverLedger(input: JudgeInput): WaiverLedger {
  const day = utcDay(input.at);
  const accounts = input.policy.waivers.map(openAccount);
  const accountsFor = indexWaivers(accounts);
  const waivedFindings = new Set<string>();
  return {
    waivedFindings,
    waive: (subject, finding) => {
      const candidates = accountsFor(finding.check, subject.purl);
      const used = candidates.find(
        ({ account: { waiver } }) => isInForce(waiver, day) && fitOf(waiver, subject, finding) === 'excuses',
      );
      if (used === undefined) {
        for (const { account } of candidates) noteFit(account, subject, finding);
        return null;
      }
      used.account.count += 1;
      waivedFindings.add(finding.id);
      return used.index;
    },
    close: () => balance(accounts, day, input),
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

function balance(accounts: readonly WaiverAccount[], day: string, input: JudgeInput): WaiverBalance {
  if (accounts.length === 0) return { uses: [], warnings: [] };
  const witness = createWitness(input);
  const states = accounts.map((account) => ({ account, state: stateOf(account, day, witness) }));
  return {
    uses: states.map(({ account, state }, index) => useOf(account, index, state)),
    warnings: states.flatMap(({ account, state }) => waiverWarnings(account, state, day)),
  };
}

function useOf({ waiver, count }: WaiverAccount, index: number, state: WaiverUse['state']): WaiverUse {
  const { purl, check, expires, owner, reason } = waiver;
  return { waiver: index, purl, check, expires, owner, reason, state, count };
}

function stateOf({ waiver, count }: WaiverAccount, day: string, witness: WaiverWitness): WaiverUse['state'] {
  if (!isInForce(waiver, day)) return 'expired';
  if (count > 0) return 'used';
  return witness(waiver) ? 'unused' : 'not-judged';
}
