/** What a gem's attestations prove, beside what Sigstore bundles and provenance do. */

import type { CodeInfo } from '@assay/model';
import { provenanceCodes } from './provenance-codes.js';
import { sigstoreCodes } from './sigstore-codes.js';

const entry = (outcome: CodeInfo['outcome'], text: string, next: string): CodeInfo => ({ outcome, text, next });

const reportRegistry = 'Do not install. Compare with another registry, and report it to whoever runs this one.';

const own = {
  'attestations-valid': entry(
    'proven',
    'Every attestation of this gem that counts verifies and is about the pinned file; those that do not count are told.',
    '',
  ),
  'attestations-missing': entry(
    'absent',
    'The registry holds no attestation for this gem.',
    'Ask the publisher to use trusted publishing, or accept its absence in the policy.',
  ),
  'attestations-not-understood': entry(
    'absent',
    'The registry holds attestations for this gem, and none is a signature over the file or says how it was built.',
    'Ask the publisher to use trusted publishing, or accept its absence in the policy.',
  ),
  'too-many-attestations': entry('refuted', 'The registry holds more attestations than any real one.', reportRegistry),
  'attestation-signer-unexpected': entry('refuted', 'An attestation is not signed by an identity.', reportRegistry),
} as const satisfies Readonly<Record<string, CodeInfo>>;

/** Every code that verifying a gem's attestations can give. */
export const gemAttestationCodes = { ...sigstoreCodes, ...provenanceCodes, ...own } as const;

/** A code of verifying a gem's attestations. */
export type GemAttestationCode = keyof typeof gemAttestationCodes;
