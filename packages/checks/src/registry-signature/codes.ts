/** Id, default and codes of `registry-signature`: what policies and reports need of it. */

import type { CodeCatalogue } from '@assay/model';
import { registrySignatureCodes } from '@assay/signature';
import { missingEvidenceCodes } from '../missing-evidence.js';
import { sourceKindCodes } from '../not-applicable.js';
import { trustExpiredCodes } from '../trust-expired.js';

const codes = {
  ...sourceKindCodes,
  ...missingEvidenceCodes,
  ...registrySignatureCodes,
  ...trustExpiredCodes,
  'not-in-registry': {
    outcome: 'not-applicable',
    text: 'The package does not come from a registry, so no registry signs it.',
    next: '',
  },
  'registry-does-not-sign': {
    outcome: 'not-applicable',
    text: 'Registries of this ecosystem sign nothing; `gem-signature` and `provenance` say who did.',
    next: '',
  },
  'registry-answers-other-package': {
    outcome: 'refuted',
    text: 'The registry’s answer is about another package or version.',
    next: 'Do not install. Ask whoever runs the registry.',
  },
} as const satisfies CodeCatalogue;

/** Its entry in the catalogue. */
export const registrySignatureEntry = {
  id: 'registry-signature',
  byDefault: 'prefer',
  codes,
} as const;
