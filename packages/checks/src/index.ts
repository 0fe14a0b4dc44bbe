export type {
  Answer,
  Artifact,
  Check,
  CheckContext,
  CheckResult,
  Demanded,
  LockedElsewhere,
  NameElsewhere,
  NoAnswer,
  VendoredRead,
} from './check.js';
export { catalogue, codeInfo } from './catalogue.js';
export type { CheckEntry } from './catalogue.js';
export { checks } from './list.js';
export { allLicenseChecks, licenseChecks } from './license/license-checks.js';
export type {
  ChecksumDocument,
  LicenseCheck,
  LicenseContext,
  LicenseCopy,
  LicenseLock,
  LicenseRequirement,
  Namesake,
  NoCopies,
} from './license/license-check.js';
export { contentOf, memberNames, packageFiles, shapeOf } from './license/package-files.js';
export { failedCheckCodes } from './common-codes.js';
export { missingEvidenceCodes } from './missing-evidence.js';
export { publisher as publisherCheck } from './publisher/index.js';
export { source as sourceCheck } from './source/index.js';
export { licenseContent } from './license-content/index.js';
export { licenseCode } from './license-code/index.js';
export { licenseDigest } from './license-digest/index.js';
export { licensePresence } from './license-presence/index.js';
export { licenseRotation } from './license-rotation/index.js';
export { licenseToken } from './license-token/index.js';
