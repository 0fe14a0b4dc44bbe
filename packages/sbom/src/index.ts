export type * from './cyclonedx/index.js';
export type { SbomInput, SbomOptions } from './sbom-input.js';
export { renderJson, renderXml } from './write/index.js';
export * from './validate/index.js';
export { defaultReadLimits, parseBom } from './read/index.js';
export type { BomReadProblem, BomReadResult, ReadBom, ReadLimits } from './read/index.js';
