/** Purls of what `sbom:` declares: exact ones, of any type. */

import { isPurl } from '@assay/model';
import type { Path } from '../locate.js';
import type { Refuse } from '../refuse.js';

/**
 * A purl as it is written: it may be of a type that Assay knows nothing else of. Throws what `refuse` makes for a text that is none, or
 * that has credentials in a qualifier: bills of materials are given away.
 */
export function readPartPurl(text: string, { path, refuse }: { readonly path: Path; readonly refuse: Refuse }): string {
  if (!isPurl(text) || text.includes('*')) {
    throw refuse(path, 'this is not a purl', 'Write exactly one, as in pkg:generic/openssl@3.0.1.');
  }
  if (/:\/\/[^/?#]*@/.test(decodeURIComponent(text))) {
    throw refuse(path, 'this purl holds credentials', 'Leave them out: bills of materials are given away.');
  }
  return text;
}

/** The version that a purl states, decoded; undefined where it states none. */
export function purlVersion(purl: string): string | undefined {
  const [path = ''] = purl.split(/[?#]/, 1);
  const last = path.slice(path.lastIndexOf('/') + 1);
  const at = last.lastIndexOf('@');
  return at > 0 && at + 1 < last.length ? decodeURIComponent(last.slice(at + 1)) : undefined;
}
