/** Compares the digests that should hold with those that do, every algorithm of them. */

import { formatDigest, formatSri, isStrong, type Digest, type Subject } from '@assay/model';

/** What a comparison says. */
export type DigestComparison =
  /** Every algorithm in common agrees, and one of them at least is strong. */
  | { readonly result: 'equal' }
  /** Every algorithm in common agrees, but all of them are MD5 or SHA-1. */
  | { readonly result: 'weakly-equal' }
  /** Nothing to compare. */
  | { readonly result: 'no-common-algorithm' }
  | { readonly result: 'different'; readonly expected: Digest; readonly actual: Digest };

/**
 * Compares every pinned digest with the actual ones of the same algorithm. One difference is enough: a list of digests is a
 * conjunction, never a choice (THREATS row 11).
 */
export function compareDigests(pins: readonly Digest[], actual: readonly Digest[]): DigestComparison {
  let strong = false;
  let common = false;
  for (const pin of pins) {
    const same = actual.filter((digest) => digest.alg === pin.alg);
    const wrong = same.find((digest) => digest.value !== pin.value);
    if (wrong !== undefined) return { result: 'different', expected: pin, actual: wrong };
    if (same.length === 0) continue;
    common = true;
    strong ||= isStrong(pin.alg);
  }
  if (!common) return { result: 'no-common-algorithm' };
  return { result: strong ? 'equal' : 'weakly-equal' };
}

/** A digest as the subject's own lockfile writes it, so that people can search for it there. */
export function shownDigest(subject: Subject, digest: Digest): string {
  return subject.ecosystem === 'npm' ? formatSri(digest) : formatDigest(digest);
}
