/** Purl patterns of a policy. */

import type { Path } from './locate.js';
import { readPurlPattern } from './purl-pattern.js';
import type { Refuse } from './refuse.js';

/** A purl pattern as it is compared. Throws what `refuse` makes for a text that is none. */
export function readPurl(text: string, path: Path, refuse: Refuse): string {
  const pattern = readPurlPattern(text);
  if (pattern !== null) return pattern;
  throw refuse(path, 'this is not a purl', 'Copy it from the output of Assay, as in pkg:npm/left-pad@1.3.0.');
}
