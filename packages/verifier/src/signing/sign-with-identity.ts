/** Signing without a key: the job's own identity signs. */

import {
  defaultKeylessLimits,
  obtainIdentityToken,
  readClientConfiguration,
  signKeyless,
  userHome,
  type IdentityToken,
} from '@assay/acquire';
import { inTotoPayloadType } from '@assay/signature';
import type { KeylessSealing, SealProblem } from '../license/keyless-sealing.js';

/** A bundle that nobody has verified yet, and whose token it was. */
export interface SignedByIdentity {
  readonly document: Uint8Array;
  /** Who the token is about, without the token. */
  readonly token: Pick<IdentityToken, 'issuer' | 'identity'>;
}

/**
 * Signs a statement with the identity of the job. Throws AssayError `ERR_USAGE` for tokens and services that cannot be used, `ERR_CONFIG`
 * as reading client configuration does.
 */
export async function signWithIdentity(
  statement: Uint8Array,
  { services, env, limits = defaultKeylessLimits }: KeylessSealing,
): Promise<SignedByIdentity | { readonly problem: SealProblem }> {
  let network: ReturnType<typeof networkOf> | undefined;
  const readNetwork = () => (network ??= networkOf(env));
  const token = await obtainIdentityToken({ env, network: readNetwork, limits });
  if ('code' in token) return { problem: token };
  const asking = { token: token.text, services, limits, network: await readNetwork() };
  const signed = await signKeyless(statement, inTotoPayloadType, asking);
  if (!(signed instanceof Uint8Array)) return { problem: signed };
  const { issuer, identity } = token;
  return { document: signed, token: { issuer, identity } };
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
