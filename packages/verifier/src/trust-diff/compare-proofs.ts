/** Signatures that were proven and are no longer, and those that are new. */

import type { TrustChangeCode } from '@assay/model';
import { draftOf, type Draft, type Pair } from './draft.js';
import { codesOf, type CheckState } from './outcomes.js';

const dropped: ReadonlyMap<string, TrustChangeCode> = new Map([
  ['provenance', 'provenance-dropped'],
  ['registry-signature', 'registry-signature-dropped'],
  ['gem-signature', 'gem-signature-dropped'],
]);

const lost: Readonly<Record<string, string>> = {
  provenance: 'states no proven provenance',
  'registry-signature': 'has no proven signature of its registry',
  'gem-signature': 'has no proven signature of its own',
};

/** True for checks whose proof is a signature. */
export function isProofCheck(check: string): boolean {
  return dropped.has(check);
}

const rank = { none: 0, some: 1, all: 2 } as const;

/**
 * Compares one check. Within a release line a publisher who signs goes on signing; other lines were often published in other ways, so
 * that there it is for somebody to look at. An older version within the line is an alarm too: whoever can publish can publish old numbers.
 */
export function compareProof(pair: Pair, check: string, base: CheckState, head: CheckState): readonly Draft[] {
  const code = dropped.get(check);
  if (code === undefined || rank[base.proven] === rank[head.proven]) return [];
  if (head.outcome === 'refuted' || (head.outcome === 'unknown' && rank[head.proven] < rank[base.proven])) return [];
  const codes = { check, before: codesOf(base), after: codesOf(head) };
  if (rank[head.proven] > rank[base.proven]) {
    const text = `${pair.title} is now proven by ${check}.`;
    return [draftOf(pair, { code: 'proof-gained', severity: 'info', text, ...codes })];
  }
  const before = pair.direction === 'same' ? 'the same version did' : `${pair.base.subject.version} did`;
  const text = `${pair.title} ${lost[check] ?? ''}; ${before}.`;
  return [draftOf(pair, { code, severity: pair.inLine ? 'alarm' : 'attention', text, ...codes })];
}
