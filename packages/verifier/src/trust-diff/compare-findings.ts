/** What checks found about two states of a package. */

import type { Finding, TrustDoubt } from '@assay/model';
import { compareProof, isProofCheck } from './compare-proofs.js';
import { draftOf, listed, type Compared, type Draft, type Pair } from './draft.js';
import { checkStates, codesOf, codesWith, type CheckState } from './outcomes.js';

/** Unknown because of how things are set up, not because somebody did not answer: it is the same tomorrow. */
const standing: ReadonlySet<string> = new Set([
  'keys-not-configured',
  'key-unknown',
  'key-unsupported',
  'signature-not-comparable',
]);

/** Compares every check that ran on both. What ran on one alone, or is not known of one, is a doubt. */
export function compareFindings(pair: Pair): Compared {
  const [before, after] = [checkStates(pair.base), checkStates(pair.head)];
  const open: string[] = [];
  const drafts: Draft[] = [];
  for (const check of [...new Set([...before.keys(), ...after.keys()])].sort()) {
    const [base, head] = [before.get(check), after.get(check)];
    if (base !== undefined && head !== undefined) drafts.push(...compareCheck(pair, check, base, head));
    else if (head?.outcome === 'refuted') drafts.push(newlyRefuted(pair, check, head, []));
    if (isOpen(pair, base, head)) open.push(check);
  }
  return { drafts, doubts: open.length === 0 ? [] : [doubtOf(pair, open, [before, after])] };
}

function compareCheck(pair: Pair, check: string, base: CheckState, head: CheckState): readonly Draft[] {
  const known = new Set(codesWith(base, 'refuted'));
  const refuted = codesWith(head, 'refuted').filter((code) => !known.has(code));
  if (refuted.length > 0) return [newlyRefuted(pair, check, head, codesOf(base))];
  if (isProofCheck(check)) return [...compareProof(pair, check, base, head), ...becameUnknown(pair, check, base, head)];
  if (base.outcome === 'proven' && head.outcome === 'absent') return [worsened(pair, check, base, head)];
  if (base.outcome !== 'proven' && base.outcome !== 'not-applicable' && head.outcome === 'proven') {
    const text = `${pair.title}: ${check} is now proven.`;
    return [draftOf(pair, { code: 'finding-improved', severity: 'info', text, check, ...codes(base, head) })];
  }
  return becameUnknown(pair, check, base, head);
}

function codes(base: CheckState, head: CheckState) {
  return { before: codesOf(base), after: codesOf(head) };
}

function newlyRefuted(pair: Pair, check: string, head: CheckState, before: readonly string[]): Draft {
  const text = `${pair.title}: ${check} refutes it now. ${detailOf(head, 'refuted')}`;
  const after = codesWith(head, 'refuted');
  return draftOf(pair, { code: 'finding-refuted', severity: 'alarm', text, check, before, after });
}

function worsened(pair: Pair, check: string, base: CheckState, head: CheckState): Draft {
  const text = `${pair.title}: ${check} was proven and is not now. ${detailOf(head, head.outcome)}`;
  return draftOf(pair, { code: 'finding-worsened', severity: 'attention', text, check, ...codes(base, head) });
}

function becameUnknown(pair: Pair, check: string, base: CheckState, head: CheckState): readonly Draft[] {
  return head.outcome === 'unknown' && base.outcome === 'proven' ? [worsened(pair, check, base, head)] : [];
}

function detailOf({ findings }: CheckState, outcome: Finding['outcome']): string {
  return findings.find((finding) => finding.outcome === outcome)?.detail ?? '';
}

/** What is locked as before needs no comparing: the change did not touch it. */
function isOpen({ asLocked }: Pair, base: CheckState | undefined, head: CheckState | undefined): boolean {
  if (asLocked) return false;
  if (base === undefined || head === undefined) return true;
  const stands = ({ findings }: CheckState) =>
    findings.every(({ outcome, code }) => outcome !== 'unknown' || standing.has(code));
  if (base.outcome === 'unknown' && head.outcome === 'unknown') return !(stands(base) && stands(head));
  return base.outcome === 'unknown' || head.outcome === 'unknown';
}

type States = ReadonlyMap<string, CheckState>;

function doubtOf(pair: Pair, checks: readonly string[], [before, after]: readonly [States, States]): TrustDoubt {
  const { base, head, title } = pair;
  const why = [
    ...new Set(
      checks.flatMap((check) => [...whyOpen('base', before.get(check)), ...whyOpen('head', after.get(check))]),
    ),
  ];
  const from = base.subject.purl === head.subject.purl ? '' : ` with ${base.subject.version}`;
  const text = `${title} could not be compared${from} in ${listed(checks, 5)} (${listed(why, 4)}).`;
  return { code: 'not-compared', text, purl: head.subject.purl, checks };
}

function whyOpen(side: string, state: CheckState | undefined): readonly string[] {
  if (state === undefined) return [`${side}: not run`];
  return codesWith(state, 'unknown').map((code) => `${side}: ${code}`);
}
