/** Which registry a package should come from: DESIGN §3's trust rule as pure functions over the table. */

import { matchesPattern } from './name-pattern.js';
import { pathUnder, withoutQuery } from './registry-url.js';
import type { Registry, RegistryTable } from './registry.js';
import type { EcosystemId } from './subject.js';

/** True for registries that someone other than the checkout under test named. */
export function isTrusted(registry: Registry): boolean {
  return registry.from !== 'project';
}

/** One ecosystem's trusted registries. */
interface Trusted {
  readonly all: readonly Registry[];
  readonly claiming: readonly Registry[];
  readonly open: readonly Registry[];
}

/** A hostile lockfile proposes twenty thousand registries and locks as many packages: a table is sorted out once. */
const sorted = new WeakMap<RegistryTable, Map<EcosystemId, Trusted>>();

function trustedOf(table: RegistryTable, ecosystem: EcosystemId): Trusted {
  const known = sorted.get(table) ?? new Map<EcosystemId, Trusted>();
  sorted.set(table, known);
  const before = known.get(ecosystem);
  if (before !== undefined) return before;
  const all = table.registries.filter((entry) => entry.ecosystem === ecosystem && isTrusted(entry));
  const claiming = all.filter((entry) => entry.names.length > 0);
  const trusted = { all, claiming, open: all.filter((entry) => entry.names.length === 0) };
  known.set(ecosystem, trusted);
  return trusted;
}

/** The trusted registries of an ecosystem, in order of precedence. */
export function trustedRegistries(table: RegistryTable, ecosystem: EcosystemId): readonly Registry[] {
  return trustedOf(table, ecosystem).all;
}

/**
 * The trusted registries a name may come from: those that claim the name if any does, otherwise those that claim nothing.
 * Dependency confusion ends here: a claimed name never comes from a registry that does not claim it.
 */
export function allowedRegistries(table: RegistryTable, ecosystem: EcosystemId, name: string): readonly Registry[] {
  const { claiming, open } = trustedOf(table, ecosystem);
  const claimants = claiming.filter((entry) => entry.names.some((pattern) => matchesPattern(pattern, name)));
  return claimants.length > 0 ? claimants : open;
}

/** A registry under which a URL lies, and how the lockfile named it. */
export interface RegistryMatch {
  readonly registry: Registry;
  /** The base URL that matched: the registry's own, or one of its aliases. */
  readonly base: string;
  /** The URL's path below `base`, percent-encoded as it stood. */
  readonly path: string;
}

/** What registries are looked up by: one mirror may stand for twenty thousand remotes of one lockfile. */
interface BaseIndex {
  /** The first registry of each base URL. */
  readonly bases: ReadonlyMap<string, Registry>;
  /** The lengths of all bases, longest first. */
  readonly lengths: readonly number[];
}

const indexes = new WeakMap<readonly Registry[], BaseIndex>();

/** The first of `registries` under whose URL or alias `url` lies; null when none does. Longest base wins. */
export function registryOfUrl(registries: readonly Registry[], url: string): RegistryMatch | null {
  const { bases, lengths } = indexOf(registries);
  const whole = withoutQuery(url);
  for (const length of lengths) {
    const base = whole?.slice(0, length) ?? '';
    const registry = bases.get(base);
    const path = registry === undefined ? null : pathUnder(base, url);
    if (registry !== undefined && path !== null) return { registry, base, path };
  }
  return null;
}

function indexOf(registries: readonly Registry[]): BaseIndex {
  const known = indexes.get(registries);
  if (known !== undefined) return known;
  const bases = new Map<string, Registry>();
  for (const registry of registries) {
    for (const base of [registry.url, ...registry.aliases]) if (!bases.has(base)) bases.set(base, registry);
  }
  const lengths = [...new Set([...bases.keys()].map((base) => base.length))].sort((a, b) => b - a);
  const index = { bases, lengths };
  indexes.set(registries, index);
  return index;
}
