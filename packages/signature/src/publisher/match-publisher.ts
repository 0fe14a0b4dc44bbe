/** Whether a verified signer is one of the publishers that a policy expects. */

import type { ExpectedPublisher } from '@assay/model';
import type { PublisherCode } from '../codes/publisher-codes.js';
import { shown } from '../provenance/shown.js';
import { differenceText, type PublisherDifference } from './difference.js';
import { signerDifferences } from './signer-differences.js';
import { judgeDays, type SigningTimes } from './signing-days.js';

/** What was published, and what is known about its signature. */
export interface PublishedBy extends SigningTimes {
  /** The version that is verified, as the package states it. */
  readonly version: string;
  /** Whether that version lies in a range of the policy; null for a range that the ecosystem cannot read. */
  readonly inRange: (range: string) => boolean | null;
}

/** The publisher that it is, or why it is none of them. */
export type PublisherMatch =
  | {
      readonly match: true;
      readonly publisher: ExpectedPublisher;
      /** What the publisher's days were compared with; `published-at` is the registry's unsigned word. */
      readonly days: 'no-limit' | 'verified-time' | 'published-at';
    }
  | PublisherMismatch;

/** Why a signer is none of the expected publishers: about the one that comes nearest. */
export interface PublisherMismatch {
  readonly match: false;
  readonly code: PublisherCode;
  /** One sentence for each difference. May hold attacker-controlled text, escaped to printable ASCII. */
  readonly detail: string;
  readonly differences: readonly PublisherDifference[];
}

/**
 * Compares a verified signer with each expected publisher; the first that holds in every field is the match, and one that holds only by
 * the registry's unsigned word for a day comes after all others. Every field that is given must hold, exactly or by an anchored pattern;
 * what a certificate does not state never holds. A publisher whose `versions` do not hold this version is passed over. Never throws.
 */
export function matchPublisher(expected: readonly ExpectedPublisher[], about: PublishedBy): PublisherMatch {
  const misses: PublisherMismatch[] = [];
  let unsigned: PublisherMatch | null = null;
  for (const publisher of expected) {
    const result = matchOne(publisher, about);
    if (result?.match === false) misses.push(result);
    else if (result?.days === 'published-at') unsigned ??= result;
    else if (result !== null) return result;
  }
  if (unsigned !== null) return unsigned;
  const [first, ...others] = misses;
  return first === undefined ? noneApplies(expected, about) : others.reduce(nearer, first);
}

/** Null where the publisher does not apply to this version. */
function matchOne(publisher: ExpectedPublisher, about: PublishedBy): PublisherMatch | null {
  const { versions } = publisher;
  const applies = versions === undefined ? true : about.inRange(versions);
  if (applies === false) return null;
  const differences = signerDifferences(publisher, about.signer, about.version);
  const [first] = differences;
  if (first !== undefined) return mismatch(first.code, differences.map(differenceText).join(' '), differences);
  // Asked last: a version that nobody can read must not turn "somebody else signed" into "could not find out".
  if (applies === null) return mismatch('publisher-range-invalid', `${shown(versions ?? '')} cannot be read.`, []);
  const days = judgeDays(publisher, about);
  return days.within ? { match: true, publisher, days: days.rests } : mismatch(days.code, days.detail, []);
}

function mismatch(code: PublisherCode, detail: string, differences: readonly PublisherDifference[]): PublisherMismatch {
  const plain = differences.map(({ field, expected, actual }) => ({ field, expected, actual }));
  return { match: false, code, detail, differences: plain };
}

/** The one that tells more: with the fewest differences, one of another kind last. */
function nearer(a: PublisherMismatch, b: PublisherMismatch): PublisherMismatch {
  return distance(b) < distance(a) ? b : a;
}

function distance({ code, differences }: PublisherMismatch): number {
  return code === 'publisher-kind-mismatch' ? Number.MAX_SAFE_INTEGER : differences.length;
}

function noneApplies(expected: readonly ExpectedPublisher[], { version }: PublishedBy): PublisherMismatch {
  const ranges = expected.map(({ versions = '' }) => shown(versions)).join(', ');
  const detail = `No expected publisher is for version ${shown(version)}; they are for ${ranges}.`;
  return mismatch('publisher-none-applies', detail, []);
}
