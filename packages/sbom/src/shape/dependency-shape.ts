import { attribute, reference, repeated, shape } from './shape.js';

/** One node of the dependency graph and what it points to. */
export const dependency = shape(() => [
  attribute('ref'),
  repeated('dependsOn', reference, 'dependency'),
  repeated('provides', reference),
]);
