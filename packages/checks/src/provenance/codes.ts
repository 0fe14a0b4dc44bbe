/** Id, default and codes of `provenance`: what policies and reports need of it. */

import type { CodeCatalogue } from '@assay/model';
import { attestedCodes } from '../attested/attested-codes.js';
import { sourceKindCodes } from '../not-applicable.js';

const codes = {
  ...sourceKindCodes,
  ...attestedCodes,
  'not-in-registry': {
    outcome: 'not-applicable',
    text: 'The package does not come from a registry, so no registry holds attestations for it.',
    next: '',
  },
  'no-file-locked': {
    outcome: 'unknown',
    text: 'The lockfile names no file of this package.',
    next: 'Lock the package again.',
  },
} as const satisfies CodeCatalogue;

/** Its entry in the catalogue. */
export const provenanceEntry = {
  id: 'provenance',
  byDefault: 'prefer',
  codes,
} as const;
