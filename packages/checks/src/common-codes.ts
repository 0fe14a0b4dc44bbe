/** Codes that the engine gives in a check's name when the check itself failed to answer. */

import type { CodeCatalogue } from '@assay/model';

/** A check that crashes or stays silent has proven nothing. */
export const failedCheckCodes = {
  'check-crashed': {
    outcome: 'unknown',
    text: 'The check failed on this package: a defect in Assay.',
    next: 'Please report it with this output.',
  },
  'check-silent': {
    outcome: 'unknown',
    text: 'The check gave no answer for this package: a defect in Assay.',
    next: 'Please report it with this output.',
  },
} as const satisfies CodeCatalogue;
