export type * from './cyclonedx/index.js';
export type { SbomInput, SbomOptions } from './sbom-input.js';
export * from './validate/index.js';
