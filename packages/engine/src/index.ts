export { run } from './run.js';
export type { RunOptions, RunProgress } from './run-options.js';
export { findAbout } from './judge-subject.js';
export type { SubjectTask } from './judge-subject.js';
export { runLicense } from './license/run-license.js';
export type { LicenseLook, LicenseRunOptions, RevocationBytes } from './license/license-options.js';
export { runRotation } from './license/run-rotation.js';
export type { RotationOptions, RotationSide } from './license/run-rotation.js';
export { licenseInventory, licenseSubject } from './license/license-inventory.js';
