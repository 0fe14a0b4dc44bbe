/** Which registry a package should come from: DESIGN §3's trust rule as pure functions over the table. */

import { matchesPattern } from './name-pattern.js';
import { pathUnder } from './registry-url.js';
import type { Registry, RegistryTable } from './registry.js';
import type { EcosystemId } from './subject.js';

/** True for registries that someone other than the checkout under test named. */
export function isTrusted(registry: Registry): boolean {
  return registry.from !== 'project';
}

/**
 * The trusted registries a name may come from: those that claim the name if any does, otherwise those that claim nothing.
 * Dependency confusion ends here: a claimed name never comes from a registry that does not claim it.
 */
export function allowedRegistries(table: RegistryTable, ecosystem: EcosystemId, name: string): readonly Registry[] {
  const trusted = table.registries.filter((entry) => entry.ecosystem === ecosystem && isTrusted(entry));
  const claiming = trusted.filter((entry) => entry.names.some((pattern) => matchesPattern(pattern, name)));
  return claiming.length > 0 ? claiming : trusted.filter((entry) => entry.names.length === 0);
}

/** A registry under which a URL lies, and how the lockfile named it. */
export interface RegistryMatch {
  readonly registry: Registry;
  /** The base URL that matched: the registry's own, or one of its aliases. */
  readonly base: string;
  /** The URL's path below `base`, percent-encoded as it stood. */
  readonly path: string;
}

/** The first of `registries` under whose URL or alias `url` lies; null when none does. Longest base wins. */
export function registryOfUrl(registries: readonly Registry[], url: string): RegistryMatch | null {
  let best: RegistryMatch | null = null;
  for (const registry of registries) {
    for (const base of [registry.url, ...registry.aliases]) {
      const path = pathUnder(base, url);
      if (path !== null && (best === null || base.length > best.base.length)) best = { registry, base, path };
    }
  }
  return best;
}
