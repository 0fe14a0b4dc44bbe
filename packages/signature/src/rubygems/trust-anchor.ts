/** Which trusted certificates a chain leads to. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { prove, type Proof } from '../sigstore/proof.js';
import { formatName } from '../x509/format-name.js';
import { sameHolder, type LoadedCertificate } from '../x509/loaded-certificate.js';
import { linkProblem, type Chain, type LinkedChain } from './cert-chain.js';
import { loadedCertificates } from './gem-certificates.js';
import type { GemJudgement } from './gem-signature-input.js';

/** A way from the signer's certificate to a trusted one; what the gem names above that one matters no more. */
export interface PathToTrust {
  /** From the signer's up to the last that matters: a trusted one, or a renewal of one. */
  readonly certificates: Chain;
  /** The trusted certificate where the last one is only its renewal: its end and its use hold for the renewal too. */
  readonly renews?: LoadedCertificate;
  /** True where the gem itself names the last one. */
  readonly named: boolean;
}

/** A chain that leads to trust. */
export type TrustedPath = Proof<'trust', PathToTrust>;

type Trust = Pick<GemJudgement, 'trusted' | 'fingerprints'>;

/**
 * Every way to trust, the nearest to the signer first, those that the gem names before others; at least one. A certificate of the
 * gem that is trusted itself; one that renews a trusted one; and above any of them a trusted certificate that issued it.
 *
 * A certificate with the name and key of a trusted one is no more than a text in which somebody repeats them. It renews the trusted one
 * where that key signed it, or signed the gem that names it. Whatever else it says of validity and use, others could have written.
 */
export function findTrust(
  { value: chain }: LinkedChain,
  trust: Trust,
): readonly [TrustedPath, ...TrustedPath[]] | Refusal<GemRefusalCode> {
  const named = chain.flatMap((_, index) => namedPaths(upTo(chain, index), trust));
  const issued = chain.flatMap((_, index) => issuedPaths(upTo(chain, index), chain[index + 1], trust));
  const [nearest, ...others] = [...named, ...issued];
  if (nearest !== undefined) return [nearest, ...others];
  const signer = formatName(chain[0].subject);
  const nobody = trust.trusted.count === 0 && (trust.fingerprints ?? []).length === 0;
  const why = nobody ? 'No certificate is trusted at all' : 'None of its certificates is trusted';
  return refuse('chain-untrusted', `Signed by ${signer} (SHA-256 ${chain[0].fingerprint}). ${why}.`);
}

/** True when the fingerprint is pinned, or name and key are those of a trusted certificate: all that RubyGems looks at in a root. */
export function isTrusted(certificate: LoadedCertificate, trust: Trust): boolean {
  return isExactlyTrusted(certificate, trust) || holdersOf(certificate, trust).length > 0;
}

/** Ways that end in the last of these certificates: it is trusted, or renews one that is. */
function namedPaths(certificates: Chain, trust: Trust): readonly TrustedPath[] {
  const last = certificates.at(-1) ?? certificates[0];
  if (isExactlyTrusted(last, trust)) return [proven(certificates, true)];
  // The signer's own is named by metadata that its key signed; any other must be signed by its own key.
  const isVouched = certificates.length === 1 || linkProblem(last, last) === null;
  return isVouched ? holdersOf(last, trust).map((holder) => renewal(certificates, holder)) : [];
}

/** Ways over a trusted certificate that issued the last of these, and that the gem does not name there. */
function issuedPaths(certificates: Chain, above: LoadedCertificate | undefined, trust: Trust): readonly TrustedPath[] {
  const last = certificates.at(-1) ?? certificates[0];
  return loadedCertificates(trust.trusted)
    .filter((issuer) => issuer.fingerprint !== above?.fingerprint && !sameHolder(issuer, last))
    .filter((issuer) => linkProblem(last, issuer) === null)
    .map((issuer) => proven([...certificates, issuer], false));
}

function isExactlyTrusted({ fingerprint }: LoadedCertificate, { trusted, fingerprints = [] }: Trust): boolean {
  return (
    fingerprints.includes(fingerprint) ||
    loadedCertificates(trusted).some((candidate) => candidate.fingerprint === fingerprint)
  );
}

/** Trusted certificates of the same name and key. */
function holdersOf(certificate: LoadedCertificate, { trusted }: Trust): readonly LoadedCertificate[] {
  return loadedCertificates(trusted).filter((candidate) => sameHolder(candidate, certificate));
}

function upTo(chain: Chain, index: number): Chain {
  return [chain[0], ...chain.slice(1, index + 1)];
}

function proven(certificates: Chain, named: boolean): TrustedPath {
  const { subject, fingerprint } = certificates.at(-1) ?? certificates[0];
  return prove('trust', { certificates, named }, `${formatName(subject)} (SHA-256 ${fingerprint}) is trusted.`);
}

function renewal(certificates: Chain, renews: LoadedCertificate): TrustedPath {
  const { subject, fingerprint } = certificates.at(-1) ?? certificates[0];
  const detail = `${formatName(subject)} (SHA-256 ${fingerprint}) renews a trusted certificate (SHA-256 ${renews.fingerprint}).`;
  return prove('trust', { certificates, renews, named: true }, detail);
}
