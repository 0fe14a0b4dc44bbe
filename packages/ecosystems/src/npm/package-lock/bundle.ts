import { asList } from '@assay/documents';
import { isSet } from '../locked-pins.js';
import type { DependencyTree } from './dependency-tree.js';
import type { LockEntry } from './lock-entry.js';

/**
 * Which entries npm takes out of another package's archive instead of fetching them: entry → the package that bundles it.
 *
 * `inBundle: true` is not asked: npm itself ignores it in these lockfiles, and whoever edits a lockfile could set it to hide
 * a missing pin. What counts, as in npm, is that the owner's entry lists the name in `bundleDependencies`, or that something
 * bundled there depends on it. What the project itself bundles is fetched all the same; so is whatever has its own
 * `resolved` or `integrity`, as far as Assay is concerned: those are then verified like any other.
 */
export function findBundled(
  entries: ReadonlyMap<string, LockEntry>,
  tree: DependencyTree,
): ReadonlyMap<LockEntry, LockEntry> {
  const bundlerOf = new Map<LockEntry, LockEntry>();
  const waiting: Bundled[] = [];
  for (const entry of entries.values()) waiting.push(...listedBundles(entry, entries));
  if (waiting.length === 0) return bundlerOf;
  const inside = entriesByOwner(entries);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { entry, bundler } = next;
    if (bundlerOf.has(entry) || !entry.key.startsWith(`${bundler.key}/node_modules/`)) continue;
    bundlerOf.set(entry, bundler);
    for (const edge of tree.edgesOf.get(entry) ?? []) waiting.push({ entry: edge.to, bundler });
    for (const child of inside.get(entry.key) ?? []) waiting.push({ entry: child, bundler });
  }
  return outermost(bundlerOf);
}

/** True for an entry that says of itself that it is bundled. */
export function claimsToBeBundled(entry: LockEntry): boolean {
  return isSet(entry.meta.get('inBundle'));
}

interface Bundled {
  readonly entry: LockEntry;
  readonly bundler: LockEntry;
}

/** The entries a package from an archive lists. npm reads `bundleDependencies` as a list, and only under this spelling. */
function listedBundles(bundler: LockEntry, entries: ReadonlyMap<string, LockEntry>): readonly Bundled[] {
  if (bundler.location.kind !== 'package' || bundler.linkTo !== null) return [];
  return (asList(bundler.meta.get('bundleDependencies')) ?? []).flatMap((name) => {
    const entry = typeof name === 'string' ? entries.get(`${bundler.key}/node_modules/${name}`) : undefined;
    return entry === undefined ? [] : [{ entry, bundler }];
  });
}

function entriesByOwner(entries: ReadonlyMap<string, LockEntry>): ReadonlyMap<string, readonly LockEntry[]> {
  const owned = new Map<string, LockEntry[]>();
  for (const entry of entries.values()) {
    if (entry.location.kind !== 'package') continue;
    const list = owned.get(entry.location.owner);
    if (list === undefined) owned.set(entry.location.owner, [entry]);
    else list.push(entry);
  }
  return owned;
}

/** What is bundled in a bundled package lies in the outermost archive. Entries with a source of their own are left out. */
function outermost(bundlerOf: ReadonlyMap<LockEntry, LockEntry>): ReadonlyMap<LockEntry, LockEntry> {
  const result = new Map<LockEntry, LockEntry>();
  for (const [entry, direct] of bundlerOf) {
    let bundler = direct;
    for (let outer = bundlerOf.get(bundler); outer !== undefined; outer = bundlerOf.get(bundler)) bundler = outer;
    if (!isLocated(entry) && entry.linkTo === null) result.set(entry, bundler);
  }
  return result;
}

function isLocated(entry: LockEntry): boolean {
  return isSet(entry.meta.get('resolved')) || isSet(entry.meta.get('integrity'));
}
