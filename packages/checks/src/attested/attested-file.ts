/** What the attestations of one file came to, in the words of every ecosystem. */

import type { CodeCatalogue, Signer, VerifiedTime } from '@assay/model';
import { gemAttestationCodes, npmAttestationCodes } from '@assay/signature';
import type { CheckResult } from '../check.js';
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

/** A signer that a verified attestation of the file names. */
export interface AttestedSigner {
  readonly signer: Signer;
  readonly signedAt: readonly VerifiedTime[];
  /** Signed something else about the file than how it was built: must be an expected publisher, and is no sign of one. */
  readonly attestsOnly?: true;
}

/** The attestations of one file, judged. */
export interface AttestedFile {
  readonly result: CheckResult<AttestedCode>;
  /** Who signed for it; none unless all attestations hold. */
  readonly signers: readonly AttestedSigner[];
}
