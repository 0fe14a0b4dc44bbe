export { defaultReadLimits } from './limits.js';
export type { ReadLimits } from './limits.js';
export { parseBom } from './parse-bom.js';
export type { BomReadProblem, BomReadResult, PassedOver, ReadBom } from './read-bom.js';
export { bomComponents, type BomComponent } from './bom-components.js';
