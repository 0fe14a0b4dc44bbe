/** All checks on licence packages, in the order in which they are reported. */

import { licenseChecksum } from '../license-checksum/index.js';
import { licenseCode } from '../license-code/index.js';
import { licenseContent } from '../license-content/index.js';
import { licenseDigest } from '../license-digest/index.js';
import { licenseEntitlement } from '../license-entitlement/index.js';
import { licenseInstalled } from '../license-installed/index.js';
import { licenseLock } from '../license-lock/index.js';
import { licenseNamesake } from '../license-namesake/index.js';
import { licensePresence } from '../license-presence/index.js';
import { licensePublisher } from '../license-publisher/index.js';
import { licenseRecord } from '../license-record/index.js';
import { licenseRotation } from '../license-rotation/index.js';
import { licenseToken } from '../license-token/index.js';
import type { LicenseCheck } from './license-check.js';

/** All checks on licence packages, in the order in which they are reported. */
export const licenseChecks: readonly LicenseCheck[] = [
  licenseLock,
  licenseRecord,
  licenseEntitlement,
  licensePresence,
  licenseDigest,
  licenseChecksum,
  licensePublisher,
  licenseNamesake,
  licenseInstalled,
  licenseContent,
  licenseCode,
  licenseToken,
];

/** Those, and the check of `assay license rotate-check`. */
export const allLicenseChecks: readonly LicenseCheck[] = [...licenseChecks, licenseRotation];
