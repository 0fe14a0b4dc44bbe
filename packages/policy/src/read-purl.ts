/** Purl patterns of a policy. */

import { purlProblem } from './purl-problem.js';
import { readPurlPattern, splitPurl } from './purl-pattern.js';
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

/**
 * The same for what the policy makes an exception for. Throws also for a pattern that leaves open whose packages they are: everybody may
 * publish under a name that nobody has.
 */
export function readNamedPurl(text: string, place: PurlPlace): string {
  const pattern = readPackagePurl(text, place);
  if (!leavesNameOpen(text)) return pattern;
  throw place.refuse(place.path, 'this pattern leaves open whose packages they are', nameHint);
}

const nameHint =
  'Spell the name out, as in pkg:npm/esbuild or pkg:gem/nokogiri, or the scope, as in pkg:npm/@acme/*: everybody may publish under other names.';

/** Names without a scope are given to whoever comes first; those of a scope to its owner alone. */
function leavesNameOpen(purl: string): boolean {
  if (purl === 'pkg:**') return true;
  const { type, name } = splitPurl(purl);
  if (!`${type}${name}`.includes('*')) return false;
  const [scope = '', ...rest] = name.replace(/^%40/, '@').split('/');
  return type !== 'npm' || !scope.startsWith('@') || scope.includes('*') || rest.length !== 1;
}
