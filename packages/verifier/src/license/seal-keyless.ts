/** Sealing without a key: the job's own identity signs, and nobody gets a seal that customers could not verify. */

import {
  defaultKeylessLimits,
  obtainIdentityToken,
  readClientConfiguration,
  signKeyless,
  userHome,
  type IdentityToken,
} from '@assay/acquire';
import { inTotoPayloadType } from '@assay/signature';
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
  const { services, env, limits = defaultKeylessLimits } = sealing;
  let network: ReturnType<typeof networkOf> | undefined;
  const readNetwork = () => (network ??= networkOf(env));
  const token = await obtainIdentityToken({ env, network: readNetwork, limits });
  if ('code' in token) return { problem: token };
  const asking = { token: token.text, services, limits, network: await readNetwork() };
  const signed = await signKeyless(sealed.statement, inTotoPayloadType, asking);
  if (!(signed instanceof Uint8Array)) return { problem: signed };
  return checkSeal(signed, { sealed, token: identityOnly(token), sealing });
}

/** What only says who it is can be shown. */
function identityOnly({ issuer, identity }: IdentityToken): Pick<IdentityToken, 'issuer' | 'identity'> {
  return { issuer, identity };
}

async function networkOf(env: KeylessSealing['env']) {
  const { network } = await readClientConfiguration({
    env,
    home: userHome(env),
    projectRoot: process.cwd(),
    cwd: process.cwd(),
    policyRegistries: [],
    isPublicRegistry: () => false,
  });
  return network;
}
