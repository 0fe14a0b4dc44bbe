export type * from './cyclonedx/index.js';
export type { DeclaredPart, DeclaredParts } from './declared-parts.js';
export type { SbomInput, SbomOptions } from './sbom-input.js';
