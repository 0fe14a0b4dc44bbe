export { declaredLicenses } from './declared-licenses.js';
export { parseLicense } from './parse-license.js';
