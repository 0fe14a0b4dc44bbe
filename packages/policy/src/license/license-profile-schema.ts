/** The JSON Schema of a vendor's profile, for editors. */

import type { JsonValue } from '@assay/model';
import { formJsonSchema } from '../form/index.js';
import { licenseProfileShape } from './profile-shape.js';

/** JSON Schema 2020-12 of a profile. It refuses what `parseLicenseProfile` refuses, but for what the README lists. */
export function licenseProfileJsonSchema(): JsonValue {
  const schema = formJsonSchema(licenseProfileShape());
  return {
    $id: 'https://assay.example/schemas/license-profile-v1.json',
    title: 'Assay profile of licence packages',
    ...schema,
  };
}
