export * from './form.js';
export { formJsonSchema } from './form-json-schema.js';
export { issuesOf, type Issue } from './issues-of.js';
export type { EitherNode, Form } from './form-node.js';
