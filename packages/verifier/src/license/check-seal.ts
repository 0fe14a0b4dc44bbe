/** Verifies a seal before it leaves the house, as a customer would. */

import type { IdentityToken } from '@assay/acquire';
import type { Signer } from '@assay/model';
import {
  attestationCodeInfo,
  checksumBundleOpener,
  licenseChecksumPredicateType,
  parseAttestationDocument,
  parseBundle,
  suggestPublisherItem,
  verifyBundle,
  verifyChecksumStatement,
  type SigstoreRoot,
} from '@assay/signature';
import { readTime } from '../read-time.js';
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
  const asked = { roots, at };
  const signer = signerOf(document, sealed, asked);
  if ('code' in signer) return { problem: refusal(signer.code, signer.detail) };
  const other = otherIdentity(signer, token);
  if (other !== null) return { problem: refusal('signer-mismatch', other) };
  const verdict = verifyChecksumStatement(document, {
    file: sealed.file,
    package: sealed.package,
    signers: { sigstore: checksumBundleOpener({ expected: expectedBy(signer, token.issuer), roots }) },
    at,
  });
  if (verdict.outcome !== 'proven') return { problem: withOutcome(verdict) };
  const publisher = suggestPublisherItem({ signer, purl: sealed.package, version: sealed.version });
  return { document, publisher, notes };
}

type IdentitySigner = Extract<Signer, { readonly kind: 'identity' }>;

interface Asked {
  readonly roots: readonly SigstoreRoot[];
  readonly at: string;
}

/** Who signed, by the bundle itself. */
function signerOf(
  document: Uint8Array,
  { file }: SealedStatement,
  asked: Asked,
): IdentitySigner | { readonly code: string; readonly detail: string } {
  const [read] = parseAttestationDocument('seal', document).attestations;
  const none = { code: 'bundle-malformed', detail: 'It is not one bundle by an identity.' };
  if (read === undefined) return none;
  const bundle = parseBundle(read.bundle);
  if (!bundle.ok) return bundle;
  const artifact = { digests: file.digests };
  const predicateTypes = [licenseChecksumPredicateType];
  const answer = verifyBundle({ ...asked, bundle: bundle.value, artifact, predicateTypes });
  if (!answer.ok) return answer;
  return answer.value.signer.kind === 'identity' ? answer.value.signer : none;
}

/** How the certificate differs from the token; null where it does not. */
function otherIdentity({ issuer, san }: IdentitySigner, token: SealExpectation['token']): string | null {
  if (issuer !== token.issuer) return `The token is of ${token.issuer}, the certificate of ${issuer ?? 'no issuer'}.`;
  if (token.identity === null || token.identity === san.value) return null;
  return `The token is ${token.identity}'s, the certificate ${san.value}'s.`;
}

function expectedBy({ san }: IdentitySigner, issuer: string) {
  return { by: 'identity', identity: san.value, issuer } as const;
}

function refusal(code: string, detail: string): SealProblem {
  return withOutcome({ ...attestationCodeInfo(code), code, detail });
}

const next =
  'Nothing was sealed. If the services are of an instance of your own, name its trusted root with --trusted-root, or import it with `assay trust import`; if they are not, check their URLs.';

function withOutcome(given: {
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
