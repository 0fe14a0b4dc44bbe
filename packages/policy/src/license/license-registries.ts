/** The private registries that licence packages come from. */

import type { LicensePackage, Registry } from '@assay/model';

/**
 * Registries for the table, one for each ecosystem and URL, in the order of the policy. Each claims the names of its licence packages:
 * they may come from nowhere else. Plain files have no registry.
 */
export function licenseRegistries({
  licensePackages,
}: {
  readonly licensePackages: readonly LicensePackage[];
}): readonly Registry[] {
  const found = new Map<string, Registry>();
  for (const { ecosystem, source, name, redirects } of licensePackages) {
    if (ecosystem === 'generic' || source === null) continue;
    const key = `${ecosystem} ${source}`;
    const before = found.get(key);
    found.set(key, {
      ...{ ecosystem, url: source, from: 'policy' },
      names: [...new Set([...(before?.names ?? []), name])],
      redirects: [...new Set([...(before?.redirects ?? []), ...redirects])],
      aliases: [],
    });
  }
  return [...found.values()];
}
