/** What is behind a managed key, for the code of this folder. */

import type { ManagedKey } from './imported-key.js';
import type { PublicKey } from './public-key.js';

/** The key, its hint and its validity in milliseconds, both ends included. */
export interface ManagedKeyParts {
  readonly key: PublicKey;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
}

const parts = new WeakMap<ManagedKey, ManagedKeyParts>();

/** The opaque key of these parts. */
export function sealManagedKey(all: ManagedKeyParts): ManagedKey {
  const key = Object.freeze({
    fingerprint: all.key.fingerprint,
    ...(all.hint === undefined ? {} : { hint: all.hint }),
  }) as ManagedKey;
  parts.set(key, all);
  return key;
}

/** The parts of a key that this package imported; undefined for anything else. */
export function managedKeyParts(key: ManagedKey): ManagedKeyParts | undefined {
  return parts.get(key);
}
