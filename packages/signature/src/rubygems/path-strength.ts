/** Whether keys and signatures of a trusted chain are strong enough, and used for what they may be used for. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { prove, type Proof } from '../sigstore/proof.js';
import { keyWeakness } from '../x509/certificate-key.js';
import { hasWeakHash } from '../x509/certificate-signature.js';
import { issuerProblem, issuesUnasked, signerProblem, type IssuerPlace } from '../x509/certificate-use.js';
import { formatName } from '../x509/format-name.js';
import type { LoadedCertificate } from '../x509/loaded-certificate.js';
import type { PathToTrust, TrustedPath } from './trust-anchor.js';

/** Every key of the path is strong, and so is every signature that trust rests on. */
export type StrongPath = Proof<'strength', null>;

/** Every certificate may be used for what it was used for; the value are sentences about what was passed over. */
export type RightUse = Proof<'use', readonly string[]>;

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
export function checkUse({ value: path }: TrustedPath): RightUse | NotProven {
  const notes = new Set<string>();
  for (const { certificate, index, place } of placesOf(path)) {
    const problem = index === 0 ? signerProblem(certificate) : issuerProblem(certificate, place);
    if (problem !== null) return refuse('certificate-usage', `${about(certificate)} ${problem}.`);
    if (index > 0 && issuesUnasked(certificate, place)) notes.add(noteOf(certificate));
  }
  const [note = 'No certificate was used for what it may not be used for.'] = notes;
  return prove('use', [...notes], note);
}

interface Placed {
  readonly certificate: LoadedCertificate;
  readonly index: number;
  readonly place: IssuerPlace;
}

/** The certificates of the path, and the trusted one in the place of its renewal. */
function placesOf({ certificates, renews, named }: PathToTrust): readonly Placed[] {
  const last = certificates.length - 1;
  const placed = certificates.map((certificate, index): Placed => {
    return { certificate, index, place: { trusted: index === last, named, between: index - 1 } };
  });
  const renewed = placed.filter(({ index }) => index === last && renews !== undefined);
  return [...placed, ...renewed.map((place) => ({ ...place, certificate: renews ?? place.certificate }))];
}

function noteOf(certificate: LoadedCertificate): string {
  return `${about(certificate)} says that it may not issue certificates, as \`gem cert --build\` has it; it is trusted all the same.`;
}

function about({ subject }: LoadedCertificate): string {
  return `The certificate of ${formatName(subject)}`;
}
