/** Finds the waivers that could be about a package, however many there are. */

import { groupBy, isExactPattern } from '@assay/model';
import type { WaiverAccount } from './waiver-account.js';

/** An account and its place in the policy. */
interface NumberedAccount {
  readonly index: number;
  readonly account: WaiverAccount;
}

/** The waivers, in the policy's order, of this check that name this purl or hold a pattern. */
export type WaiverIndex = (check: string, purl: string) => readonly NumberedAccount[];

/** An index of accounts: waivers that name one purl are looked up, only those with patterns are tried one by one. */
export function indexWaivers(accounts: readonly WaiverAccount[]): WaiverIndex {
  const numbered = accounts.map((account, index) => ({ account, index }));
  const isExact = ({ account }: NumberedAccount) => isExactPattern(account.waiver.purl);
  const exact = groupBy(numbered.filter(isExact), ({ account: { waiver } }) => keyOf(waiver.check, waiver.purl));
  const patterns = groupBy(
    numbered.filter((each) => !isExact(each)),
    ({ account }) => account.waiver.check,
  );
  return (check, purl) => {
    const named = exact.get(keyOf(check, purl)) ?? [];
    const matching = patterns.get(check) ?? [];
    return [...named, ...matching].sort((a, b) => a.index - b.index);
  };
}

function keyOf(check: string, purl: string): string {
  return `${check}\0${purl}`;
}
