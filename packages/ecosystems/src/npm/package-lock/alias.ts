import { isSet } from '../locked-pins.js';
import { isHttp } from '../locked-source.js';
import type { DependencyTree } from './dependency-tree.js';
import { aliasedName } from './aliased-name.js';
import { entryName, type LockEntry } from './lock-entry.js';
import type { Overrides } from './overrides.js';

/**
 * True when an entry is locked under another name than the one it is installed as, although nobody who depends on it asks
 * for that name with `npm:`. Whoever edits a lockfile can put any package in another's place like this, and `npm ci` does
 * not notice (CVE-2021-43616, row 28 of THREATS). A rule about the name in the `overrides` of package.json does the same,
 * and the lockfile does not repeat it. Who asks for a URL gets whatever package is there.
 */
export function isUndeclaredAlias(entry: LockEntry, tree: DependencyTree, overrides: Overrides): boolean {
  if (entry.location.kind !== 'package' || !isSet(entry.meta.get('name'))) return false;
  const place = entry.location.name;
  const name = entryName(entry);
  if (name === place || overrides.urls.has(place) || overrides.aliases.get(place)?.has(name) === true) return false;
  const specs = tree.specsOf.get(entry) ?? [];
  return !specs.some((spec) => isHttp(spec) || aliasedName(spec) === name);
}
