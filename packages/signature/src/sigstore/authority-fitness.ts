import { attemptDer } from '../encoding/der.js';
import { extendedKeyUsages, extensionOid, keyUsages, usageOid, type Certificate } from './x509-certificate.js';

/** Why a trusted root's authority vouches for nothing. */
export interface Unfitness {
  /** It is for something else; or it is limited in a way that is not enforced here. */
  readonly because: 'usage' | 'limits';
  /** One sentence that names certificate and extension. */
  readonly detail: string;
}

type Problem = Unfitness | null;

/**
 * Why the chain, from the issuer of leaves to the root, issues no code signers: null when it does. An extended key usage that
 * excludes code signing, or one of the limits below.
 */
export function whyNotForSigners(chain: readonly Certificate[]): Problem {
  return first(
    chain,
    (certificate, which) => limits(certificate, which) ?? usage(certificate, which, usageOid.codeSigning),
  );
}

/**
 * Why the chain, from the signer of timestamps to the root, makes no timestamps: null when it does. RFC 3161 §2.3: the signer's
 * certificate is for timestamps, critically, and for nothing else; no certificate above it excludes them.
 */
export function whyNotForTimestamps(chain: readonly Certificate[]): Problem {
  return first(chain, (certificate, which, isSigner) => {
    const specific = isSigner ? signerUsage(certificate, which) : usage(certificate, which, usageOid.timeStamping);
    return limits(certificate, which) ?? specific;
  });
}

function first(
  chain: readonly Certificate[],
  problemOf: (certificate: Certificate, which: string, isSigner: boolean) => Problem,
): Problem {
  for (const [i, certificate] of chain.entries()) {
    const which = `Certificate ${i + 1} of ${chain.length} of the authority`;
    const read = attemptDer(() => ({ problem: problemOf(certificate, which, i === 0) }));
    if (read === null) return { because: 'limits', detail: `${which} has a usage extension that is malformed.` };
    if (read.problem !== null) return read.problem;
  }
  return null;
}

const nameConstraints = '2.5.29.30';

/** Extensions that may be critical: each is understood here or in sigstore-js, and may be critical in RFC 5280 §4.2. */
const understood: readonly string[] = [
  extensionOid.keyUsage,
  extensionOid.basicConstraints,
  extensionOid.extendedKeyUsage,
];

/**
 * What sigstore-js passes over. RFC 5280 §4.2: a critical extension that is not understood refuses the certificate. Name
 * constraints (§4.2.1.10) are not enforced here, and limit what the authority vouches for even where they are not critical.
 */
function limits(certificate: Certificate, which: string): Problem {
  if (certificate.extensions.has(nameConstraints)) return limited(which, `name constraints (${nameConstraints})`);
  for (const [oid, { critical }] of certificate.extensions) {
    if (critical && !understood.includes(oid)) return limited(which, `the critical extension ${oid}`);
  }
  return null;
}

function limited(which: string, what: string): Problem {
  return { because: 'limits', detail: `${which} has ${what}, which Assay does not enforce.` };
}

function usage(certificate: Certificate, which: string, wanted: string): Problem {
  const usages = extendedKeyUsages(certificate);
  if (usages.length === 0 || usages.includes(wanted) || usages.includes(usageOid.any)) return null;
  return { because: 'usage', detail: `${which} is for other purposes, by its extended key usage.` };
}

/** Bits of the key usage with which timestamps are signed: digital signature, non-repudiation. */
const signingBits: readonly number[] = [0, 1];

function signerUsage(certificate: Certificate, which: string): Problem {
  const usages = extendedKeyUsages(certificate);
  if (usages.length !== 1 || usages[0] !== usageOid.timeStamping) {
    return { because: 'usage', detail: `${which} is not for timestamps alone, by its extended key usage.` };
  }
  if (certificate.extensions.get(extensionOid.extendedKeyUsage)?.critical !== true) {
    return { because: 'usage', detail: `${which} is for timestamps, but its extended key usage is not critical.` };
  }
  const bits = [...keyUsages(certificate)];
  const isAbsent = !certificate.extensions.has(extensionOid.keyUsage);
  if (isAbsent || (bits.length > 0 && bits.every((bit) => signingBits.includes(bit)))) return null;
  return { because: 'usage', detail: `${which} is not for signatures alone, by its key usage.` };
}
