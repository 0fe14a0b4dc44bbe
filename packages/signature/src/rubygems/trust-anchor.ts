/** Which trusted certificate a chain leads to. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { prove, type Proof } from '../sigstore/proof.js';
import { formatName } from '../x509/format-name.js';
import { sameHolder, type LoadedCertificate } from '../x509/loaded-certificate.js';
import { linkProblem, type Chain, type LinkedChain } from './cert-chain.js';
import { loadedCertificates } from './gem-certificates.js';
import type { GemJudgement } from './gem-signature-input.js';

/** The certificates from the signer's up to the first that is trusted; what stands above that one matters no more. */
interface PathToTrust {
  readonly certificates: Chain;
  /** True when the last one is itself trusted, not only its holder's name and key. */
  readonly exact: boolean;
}

/** A chain that leads to trust. */
export type TrustedPath = Proof<'trust', PathToTrust>;

type Trust = Pick<GemJudgement, 'trusted' | 'fingerprints'>;

/**
 * Finds the trusted certificate nearest to the signer: one whose fingerprint is pinned; one with name and key of a trusted
 * certificate, which may be an older or newer one of the same holder (RubyGems compares the same two); or a trusted
 * certificate that issued the last one of the chain.
 */
export function findTrust({ value: chain }: LinkedChain, trust: Trust): TrustedPath | Refusal<GemRefusalCode> {
  const index = chain.findIndex((certificate) => isTrusted(certificate, trust));
  if (index >= 0) return proven([chain[0], ...chain.slice(1, index + 1)], trust);
  const last = chain.at(-1) ?? chain[0];
  const issuer = loadedCertificates(trust.trusted).find((candidate) => linkProblem(last, candidate) === null);
  if (issuer !== undefined) return proven([...chain, issuer], trust);
  const signer = formatName(chain[0].subject);
  const nobody = trust.trusted.count === 0 && (trust.fingerprints ?? []).length === 0;
  const why = nobody ? 'No certificate is trusted at all' : 'None of its certificates is trusted';
  return refuse('chain-untrusted', `Signed by ${signer} (SHA-256 ${chain[0].fingerprint}). ${why}.`);
}

/** True when the fingerprint is pinned, or name and key are those of a trusted certificate. */
export function isTrusted(certificate: LoadedCertificate, { trusted, fingerprints = [] }: Trust): boolean {
  if (fingerprints.includes(certificate.fingerprint)) return true;
  return loadedCertificates(trusted).some((candidate) => sameHolder(candidate, certificate));
}

function proven(certificates: Chain, { trusted, fingerprints = [] }: Trust): TrustedPath {
  const anchor = certificates.at(-1) ?? certificates[0];
  const { fingerprint } = anchor;
  const exact =
    fingerprints.includes(fingerprint) ||
    loadedCertificates(trusted).some((candidate) => candidate.fingerprint === fingerprint);
  return prove('trust', { certificates, exact }, `${formatName(anchor.subject)} (SHA-256 ${fingerprint}) is trusted.`);
}
