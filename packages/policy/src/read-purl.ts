/** Purl patterns of a policy. */

import { purlProblem } from './purl-problem.js';
import { readPurlPattern } from './purl-pattern.js';
import type { EntryPlace } from './refuse.js';
import type { Path } from './locate.js';

type PurlPlace = Pick<EntryPlace, 'refuse' | 'readers'> & { readonly path: Path };

/**
 * A purl pattern as it is compared. Throws what `refuse` makes for a text that is none. It may be that of anything in a lockfile, text
 * that is no name or no version among it, which stands there percent-encoded.
 */
export function readPurl(text: string, { path, refuse, readers }: PurlPlace): string {
  const pattern = readPurlPattern(text, readers.normaliseVersion);
  if (pattern !== null) return pattern;
  throw refuse(path, 'this is not a purl', 'Copy it from the output of Assay, as in pkg:npm/left-pad@1.3.0.');
}

/** The same for packages that come from a registry. Throws also for a pattern that none of them can match. */
export function readPackagePurl(text: string, place: PurlPlace): string {
  const pattern = readPurl(text, place);
  const problem = purlProblem(text, place.readers.normaliseVersion);
  if (problem === null) return pattern;
  throw place.refuse(place.path, problem.message, problem.hint);
}
