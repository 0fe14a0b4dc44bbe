/** Sealing without a key: the job's own identity signs, and nobody gets a seal that customers could not verify. */

import { signWithIdentity } from '../signing/sign-with-identity.js';
import { checkSeal, type CheckedSeal } from './check-seal.js';
import type { KeylessSealing, SealedStatement, SealProblem } from './keyless-sealing.js';

/** A bundle that was verified, or why there is none. */
export type KeylessSeal = CheckedSeal | { readonly problem: SealProblem };

/**
 * Signs a statement with the identity of the job, and verifies the bundle as customers will: under this machine's trust, signed by the
 * token's identity, about this file. Throws AssayError `ERR_USAGE` for tokens and services that cannot be used, `ERR_CONFIG` as reading
 * trust and client configuration does.
 */
export async function sealKeyless(sealed: SealedStatement, sealing: KeylessSealing): Promise<KeylessSeal> {
  const signed = await signWithIdentity(sealed.statement, sealing);
  if ('problem' in signed) return signed;
  return checkSeal(signed.document, { sealed, token: signed.token, sealing });
}
