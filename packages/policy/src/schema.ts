/** The JSON Schema of `assay.yaml`, for editors. */

import type { JsonValue } from '@assay/model';
import { formJsonSchema } from './form/index.js';
import { policyShape } from './shape.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * JSON Schema 2020-12 of a policy document. It refuses what `parsePolicy` refuses, but for a few
 * things that it cannot say (the package's README lists them).
 */
export function policyJsonSchema(vocabulary: Vocabulary): JsonValue {
  const schema = formJsonSchema(policyShape(vocabulary));
  return {
    $id: 'https://assay.example/schemas/policy-v1.json',
    title: 'Assay policy',
    ...schema,
  };
}
