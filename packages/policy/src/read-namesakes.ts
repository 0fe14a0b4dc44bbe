/** What a policy says about namesakes. */

import type { Path } from './locate.js';
import type { NamesakeDocument } from './namesakes-shape.js';
import type { NamesakeEntry } from './policy.js';
import { readPackagePurl } from './read-purl.js';
import { readRegistryUrl } from './read-registry.js';
import type { EntryPlace } from './refuse.js';

/** Entries of `namesakes`. Throws what `refuse` makes for a purl or URL that cannot be used. */
export function readNamesakes(
  entries: readonly NamesakeDocument[] | undefined,
  placeAt: (path: Path) => EntryPlace,
): readonly NamesakeEntry[] {
  return (entries ?? []).map(({ purl, registries }, index) => {
    const place = placeAt(['namesakes', index]);
    const { path, refuse, line } = place;
    return {
      purl: readPackagePurl(purl, { ...place, path: [...path, 'purl'] }),
      registries: registries?.map((text, at) => readRegistryUrl(text, [...path, 'registries', at], refuse)) ?? null,
      line,
    };
  });
}
