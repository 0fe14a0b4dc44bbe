export type { Answer, Artifact, Check, CheckContext, CheckResult, NoAnswer } from './check.js';
export { checks, codeInfo } from './list.js';
export { failedCheckCodes } from './common-codes.js';
export { missingEvidenceCodes } from './missing-evidence.js';
export { source as sourceCheck } from './source/index.js';
