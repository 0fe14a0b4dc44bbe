/** The JSON Schema of `assay.yaml`, for editors. */

import type { JsonValue } from '@assay/model';
import * as z from 'zod';
import { policyShape } from './shape.js';
import type { Vocabulary } from './vocabulary.js';

/**
 * JSON Schema 2020-12 of a policy document. It refuses what `parsePolicy` refuses, but for a few
 * things that it cannot say (the package's README lists them).
 */
export function policyJsonSchema(vocabulary: Vocabulary): JsonValue {
  const schema = z.toJSONSchema(policyShape(vocabulary), { target: 'draft-2020-12', io: 'input' });
  return {
    $id: 'https://assay.example/schemas/policy-v1.json',
    title: 'Assay policy',
    ...(schema as JsonValue & object),
  };
}
