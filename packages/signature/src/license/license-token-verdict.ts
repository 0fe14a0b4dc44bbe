import type { Outcome } from '@assay/model';
import { licenseTokenCodes, type LicenseTokenCode } from '../codes/license-token-codes.js';
import type { LicenseTokenClaim } from './token-claims.js';
import type { TokenReading } from './token-reading.js';

/** What a token proves. */
export interface LicenseTokenVerdict {
  readonly outcome: Outcome;
  /** Of `licenseTokenCodes`, which gives `outcome`, `text` and `next`. */
  readonly code: LicenseTokenCode;
  readonly text: string;
  /** One sentence with the particulars. May hold attacker-controlled text: escape before printing. Never the token. */
  readonly detail: string;
  readonly next: string;
  /** SHA-256 of the token without white space, lowercase hex. */
  readonly fingerprint: string;
  /**
   * To whom it was issued, exactly as it is written; null where it names nobody or could not be opened. Attacker-controlled unless
   * the code is `license-token-verified`: escape before printing.
   */
  readonly entity: string | null;
  /** What it says, in printable ASCII. Empty where it could not be opened. */
  readonly claims: readonly LicenseTokenClaim[];
  /** RFC 3339: when it starts, and from when on it no longer holds. As it says, so only as good as the outcome. */
  readonly notBefore?: string;
  readonly notAfter?: string;
}

/** The verdict of a finding about a token and, where it could be opened, of what it says. */
export function licenseTokenVerdict(
  { code, detail }: Pick<TokenReading, 'code' | 'detail'>,
  fingerprint: string,
  reading: TokenReading | null,
): LicenseTokenVerdict {
  const { outcome, text, next } = licenseTokenCodes[code];
  const { entity = null, claims = [], notBefore, notAfter } = reading ?? {};
  return {
    outcome,
    code,
    text,
    detail,
    next,
    fingerprint,
    entity,
    claims,
    ...(notBefore === undefined ? {} : { notBefore: new Date(notBefore).toISOString() }),
    ...(notAfter === undefined ? {} : { notAfter: new Date(notAfter).toISOString() }),
  };
}
