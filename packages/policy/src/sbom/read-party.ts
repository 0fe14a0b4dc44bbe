/** People and organisations of `sbom:`. */

import type { Party } from '@assay/model';
import { given } from '../given.js';
import type { Path } from '../locate.js';
import type { Refuse } from '../refuse.js';
import type { PartyDocument } from './sbom-shape.js';

/** A party of which something is said. Throws what `refuse` makes for one of which nothing is. */
export function readParty(
  { name, email, url }: PartyDocument,
  { path, refuse }: { readonly path: Path; readonly refuse: Refuse },
): Party {
  const party = given({ name, email, url });
  if (Object.keys(party).length > 0) return party;
  throw refuse(path, 'nothing is said of whom', 'Write at least one of name, email, url.');
}
