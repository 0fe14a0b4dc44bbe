/** What a gem's signatures proved. */

import type { Digest, Signer } from '@assay/model';
import type { GemProvenCode } from '../codes/gem-codes.js';
import { checked, type Checked, type Step } from '../outcome.js';
import { formatName } from '../x509/format-name.js';
import type { LinkedChain } from './cert-chain.js';
import type { SignedMembers } from './member-coverage.js';
import type { CompleteMembers } from './member-presence.js';
import type { GemPolicyName } from '@assay/model';
import type { RightUse, StrongPath } from './path-strength.js';
import type { SignTime } from './sign-time.js';
import type { TrustedPath } from './trust-anchor.js';
import type { LoadedCertificate } from '../x509/loaded-certificate.js';

/** A gem whose signatures pass a policy. */
export interface GemSignature {
  readonly code: GemProvenCode;
  /** Sentences. They hold the signer's name: escape before printing. */
  readonly detail: string;
  readonly policy: GemPolicyName;
  /** Of kind `certificate`; its chain holds only certificates that the policy looked at. */
  readonly signer: Extract<Signer, { kind: 'certificate' }>;
  /** Members that are signed. */
  readonly members: readonly string[];
  readonly trail: readonly Step[];
}

/** Everything that Assay's own policy asks: none of it can be left out. */
export interface GemProof {
  readonly members: SignedMembers;
  readonly complete: CompleteMembers;
  readonly chain: LinkedChain;
  readonly trust: TrustedPath;
  readonly strength: StrongPath;
  readonly use: RightUse;
  readonly time: SignTime;
}

/** The verified signature of a gem. */
export function verifiedGem(proof: GemProof): Checked<GemSignature> {
  const { members, complete, chain, trust, strength, use, time } = proof;
  const steps = [members, complete, chain, trust, strength, use, time].map(({ step }) => step);
  const signer = signerOf(trust.value.certificates);
  const told = [trust.step.detail, ...use.value, time.step.detail].join(' ');
  const detail = `Signed by ${signer.subject}. ${told}`;
  return checked({ code: time.value, detail, policy: 'assay', signer, members: members.value, trail: steps });
}

/** The signer as the rest of Assay knows it; `path` begins with its certificate. */
export function signerOf(
  path: readonly [LoadedCertificate, ...LoadedCertificate[]],
): Extract<Signer, { kind: 'certificate' }> {
  const chain = path.map(({ fingerprint }): Digest => ({ alg: 'sha256', value: fingerprint, covers: 'document' }));
  return { kind: 'certificate', subject: formatName(path[0].subject), chain };
}
