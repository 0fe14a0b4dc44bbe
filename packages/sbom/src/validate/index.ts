export type { BomProblem, BomProblemCode, BomProblems } from './bom-problem.js';
export type { BomSchemaName, LoadBomSchema } from './bom-schemas.js';
export { createBomValidator } from './create-bom-validator.js';
export type { BomValidator } from './create-bom-validator.js';
export type { ValidateOptions } from './validate-options.js';
