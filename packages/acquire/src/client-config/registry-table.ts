import type { Registry, RegistryTable } from '@assay/model';
import { openProposals } from './note-proposals.js';

/** Trusted registries first, the same one said twice only once, then the proposals that none of them covers. */
export function registryTable(trusted: readonly Registry[], proposals: readonly Registry[]): RegistryTable {
  const merged = new Map<string, Registry>();
  for (const entry of trusted) {
    const key = `${entry.ecosystem} ${entry.url} ${entry.names.join(' ')}`;
    const before = merged.get(key);
    merged.set(key, before === undefined ? entry : union(before, entry));
  }
  const registries = [...merged.values()];
  return { registries: [...registries, ...openProposals(proposals, registries)] };
}

/** The first one’s origin counts: it stands higher in precedence. */
function union(first: Registry, second: Registry): Registry {
  return {
    ...first,
    redirects: [...new Set([...first.redirects, ...second.redirects])],
    aliases: [...new Set([...first.aliases, ...second.aliases])],
  };
}
