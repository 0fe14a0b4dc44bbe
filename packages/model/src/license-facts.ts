/** What a look at a licence package learned that no finding holds: for bills of materials. */

import type { LicensePhase } from './license.js';

/** A token that was verified under a key of the vendor's that the policy names. Never the token itself. */
export interface VerifiedLicenseToken {
  /** To whom it was issued, as the vendor wrote it; absent where it names nobody. */
  readonly licensee?: string;
  /** RFC 3339 UTC: when it starts, and from when on it no longer holds. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** SHA-256 of the token without white space, lowercase hex. */
  readonly fingerprint: string;
}

/** What is known of one licence package. */
export interface LicenseFacts {
  /** Subject id in the look's inventory. */
  readonly subject: string;
  /** Its id in the policy. */
  readonly license: string;
  /** For people, as the policy says: the licensor. */
  readonly vendor: string;
  /** An e-mail address or URL, as the policy says. */
  readonly contact?: string;
  /** RFC 3339 date, UTC, inclusive, as the policy says: the last day of the entitlement. */
  readonly entitledUntil?: string;
  /** The tokens that were verified, each once, by the first phase that had them. None: nothing shows to whom it is licensed. */
  readonly tokens: readonly (VerifiedLicenseToken & { readonly phase: LicensePhase })[];
}
