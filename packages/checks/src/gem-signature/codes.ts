/** Id, default and codes of `gem-signature`: what policies and reports need of it. */

import type { CodeCatalogue } from '@assay/model';
import { gemCodes } from '@assay/signature';
import { artifactCodes } from '../artifact-answer.js';

const codes = {
  ...artifactCodes,
  ...gemCodes,
  'not-a-gem': {
    outcome: 'not-applicable',
    text: 'The package is no gem; only gems hold signatures of their own.',
    next: '',
  },
} as const satisfies CodeCatalogue;

/** Its entry in the catalogue. */
export const gemSignatureEntry = {
  id: 'gem-signature',
  byDefault: 'prefer',
  codes,
} as const;
