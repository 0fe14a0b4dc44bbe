export { buildDeclarations } from './build-declarations.js';
export type { ClaimSet } from './build-declarations.js';
export { builtinMapping } from './builtin-mapping.js';
export { builtinMappingText } from './builtin-mapping-text.js';
export { parseMapping } from './parse-mapping.js';
export type { MappingSource } from './parse-mapping.js';
export type { MappedRequirement, MappedStandard, StandardsMapping } from './standards-mapping.js';
