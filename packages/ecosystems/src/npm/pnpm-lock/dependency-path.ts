import { isExactVersion } from '../exact-version.js';

/** A key of `packages` or `snapshots`, taken apart. */
export interface DependencyPath {
  readonly name: string;
  /** A version, or what stands for one: a URL, `file:` and a path, `runtime:` and a version. */
  readonly reference: string;
  /** The name of a registry that the project's own configuration declares (`work:1.0.0`). */
  readonly registryPrefix?: string;
  /** True when `reference` (below the prefix, if any) is an exact version: the package comes from a registry. */
  readonly isVersion: boolean;
  /** Why this cannot be what the entry locks, where the entry contradicts its key. */
  readonly problem?: string;
}

/** Prefixes of references that are no registry's name. */
const reserved: ReadonlySet<string> = new Set(
  'bitbucket catalog custom file git github gitlab http https jsr link npm runtime ssh workspace'.split(' '),
);

/** Takes `name@reference` apart; null when it is not of that form. */
export function parseDependencyPath(key: string): DependencyPath | null {
  const at = key.indexOf('@', 1);
  if (at < 0 || at === key.length - 1) return null;
  const name = key.slice(0, at);
  const reference = key.slice(at + 1);
  if (isExactVersion(reference)) return { name, reference, isVersion: true };
  const colon = reference.indexOf(':');
  const prefix = reference.slice(0, Math.max(colon, 0));
  if (prefix !== '' && !reserved.has(prefix) && isExactVersion(reference.slice(colon + 1))) {
    return { name, reference: reference.slice(colon + 1), registryPrefix: prefix, isVersion: true };
  }
  return { name, reference, isVersion: false };
}

/** A snapshot's key without what was added to the package's. */
export interface SnapshotKey {
  /** The key in `packages`. */
  readonly id: string;
  /** True when the package is patched after it was fetched. */
  readonly isPatched: boolean;
}

/** Cuts the balanced groups off a key's end: `(patch_hash=…)` and one for each peer, `(react@18.2.0)`. */
export function parseSnapshotKey(key: string): SnapshotKey {
  const start = suffixStart(key);
  return { id: key.slice(0, start), isPatched: key.startsWith('(patch_hash=', start) };
}

/** The snapshot's key that a dependency named `alias` refers to; null for links, which are folders. */
export function referredKey(alias: string, reference: string): string | null {
  if (reference.startsWith('link:')) return null;
  if (reference.startsWith('@')) return reference;
  const at = reference.indexOf('@');
  const ends = [reference.indexOf(':'), reference.indexOf('(')].filter((end) => end >= 0);
  return at >= 0 && ends.every((end) => at < end) ? reference : `${alias}@${reference}`;
}

function suffixStart(key: string): number {
  if (!key.endsWith(')')) return key.length;
  let open = 0;
  for (let i = key.length - 1; i >= 0; i--) {
    const char = key.charAt(i);
    if (char === ')') open++;
    else if (char === '(') open--;
    else if (open === 0) return i + 1;
  }
  return key.length;
}
