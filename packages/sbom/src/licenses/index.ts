export { declaredLicenses } from './declared-licenses.js';
export type { LicenseContext } from './declared-licenses.js';
export { parseLicense } from './parse-license.js';
export type { ParsedLicense } from './parse-license.js';
export { spdxLicenseId } from './spdx-names.js';
