/** Sealing without a key: the job's own identity signs, and nobody gets a seal that customers could not verify. */

import {
  defaultKeylessLimits,
  obtainIdentityToken,
  readClientConfiguration,
  signKeyless,
  userHome,
  type IdentityToken,
  type KeylessLimits,
  type KeylessProblem,
  type KeylessServices,
} from '@assay/acquire';
import type { Digest } from '@assay/model';
import { inTotoPayloadType } from '@assay/signature';
import { checkSeal, type CheckedSeal } from './check-seal.js';

/** Who vouches for the job, and where trust is found. */
export interface KeylessSealing {
  readonly services: KeylessServices;
  /** The process's environment: the identity token comes from it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of the instance that these services belong to (`--trusted-root FILE`); default: what verifiers on this machine trust. */
  readonly trustedRoot?: string;
  readonly limits?: KeylessLimits;
}

/** What is sealed. */
export interface SealedStatement {
  /** The exact in-toto statement. */
  readonly statement: Uint8Array;
  readonly file: { readonly name: string; readonly digests: readonly Digest[] };
  /** purl with version. */
  readonly package: string;
  readonly version: string;
}

/** Why there is no seal. */
export type SealProblem = Pick<KeylessProblem, 'outcome' | 'text' | 'detail' | 'next'> & { readonly code: string };

/** A bundle that was verified, or why there is none. */
export type KeylessSeal = CheckedSeal | { readonly problem: SealProblem };

/**
 * Signs a statement with the identity of the job, and verifies the bundle as customers will: under this machine's trust, signed by the
 * token's identity, about this file. Throws AssayError `ERR_USAGE` for tokens and services that cannot be used, `ERR_CONFIG` as reading
 * trust and client configuration does.
 */
export async function sealKeyless(sealed: SealedStatement, sealing: KeylessSealing): Promise<KeylessSeal> {
  const { services, env, limits = defaultKeylessLimits } = sealing;
  const token = await obtainIdentityToken({ env, network: () => networkOf(env), limits });
  if ('code' in token) return { problem: token };
  const signed = await signKeyless(sealed.statement, inTotoPayloadType, { token: token.text, services, limits });
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
