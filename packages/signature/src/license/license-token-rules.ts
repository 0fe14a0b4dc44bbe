/**
 * What is asked of a licence token, by how its vendor makes it:
 *
 * - `rsa-recover`: base64 of JSON with an `entity`, padded by PKCS #1 v1.5 (type 1) and raised to the private RSA key (Karafka).
 * - `jwt`: a compact JWS (RFC 7515) with a JSON object.
 * - `text`: readable text that nothing signs.
 * - `opaque`: anything; only its fingerprint is looked at.
 * - `md5-trailer`: readable text with its MD5 (MUI X, AG Grid), which anybody can forge.
 */

import type { LicenseTokenScheme } from '@assay/model';
import type { LicenseTokenAlgorithm } from './jwt-algorithm.js';
import type { TokenShape } from './token-shape.js';

/**
 * What is asked of a token; the model's `LicenseTokenExpectation` is one. A member that its scheme cannot answer makes the rules unusable:
 * none is passed over. Empty lists and objects ask nothing.
 */
export interface LicenseTokenRules {
  readonly scheme: LicenseTokenScheme;
  /**
   * Issuer keys, several where one is being replaced: PEM or base64 of DER, as `licenseKeyProblem` takes them. For `rsa-recover` and
   * `jwt`; empty for all others.
   */
  readonly keys: readonly string[];
  /** Fingerprints (SHA-256 of the token without white space, lowercase hex), of which the token must have one. For every scheme. */
  readonly fingerprints?: readonly string[];
  /** To whom the token must be issued, letter by letter. For `rsa-recover`, `jwt` and `md5-trailer`. */
  readonly entity?: string;
  /** `jwt`: the claim that names the entity; if not told, the first there is of `entity`, `licensee`, `sub`. */
  readonly entityClaim?: string;
  /** `jwt`: claims that must have exactly this value; of several audiences one. */
  readonly claims?: Readonly<Record<string, string>>;
  /** `jwt`: signature algorithms that are allowed; if not told, all that Assay knows for the type of the key. */
  readonly algorithms?: readonly LicenseTokenAlgorithm[];
  /** `text`. */
  readonly shape?: TokenShape;
}
