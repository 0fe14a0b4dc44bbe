export type { Answer, Artifact, Check, CheckContext, CheckResult, NoAnswer } from './check.js';
export { checks, codeInfo } from './list.js';
export { licenseChecks } from './license/license-checks.js';
export type {
  LicenseCheck,
  LicenseContext,
  LicenseCopy,
  LicenseLock,
  Namesake,
  NoCopies,
} from './license/license-check.js';
export { memberNames, packageFiles, packageMember, shapeOf } from './license/package-files.js';
export { failedCheckCodes } from './common-codes.js';
export { missingEvidenceCodes } from './missing-evidence.js';
export { source as sourceCheck } from './source/index.js';
export { licenseDigest } from './license-digest/index.js';
