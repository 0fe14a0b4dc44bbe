/** The JSON Schema of a vendor's profile, for editors. */

import type { JsonValue } from '@assay/model';
import * as z from 'zod';
import { licenseProfileShape } from './profile-shape.js';

/** JSON Schema 2020-12 of a profile. It refuses what `parseLicenseProfile` refuses, but for what the README lists. */
export function licenseProfileJsonSchema(): JsonValue {
  const schema = z.toJSONSchema(licenseProfileShape(), { target: 'draft-2020-12', io: 'input' });
  return {
    $id: 'https://assay.example/schemas/license-profile-v1.json',
    title: 'Assay profile of licence packages',
    ...(schema as JsonValue & object),
  };
}
