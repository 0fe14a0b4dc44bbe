/** What a scheme's reader says of a token. */

import type { LicenseTokenCode } from '../codes/license-token-codes.js';
import type { Refusal } from '../outcome.js';
import type { LicenseTokenClaim } from './token-claims.js';

/** A token that has its scheme's form and, where the scheme signs and keys are pinned, was made with one of them. */
export interface TokenReading {
  /** What is proven if nothing else speaks against it; absent without proof of the issuer. */
  readonly code: LicenseTokenCode;
  readonly detail: string;
  readonly entity: string | null;
  readonly claims: readonly LicenseTokenClaim[];
  /** Milliseconds since 1970: not before, and no longer from then on. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** Milliseconds since 1970. */
  readonly issuedAt?: number;
  /** Fingerprints of other texts that are the same token: whoever holds it can write them. */
  readonly otherFingerprints?: readonly string[];
  /** What its own rules say against it. */
  readonly objection?: Refusal<LicenseTokenCode>;
}

/** The reading, or why there is none. */
export type TokenAnswer = TokenReading | Refusal<LicenseTokenCode>;

/** True where the token could be read. */
export function isReading(answer: TokenAnswer): answer is TokenReading {
  return 'claims' in answer;
}
