/** What the attestations of one file came to, in the words of every ecosystem. */

import type { Signer, VerifiedTime } from '@assay/model';
import type { CheckResult } from '../check.js';
import type { AttestedCode } from './attested-codes.js';

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
