export * from './form.js';
export { formJsonSchema } from './form-json-schema.js';
export { issuesOf, type Issue } from './issues-of.js';
export type { EitherNode } from './form-node.js';
