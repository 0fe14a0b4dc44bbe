/** Whether keys and signatures of a trusted chain are strong enough, and used for what they may be used for. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { prove, type Proof } from '../sigstore/proof.js';
import { keyWeakness } from '../x509/certificate-key.js';
import { hasWeakHash } from '../x509/certificate-signature.js';
import { issuerProblem, signerProblem } from '../x509/certificate-use.js';
import { formatName } from '../x509/format-name.js';
import type { LoadedCertificate } from '../x509/loaded-certificate.js';
import type { TrustedPath } from './trust-anchor.js';

/** Every key of the path is strong, and so is every signature that trust rests on. */
export type StrongPath = Proof<'strength', null>;

/** Every certificate may be used for what it was used for. */
export type RightUse = Proof<'use', null>;

type NotProven = Refusal<GemRefusalCode>;

/** Keys of all certificates; signatures of all but the trusted one, which is trusted whoever signed it. */
export function checkStrength({ value: { certificates: path } }: TrustedPath): StrongPath | NotProven {
  for (const [index, certificate] of path.entries()) {
    const trusted = index === path.length - 1;
    const problem = weakness(certificate, trusted);
    if (problem !== null) return refuse('certificate-weak', `${about(certificate)} ${problem}.`);
  }
  return prove('strength', null, 'RSA from 2048 bits or a NIST curve; no MD5 and no SHA-1.');
}

function weakness(certificate: LoadedCertificate, trusted: boolean): string | null {
  if (certificate.key === null) return 'has a key of a kind that signs no gems';
  const weak = keyWeakness(certificate.key);
  if (weak !== null) return `has a key that ${weak}`;
  return !trusted && hasWeakHash(certificate) ? 'was signed with MD5 or SHA-1' : null;
}

/** The first may sign, the others may issue; a renewal no more than the certificate that it renews. */
export function checkUse({ value: { certificates: path, renews } }: TrustedPath): RightUse | NotProven {
  for (const [index, certificate] of path.entries()) {
    const isLast = index === path.length - 1;
    const place = { trusted: isLast, between: index - 1 };
    for (const judged of isLast && renews !== undefined ? [certificate, renews] : [certificate]) {
      const problem = index === 0 ? signerProblem(judged) : issuerProblem(judged, place);
      if (problem !== null) return refuse('certificate-usage', `${about(judged)} ${problem}.`);
    }
  }
  return prove('use', null, 'No certificate was used for what it may not be used for.');
}

function about({ subject }: LoadedCertificate): string {
  return `The certificate of ${formatName(subject)}`;
}
