export type * from './cyclonedx/index.js';
export { buildSbom } from './document/index.js';
export type { SbomInput, SbomOptions } from './sbom-input.js';
export { renderJson, renderXml } from './write/index.js';
export * from './validate/index.js';
export * from './recheck/index.js';
export * from './claims/index.js';
