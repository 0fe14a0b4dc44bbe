export type { BomDifference, RecheckCode } from './bom-difference.js';
export { recheckBom } from './recheck-bom.js';
export type { RecheckOptions } from './recheck-bom.js';
export { optionsOfBom } from './options-of-bom.js';
