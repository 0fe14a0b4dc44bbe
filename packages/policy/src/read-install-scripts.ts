/** What a policy says about code that runs when a package is installed. */

import type { InstallScriptsDocument } from './install-scripts-shape.js';
import type { Path } from './locate.js';
import type { AllowedScriptsEntry } from './policy.js';
import { readNamedPurl } from './read-purl.js';
import type { EntryPlace } from './refuse.js';

/** Entries of `installScripts.allow`. Throws what `refuse` makes for a purl that cannot be used, or that leaves open whose code runs. */
export function readInstallScripts(
  section: InstallScriptsDocument | undefined,
  placeAt: (path: Path) => EntryPlace,
): readonly AllowedScriptsEntry[] {
  return (section?.allow ?? []).map(({ purl, scripts }, index) => {
    const place = placeAt(['installScripts', 'allow', index]);
    const pattern = readNamedPurl(purl, { ...place, path: [...place.path, 'purl'] });
    return { purl: pattern, ...(scripts === undefined ? {} : { scripts }), line: place.line };
  });
}
