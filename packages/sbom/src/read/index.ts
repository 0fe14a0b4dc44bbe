export { foreignXml } from './foreign-xml.js';
export type { ForeignXml } from './foreign-xml.js';
export { defaultReadLimits } from './limits.js';
export type { ReadLimits } from './limits.js';
export { parseBom } from './parse-bom.js';
export type { BomReadProblem, BomReadResult, ReadBom } from './read-bom.js';
