/** Fulcio's certificate extensions, `1.3.6.1.4.1.57264.1.*` (Fulcio's OID registry). */

import type { CertificateClaims } from '@assay/model';
import { attemptDer, parseDer, readDerUtf8, utf8Of } from '../encoding/der.js';
import { disprove, type NotProven } from './proof.js';
import type { Certificate } from './x509-certificate.js';

const arc = '1.3.6.1.4.1.57264.1.';
/** The issuer in the raw form of the first certificates, and as UTF8String. */
const rawIssuer = `${arc}1`;
const issuer = `${arc}8`;

/** From `.8` on, values are DER UTF8Strings. */
const claimOf: ReadonlyMap<string, keyof CertificateClaims> = new Map<string, keyof CertificateClaims>([
  [`${arc}9`, 'buildSignerUri'],
  [`${arc}10`, 'buildSignerDigest'],
  [`${arc}11`, 'runnerEnvironment'],
  [`${arc}12`, 'sourceRepositoryUri'],
  [`${arc}13`, 'sourceRepositoryDigest'],
  [`${arc}14`, 'sourceRepositoryRef'],
  [`${arc}15`, 'sourceRepositoryId'],
  [`${arc}16`, 'sourceRepositoryOwnerUri'],
  [`${arc}17`, 'sourceRepositoryOwnerId'],
  [`${arc}18`, 'buildConfigUri'],
  [`${arc}19`, 'buildConfigDigest'],
  [`${arc}20`, 'buildTrigger'],
  [`${arc}21`, 'runInvocationUri'],
  [`${arc}22`, 'sourceRepositoryVisibility'],
  [`${arc}23`, 'deploymentEnvironment'],
]);

/** The first certificates' raw forms of claims; where both stand, they must agree. The repository is `owner/name` in one. */
const olderForms: readonly (readonly [oid: string, claim: keyof CertificateClaims])[] = [
  [`${arc}2`, 'buildTrigger'],
  [`${arc}3`, 'sourceRepositoryDigest'],
  [`${arc}5`, 'sourceRepositoryUri'],
  [`${arc}6`, 'sourceRepositoryRef'],
];

/** What the certificate says about the run that signed. */
export interface FulcioClaims {
  /** OIDC issuer URL; absent where the certificate has none of Fulcio's extensions. */
  readonly issuer?: string;
  readonly claims: CertificateClaims;
}

/** Decodes the extensions: every known one must be well-formed, and where a claim stands in two forms, they must agree. */
export function readFulcioClaims(certificate: Certificate): FulcioClaims | NotProven {
  const claims: { -readonly [K in keyof CertificateClaims]: string } = {};
  for (const [oid, { value }] of certificate.extensions) {
    const claim = claimOf.get(oid);
    if (claim === undefined) continue;
    const text = decode(value);
    if (text === null) return malformed(oid);
    claims[claim] = text;
  }
  // A service that signs in its own name (GitHub's attester of releases) has no issuer, and nothing else that a run would have.
  if (![...certificate.extensions.keys()].some((oid) => oid.startsWith(arc))) return { claims };
  const named = readIssuer(certificate);
  if (typeof named !== 'string') return named;
  return contradiction(certificate, claims) ?? { issuer: named, claims };
}

function contradiction({ extensions }: Certificate, claims: CertificateClaims): NotProven | undefined {
  for (const [oid, claim] of olderForms) {
    const older = extensions.get(oid);
    const newer = claims[claim];
    if (older === undefined || newer === undefined) continue;
    const text = attemptDer(() => utf8Of(older.value));
    if (text === null) return malformed(oid);
    const agrees = claim === 'sourceRepositoryUri' ? newer.endsWith(`/${text}`) : newer === text;
    if (!agrees) return disprove('certificate-identity-ambiguous', `The certificate states two values of ${claim}.`);
  }
  return undefined;
}

function readIssuer({ extensions }: Certificate): string | NotProven {
  const older = extensions.get(rawIssuer);
  const newer = extensions.get(issuer);
  const raw = older === undefined ? undefined : attemptDer(() => utf8Of(older.value));
  const decoded = newer === undefined ? undefined : decode(newer.value);
  if (raw === null) return malformed(rawIssuer);
  if (decoded === null) return malformed(issuer);
  if (raw !== undefined && decoded !== undefined && raw !== decoded) {
    return disprove('certificate-identity-ambiguous', 'The certificate names two issuers.');
  }
  const named = decoded ?? raw ?? '';
  if (named === '') return disprove('certificate-identity-missing', 'The certificate names no issuer.');
  return hasControls(named) ? malformed(issuer) : named;
}

function decode(value: Uint8Array): string | null {
  const text = attemptDer(() => readDerUtf8(parseDer(value)));
  return text === null || hasControls(text) ? null : text;
}

function hasControls(text: string): boolean {
  return [...text].some((char) => char < ' ' || char === '\u007f');
}

function malformed(oid: string): NotProven {
  return disprove('certificate-extension-malformed', `The extension ${oid} is not a well-formed text.`);
}
