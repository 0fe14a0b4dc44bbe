/** Codes of what a file's attestations came to, in the words of every ecosystem. */

import type { CodeCatalogue } from '@assay/model';
import { gemAttestationCodes, npmAttestationCodes } from '@assay/signature';
import { missingEvidenceCodes } from '../missing-evidence.js';
import { trustExpiredCodes } from '../trust-expired.js';

const own = {
  'attestations-withheld': {
    outcome: 'unknown',
    text: 'The registry says that there are attestations, and does not hand them out.',
    next: 'Ask a registry or mirror that passes attestations on.',
  },
  'attestations-not-served': {
    outcome: 'unknown',
    text: 'The registry does not answer questions about attestations.',
    next: 'Use a registry that does, or accept their absence in the policy.',
  },
  'predicate-type-missing': {
    outcome: 'absent',
    text: 'No verified attestation is of a type that the policy requires.',
    next: 'Ask the publisher to attest it, or correct `attestations` in the policy.',
  },
} as const satisfies CodeCatalogue;

/** Every code that looking at a file's attestations can give. */
export const attestedCodes = {
  ...missingEvidenceCodes,
  ...trustExpiredCodes,
  ...gemAttestationCodes,
  // Of the codes that both have, npm's texts fit either.
  ...npmAttestationCodes,
  ...own,
} as const satisfies CodeCatalogue;

/** A code of {@link attestedCodes}. */
export type AttestedCode = keyof typeof attestedCodes;
