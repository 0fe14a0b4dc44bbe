/** Which lockfile of the head is which of the base. */

import type { LockfileRef } from '@assay/model';

/** A lockfile of the head and what it is compared with. */
export interface LockfileMatch {
  readonly head: LockfileRef;
  /** Its own earlier state; absent for a new one. */
  readonly base?: LockfileRef;
  readonly how: 'same' | 'moved' | 'replaced' | 'new';
}

export interface LockfileMatching {
  readonly matches: readonly LockfileMatch[];
  /** Lockfiles of the base that have no later state. */
  readonly gone: readonly LockfileRef[];
  /** Lockfiles of the base whose folder has another lockfile of the ecosystem, which was there before too. */
  readonly superseded: readonly (readonly [gone: LockfileRef, by: LockfileRef])[];
}

/**
 * Matched by path. One without counterpart is the same under another path where its bytes are, and takes the place of one that is gone
 * from the same folder and ecosystem.
 */
export function matchLockfiles(base: readonly LockfileRef[], head: readonly LockfileRef[]): LockfileMatching {
  const left = new Map(base.map((ref) => [ref.path, ref]));
  const samePath = new Map(head.flatMap((ref) => pairWith(ref, left.get(ref.path), left)));
  const matches = head.map((ref): LockfileMatch => {
    const same = samePath.get(ref);
    if (same !== undefined) return { head: ref, base: same, how: 'same' };
    const moved = take(left, (other) => other.digest.value === ref.digest.value && baseName(other) === baseName(ref));
    if (moved !== undefined) return { head: ref, base: moved, how: 'moved' };
    const replaced = take(left, (other) => isInPlaceOf(ref, other));
    return replaced === undefined ? { head: ref, how: 'new' } : { head: ref, base: replaced, how: 'replaced' };
  });
  const superseded = [...left.values()].flatMap((gone) => {
    const by = head.find((ref) => isInPlaceOf(ref, gone));
    return by === undefined ? [] : [[gone, by] as const];
  });
  for (const [gone] of superseded) left.delete(gone.path);
  return { matches, gone: [...left.values()], superseded };
}

function pairWith(head: LockfileRef, base: LockfileRef | undefined, left: Map<string, LockfileRef>) {
  if (base?.ecosystem !== head.ecosystem) return [];
  left.delete(base.path);
  return [[head, base] as const];
}

function take(left: Map<string, LockfileRef>, fits: (ref: LockfileRef) => boolean): LockfileRef | undefined {
  const found = [...left.values()].find(fits);
  if (found !== undefined) left.delete(found.path);
  return found;
}

function isInPlaceOf(head: LockfileRef, base: LockfileRef): boolean {
  return head.ecosystem === base.ecosystem && folderOf(head) === folderOf(base);
}

function folderOf({ path }: LockfileRef): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function baseName({ path }: LockfileRef): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
