/** All checks, in the order in which they are reported. */

import { archiveSafety } from './archive-safety/index.js';
import { artifactDigest } from './artifact-digest/index.js';
import type { Check } from './check.js';
import { gemSignature } from './gem-signature/index.js';
import { installScripts } from './install-scripts/index.js';
import { lockDrift } from './lock-drift/index.js';
import { manifestMatch } from './manifest-match/index.js';
import { pinStrength } from './pin-strength/index.js';
import { provenance } from './provenance/index.js';
import { publisher } from './publisher/index.js';
import { registryDigest } from './registry-digest/index.js';
import { registrySignature } from './registry-signature/index.js';
import { releaseAge } from './release-age/index.js';
import { source } from './source/index.js';
import { sourceConfusion } from './source-confusion/index.js';
import { vendoredArchive } from './vendored-archive/index.js';
import { yanked } from './yanked/index.js';

/** All checks, in the order in which they are reported. */
export const checks: readonly Check[] = [
  pinStrength,
  source,
  sourceConfusion,
  lockDrift,
  registryDigest,
  registrySignature,
  provenance,
  publisher,
  artifactDigest,
  vendoredArchive,
  archiveSafety,
  manifestMatch,
  gemSignature,
  installScripts,
  releaseAge,
  yanked,
];
