/** How RubyGems installs a gem's data.tar.gz: paths as they are, extension headers not applied. */

import type { TarRules } from './tar-listing.js';

export const gemRules: TarRules = { stripFirst: false, cutsSpaces: true, plainUstar: true, manifests: new Set() };
