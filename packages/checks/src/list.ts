/** All checks, in the order in which they are reported. */

import { archiveSafety } from './archive-safety/index.js';
import { artifactDigest } from './artifact-digest/index.js';
import type { Check } from './check.js';
import { failedCheckCodes } from './common-codes.js';
import { allLicenseChecks } from './license/license-checks.js';
import { gemSignature } from './gem-signature/index.js';
import { manifestMatch } from './manifest-match/index.js';
import { pinStrength } from './pin-strength/index.js';
import { provenance } from './provenance/index.js';
import { publisher } from './publisher/index.js';
import { registryDigest } from './registry-digest/index.js';
import { registrySignature } from './registry-signature/index.js';
import { source } from './source/index.js';
import type { CodeInfo } from '@assay/model';

/** All checks, in the order in which they are reported. */
export const checks: readonly Check[] = [
  pinStrength,
  source,
  registryDigest,
  registrySignature,
  provenance,
  publisher,
  artifactDigest,
  archiveSafety,
  manifestMatch,
  gemSignature,
];

/** What the catalogues say about a check's code, or null for a code nobody owns. */
export function codeInfo(
  checkId: string,
  code: string,
  list: readonly Pick<Check, 'id' | 'codes'>[] = [...checks, ...allLicenseChecks],
): CodeInfo | null {
  const codes = list.find((check) => check.id === checkId)?.codes;
  if (codes !== undefined && Object.hasOwn(codes, code)) return codes[code] ?? null;
  return Object.hasOwn(failedCheckCodes, code) ? failedCheckCodes[code as keyof typeof failedCheckCodes] : null;
}
