/** Whether a run could have found what a waiver excuses. */

import { groupBy, isExactPattern, matchesPattern } from '@assay/model';
import type { JudgeInput } from './judge-input.js';
import type { Waiver } from './policy.js';

/**
 * Tells whether the run is a witness against a waiver that excused nothing: its check ran, and on every package that the waiver is
 * about it came to an answer. A dead network must not tell people to remove their waivers.
 */
export type WaiverWitness = (waiver: Waiver) => boolean;

/** A witness of one run. */
export function createWitness({ checks, findings, inventory }: JudgeInput): WaiverWitness {
  const byPurl = groupBy(inventory.subjects, ({ purl }) => purl);
  const answers = new Map<string, Map<string, boolean>>();
  for (const { check, subject, outcome } of findings) {
    const ofCheck = answers.get(check) ?? new Map<string, boolean>();
    answers.set(check, ofCheck.set(subject, ofCheck.get(subject) !== false && outcome !== 'unknown'));
  }
  return ({ check, purl }) => {
    const known = checks.includes(check) ? answers.get(check) : undefined;
    if (known === undefined) return false;
    const about = isExactPattern(purl)
      ? (byPurl.get(purl) ?? [])
      : inventory.subjects.filter((each) => matchesPattern(purl, each.purl));
    if (about.length === 0) return true;
    const told = about.map(({ id }) => known.get(id)).filter((answer) => answer !== undefined);
    return told.length > 0 && told.every((answer) => answer);
  };
}
