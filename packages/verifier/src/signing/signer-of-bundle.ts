/** Verifies what the job's identity has just signed, before anybody else sees it. */

import type { IdentityToken } from '@assay/acquire';
import type { Digest, Signer } from '@assay/model';
import {
  attestationCodeInfo,
  parseAttestationDocument,
  parseBundle,
  verifyBundle,
  type SigstoreRoot,
} from '@assay/signature';
import type { SealProblem } from '../license/keyless-sealing.js';

/** Someone with an identity. */
export type IdentitySigner = Extract<Signer, { readonly kind: 'identity' }>;

/** What the bundle must be about, and under which trust. */
export interface SignedBundle {
  readonly document: Uint8Array;
  /** Of one of the statement's subjects. */
  readonly digests: readonly Digest[];
  readonly predicateType: string;
  readonly roots: readonly SigstoreRoot[];
  /** RFC 3339 UTC. */
  readonly at: string;
}

/** Who signed, by the bundle itself, verified; or why it does not hold. */
export function signerOfBundle(
  signed: SignedBundle,
): IdentitySigner | { readonly code: string; readonly detail: string } {
  const { document, digests, predicateType, roots, at } = signed;
  const [read] = parseAttestationDocument('bundle', document).attestations;
  const none = { code: 'bundle-malformed', detail: 'It is not one bundle by an identity.' };
  if (read === undefined) return none;
  const bundle = parseBundle(read.bundle);
  if (!bundle.ok) return bundle;
  const check = { roots, at, artifact: { digests }, predicateTypes: [predicateType] };
  const answer = verifyBundle({ ...check, bundle: bundle.value });
  if (!answer.ok) return answer;
  return answer.value.signer.kind === 'identity' ? answer.value.signer : none;
}

/** How the certificate differs from the token; null where it does not. */
export function otherIdentity(
  { issuer, san }: IdentitySigner,
  token: Pick<IdentityToken, 'issuer' | 'identity'>,
): string | null {
  if (issuer !== token.issuer) return `The token is of ${token.issuer}, the certificate of ${issuer ?? 'no issuer'}.`;
  if (token.identity === null || token.identity === san.value) return null;
  return `The token is ${token.identity}'s, the certificate ${san.value}'s.`;
}

/** Why what was signed is not written out. */
export function refusedSignature(code: string, detail: string): SealProblem {
  return signatureProblem({ ...attestationCodeInfo(code), code, detail });
}

const next =
  'Nothing was sealed. If the services are of an instance of your own, name its trusted root with --trusted-root, or import it with `assay trust import`; if they are not, check their URLs.';

/** The same for an outcome that is known. */
export function signatureProblem(given: {
  readonly outcome: string;
  readonly code: string;
  readonly text: string;
  readonly detail: string;
}): SealProblem {
  const { outcome, code, text, detail } = given;
  return {
    code,
    outcome: outcome === 'refuted' ? 'refuted' : 'unknown',
    text: 'What was signed could not be verified, so it was not written out.',
    detail: `${text} ${detail}`,
    next,
  };
}
