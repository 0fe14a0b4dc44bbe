/** How npm's clients install a tarball: first path component dropped, extension headers applied, links left out. */

import type { TarRules } from './tar-listing.js';

export const npmRules: TarRules = {
  stripFirst: true,
  cutsSpaces: false,
  plainUstar: false,
  // The manifest, the lockfile a package may bring, and the file whose mere presence makes npm run node-gyp.
  manifests: new Set(['package.json', 'npm-shrinkwrap.json', 'binding.gyp']),
};
