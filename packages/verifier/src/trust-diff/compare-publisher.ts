/** Whether a package is still published by those who published it. */

import type { Party, TrustSeverity } from '@assay/model';
import { draftOf, listed, type Draft, type Pair } from './draft.js';
import { compareIdentities, identitiesOf, identityText, type Identity, type IdentityDifference } from './identity.js';
import type { Locked } from './side.js';

/** Compares verified signers, and the registry's unsigned word about the account. */
export function comparePublisher(pair: Pair): readonly Draft[] {
  const [before, after] = [identitiesOf(pair.base), identitiesOf(pair.head)];
  const differences = after.flatMap((head) => nearestDifference(before, head));
  const [worst] = [...differences].sort((a, b) => b.gravity - a.gravity);
  const signed = worst === undefined ? [] : [otherPublisher(pair, worst, [before, after])];
  return [...signed, ...compareAccount(pair, differences.length === 0 && after.length > 0 && before.length > 0)];
}

/** To the signer of the base that is most like this one; none where the base has nobody who signed in this way. */
function nearestDifference(bases: readonly Identity[], head: Identity): readonly IdentityDifference[] {
  const differences = bases
    .filter(({ check }) => check === head.check)
    .map((base) => compareIdentities(base, head))
    .sort((a, b) => a.gravity - b.gravity || a.before.length - b.before.length);
  const [nearest] = differences;
  return nearest === undefined || nearest.gravity === 0 ? [] : [nearest];
}

const severities: Readonly<Record<IdentityDifference['gravity'], TrustSeverity>> = {
  0: 'info',
  1: 'attention',
  2: 'alarm',
};

function otherPublisher(
  pair: Pair,
  { gravity, before, after }: IdentityDifference,
  [bases, heads]: readonly [readonly Identity[], readonly Identity[]],
): Draft {
  const [from, to] = [listed(bases.map(identityText)), listed(heads.map(identityText))];
  const text =
    from === to
      ? `${pair.title} was signed by ${to}, but not as before: ${listed([...after, ...gone(before, after)])}.`
      : `${pair.title} was signed by ${to}; before it was ${from}.`;
  return draftOf(pair, { code: 'publisher-changed', severity: severities[gravity], text, before, after });
}

function gone(before: readonly string[], after: readonly string[]): readonly string[] {
  const names = new Set(after.map((text) => text.split(':', 1)[0]));
  return before.filter((text) => !names.has(text.split(':', 1)[0])).map((text) => `no longer ${text}`);
}

/** One of those who may publish did: that happens with every release. */
function compareAccount(pair: Pair, sameSigner: boolean): readonly Draft[] {
  const [before, after] = [accountOf(pair.base), accountOf(pair.head)];
  if (before === undefined || after === undefined || before === after) return [];
  const known = sameSigner || maintainersOf(pair.base).includes(after);
  const text = `${pair.title} was published by the account ${after}, the version before by ${before}; the registry says so, and nobody signed it.`;
  const severity = known ? 'info' : 'attention';
  return [draftOf(pair, { code: 'account-changed', severity, text, before: [before], after: [after] })];
}

function accountOf({ facts }: Locked): string | undefined {
  const party = facts.descriptions.find(({ publishedBy }) => publishedBy !== undefined)?.publishedBy;
  return party === undefined ? undefined : partyText(party);
}

function maintainersOf({ facts }: Locked): readonly string[] {
  return facts.descriptions.flatMap(({ from, maintainers }) => (from === 'registry' ? maintainers.map(partyText) : []));
}

/** An account's name is the registry's; its address changes more often. */
function partyText({ name, email, url }: Party): string {
  return name ?? email ?? url ?? '';
}
