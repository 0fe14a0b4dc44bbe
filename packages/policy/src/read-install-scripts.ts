/** What a policy says about code that runs when a package is installed. */

import type { AllowedScriptsDocument } from './install-scripts-shape.js';
import type { AllowedScriptsEntry } from './policy.js';
import { splitPurl } from './purl-pattern.js';
import { readPackagePurl } from './read-purl.js';
import type { EntryPlace } from './refuse.js';
import type { Path } from './locate.js';

/** Entries of `installScripts.allow`. Throws what `refuse` makes for a purl that cannot be used, or that leaves open whose code runs. */
export function readInstallScripts(
  entries: readonly AllowedScriptsDocument[],
  placeOf: (path: Path) => EntryPlace,
): readonly AllowedScriptsEntry[] {
  return entries.map(({ purl, scripts }, index) => {
    const place = placeOf(['installScripts', 'allow', index]);
    const path = [...place.path, 'purl'];
    const pattern = readPackagePurl(purl, { ...place, path });
    if (leavesNameOpen(purl)) throw place.refuse(path, 'this pattern leaves open whose code runs', hint);
    return { purl: pattern, ...(scripts === undefined ? {} : { scripts }), line: place.line };
  });
}

const hint =
  'Spell the name out, as in pkg:npm/esbuild or pkg:gem/nokogiri, or the scope, as in pkg:npm/@acme/*: everybody may publish under other names.';

/** Names without a scope are given to whoever comes first; those of a scope to its owner alone. */
function leavesNameOpen(purl: string): boolean {
  if (purl === 'pkg:**') return true;
  const { type, name } = splitPurl(purl);
  if (`${type}${name}`.includes('*') === false) return false;
  const [scope = '', ...rest] = name.replace(/^%40/, '@').split('/');
  return type !== 'npm' || !scope.startsWith('@') || scope.includes('*') || rest.length !== 1;
}
