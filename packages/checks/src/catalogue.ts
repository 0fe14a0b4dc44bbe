/**
 * What policies and reports need to know of every check: id, default, codes. Apart from the checks themselves, so that who only looks
 * codes up does not load the cryptography.
 */

import type { CodeInfo } from '@assay/model';
import { archiveSafety } from './archive-safety/index.js';
import { artifactDigest } from './artifact-digest/index.js';
import type { Check } from './check.js';
import { failedCheckCodes } from './common-codes.js';
import { gemSignatureEntry } from './gem-signature/codes.js';
import { allLicenseChecks } from './license/license-checks.js';
import { installScripts } from './install-scripts/index.js';
import { lockDrift } from './lock-drift/index.js';
import { manifestMatch } from './manifest-match/index.js';
import { pinStrength } from './pin-strength/index.js';
import { provenanceEntry } from './provenance/codes.js';
import { publisherEntry } from './publisher/codes.js';
import { registryDigest } from './registry-digest/index.js';
import { registrySignatureEntry } from './registry-signature/codes.js';
import { releaseAgeEntry } from './release-age/codes.js';
import { source } from './source/index.js';
import { sourceConfusion } from './source-confusion/index.js';
import { vendoredArchive } from './vendored-archive/index.js';
import { yanked } from './yanked/index.js';

/** One check, as policies and reports speak of it. */
export type CheckEntry = Pick<Check, 'id' | 'codes' | 'byDefault'>;

/** All checks, those on licence packages among them, in the order in which they are reported. */
export const catalogue: readonly CheckEntry[] = [
  pinStrength,
  source,
  sourceConfusion,
  lockDrift,
  registryDigest,
  registrySignatureEntry,
  provenanceEntry,
  publisherEntry,
  artifactDigest,
  vendoredArchive,
  archiveSafety,
  manifestMatch,
  gemSignatureEntry,
  installScripts,
  releaseAgeEntry,
  yanked,
  ...allLicenseChecks,
];

/** What the catalogue says about a check's code, or null for a code nobody owns. */
export function codeInfo(checkId: string, code: string): CodeInfo | null {
  const codes = catalogue.find((check) => check.id === checkId)?.codes;
  if (codes !== undefined && Object.hasOwn(codes, code)) return codes[code] ?? null;
  return Object.hasOwn(failedCheckCodes, code) ? failedCheckCodes[code as keyof typeof failedCheckCodes] : null;
}
