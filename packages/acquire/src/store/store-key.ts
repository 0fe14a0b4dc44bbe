/** Names in the store: digests and nothing else. */

import { join } from 'node:path';
import { digestAlgorithms, digestFromHex, isStrong, sameDigest, type Digest } from '@assay/model';

/** Algorithms that content may be stored under, strongest last. */
export const storeAlgorithms = digestAlgorithms.filter(isStrong);

/** The strongest of `pins` that content may be stored under; null when all of them are weak. */
export function strongestPin(pins: readonly Digest[]): Digest | null {
  for (const alg of storeAlgorithms.toReversed()) {
    const pin = pins.find((candidate) => candidate.alg === alg && isWellFormed(candidate));
    if (pin !== undefined) return pin;
  }
  return null;
}

/**
 * The digest to store content under: its strongest pin, if the content's `digests` confirm every pin. Null otherwise:
 * content that contradicts a pin, or that only a weak one confirms, is nothing to answer from later.
 */
export function keyFor(pins: readonly Digest[], digests: readonly Digest[]): Digest | null {
  const confirmed = pins.every((pin) => digests.some((digest) => sameDigest(pin, digest)));
  return confirmed ? strongestPin(pins) : null;
}

/** `<alg>/<first two hex digits>` below the store. */
export function storeFolder(dir: string, key: Digest): string {
  return join(dir, key.alg, key.value.slice(0, 2));
}

/** Where content with this digest lies. The digest must be well-formed: it becomes a path. */
export function storePath(dir: string, key: Digest): string {
  return join(storeFolder(dir, key), key.value);
}

/**
 * Where what was found in this content lies: beside it, so that it goes when the content goes. `question` is the hex digest of what was
 * asked about it; half of it tells questions apart, and the record itself says which one it answers.
 */
export function recordPath(dir: string, key: Digest, question: string): string {
  return `${storePath(dir, key)}.${question.slice(0, 32)}`;
}

/** A digest that came from elsewhere is looked at again before it becomes a path. */
function isWellFormed(digest: Digest): boolean {
  return digestFromHex(digest.alg, digest.value)?.value === digest.value;
}
