/** Verifies a seal before it leaves the house, as a customer would. */

import type { IdentityToken } from '@assay/acquire';
import {
  checksumBundleOpener,
  licenseChecksumPredicateType,
  suggestPublisherItem,
  verifyChecksumStatement,
} from '@assay/signature';
import { readTime } from '../read-time.js';
import {
  otherIdentity,
  refusedSignature,
  signatureProblem,
  signerOfBundle,
  type IdentitySigner,
} from '../signing/signer-of-bundle.js';
import { readRootsForFiles } from '../trust-for-run.js';
import type { KeylessSealing, SealedStatement, SealProblem } from './keyless-sealing.js';

/** A seal that holds. */
export interface CheckedSeal {
  readonly document: Uint8Array;
  /** What customers write under `publishers`; null for an identity that no entry can name. */
  readonly publisher: string | null;
  readonly notes: readonly string[];
}

/** What a seal should be. */
export interface SealExpectation {
  readonly sealed: SealedStatement;
  /** Who the token was about. */
  readonly token: Pick<IdentityToken, 'issuer' | 'identity'>;
  readonly sealing: KeylessSealing;
}

/** The seal, if it holds under this machine's trust, is by the token's identity, and says what was to be sealed. */
export async function checkSeal(
  document: Uint8Array,
  { sealed, token, sealing }: SealExpectation,
): Promise<CheckedSeal | { readonly problem: SealProblem }> {
  const { env, trustedRoot } = sealing;
  const named = trustedRoot === undefined ? {} : { trustedRoot };
  const at = readTime();
  const { roots, notes } = await readRootsForFiles({ env, folders: [process.cwd()], at, ...named });
  const { digests } = sealed.file;
  const signer = signerOfBundle({ document, digests, predicateType: licenseChecksumPredicateType, roots, at });
  if ('code' in signer) return { problem: refusedSignature(signer.code, signer.detail) };
  const other = otherIdentity(signer, token);
  if (other !== null) return { problem: refusedSignature('signer-mismatch', other) };
  const verdict = verifyChecksumStatement(document, {
    file: sealed.file,
    package: sealed.package,
    signers: { sigstore: checksumBundleOpener({ expected: expectedBy(signer, token.issuer), roots }) },
    at,
  });
  if (verdict.outcome !== 'proven') return { problem: signatureProblem(verdict) };
  const publisher = suggestPublisherItem({ signer, purl: sealed.package, version: sealed.version });
  return { document, publisher, notes };
}

function expectedBy({ san }: IdentitySigner, issuer: string) {
  return { by: 'identity', identity: san.value, issuer } as const;
}
