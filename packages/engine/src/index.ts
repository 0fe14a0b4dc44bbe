export { run } from './run.js';
export type { RunOptions, RunProgress } from './run-options.js';
export { findAbout } from './judge-subject.js';
export type { SubjectTask } from './judge-subject.js';
export { runLicense } from './license/run-license.js';
export type {
  DocumentBytes,
  LicenseLook,
  LicenseRunOptions,
  ProjectRequirement,
  PublicationOf,
} from './license/license-options.js';
export { runRotation } from './license/run-rotation.js';
export type { RotationOptions, RotationSide } from './license/run-rotation.js';
export { licenseInventory, licenseSubject } from './license/license-inventory.js';
export { judgeLicenseCopy } from './license/judge-license-copy.js';
export { licenseQuestion } from './license/license-question.js';
export { publicationOf } from './license/publication-of.js';
