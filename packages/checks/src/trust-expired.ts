/** The code for trust that has ended: shared by every check that rests on trust documents. */

import type { CodeCatalogue } from '@assay/model';

/** What an expired document would have proven is unknown, and puts the whole run in doubt. */
export const trustExpiredCodes = {
  'trusted-root-expired': {
    outcome: 'unknown',
    text: 'What this would be verified by has expired.',
    next: 'Run `assay trust update`, or install a newer Assay.',
  },
} as const satisfies CodeCatalogue;
