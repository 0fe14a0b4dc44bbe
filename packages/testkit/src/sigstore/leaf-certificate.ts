import { element, explicit, implicit, objectId, sequence, utf8String } from '../der/der.js';
import { serialFor, type AuthorityPlan } from './certificate-authority.js';
import {
  authorityKey,
  basicConstraints,
  extendedKeyUsage,
  extensionId,
  keyPurpose,
  keyUsage,
  keyUsageBit,
  signCertificate,
  subjectKey,
  type CertificateBody,
  type CertificateExtension,
  type DistinguishedName,
  type SignedCertificate,
} from './certificate.js';
import { fulcioArc, fulcioExtensions, type SigningIdentity } from './identity.js';
import type { MintedKey } from './minted-key.js';
import { sctExtension, type SctPlan } from './sct.js';

/** A subject alternative name (RFC 5280 §4.2.1.6). `other-name` is Fulcio's, for user names. */
interface GeneralName {
  readonly type: 'uri' | 'email' | 'dns' | 'other-name';
  readonly value: string;
}

/** A signer's short-lived certificate to be minted. Mistakes change these. */
export interface LeafPlan {
  readonly key: MintedKey;
  readonly issuer: AuthorityPlan;
  readonly subject: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly keyUsage: readonly number[] | null;
  readonly extendedKeyUsage: readonly string[] | null;
  /** Basic constraints; null, as Fulcio has it, leaves the extension out. */
  readonly authority: boolean | null;
  /** Subject alternative names; none leaves the extension out. */
  readonly names: readonly GeneralName[];
  /** Fulcio's own extensions, and whatever else. */
  readonly claims: readonly CertificateExtension[];
  /** Null leaves the extension out, an empty list does not. */
  readonly scts: readonly SctPlan[] | null;
}

/** The plan of a certificate as Fulcio issues it. */
export function leafPlan(given: {
  readonly key: MintedKey;
  readonly issuer: AuthorityPlan;
  readonly identity: SigningIdentity;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly scts: readonly SctPlan[] | null;
}): LeafPlan {
  const { identity, ...rest } = given;
  return {
    ...rest,
    subject: [],
    keyUsage: [keyUsageBit.digitalSignature],
    extendedKeyUsage: [keyPurpose.codeSigning],
    authority: null,
    names: [identity.san],
    claims: fulcioExtensions(identity),
  };
}

/** Mints the certificate: first the body, then the logs' promises about it, then the signature over both. */
export function mintLeaf(plan: LeafPlan): SignedCertificate {
  const { issuer, scts } = plan;
  const body = leafBody(plan);
  if (scts === null) return signCertificate(body, issuer.key);
  const embedded = sctExtension(scts, body, issuer.key);
  return signCertificate({ ...body, extensions: [...body.extensions, embedded] }, issuer.key);
}

function leafBody(plan: LeafPlan): CertificateBody {
  const { key, issuer, subject, notBefore, notAfter, names, claims } = plan;
  const extensions = [
    ...(plan.keyUsage === null ? [] : [keyUsage(plan.keyUsage)]),
    ...(plan.extendedKeyUsage === null ? [] : [extendedKeyUsage(plan.extendedKeyUsage)]),
    ...(plan.authority === null ? [] : [basicConstraints(plan.authority)]),
    subjectKey(key.spki),
    authorityKey(issuer.key.spki),
    ...(names.length === 0 ? [] : [subjectAltName(names, subject.length === 0)]),
    ...claims,
  ];
  const serial = serialFor(Buffer.concat([key.spki, Buffer.from(notBefore.toISOString())]));
  return { subject, issuer: issuer.name, serial, notBefore, notAfter, spki: key.spki, extensions };
}

function subjectAltName(names: readonly GeneralName[], critical: boolean): CertificateExtension {
  return { id: extensionId.subjectAltName, critical, value: sequence(...names.map(generalName)) };
}

function generalName({ type, value }: GeneralName): Uint8Array {
  const bytes = Buffer.from(value, 'utf8');
  switch (type) {
    case 'email':
      return implicit(1, bytes);
    case 'dns':
      return implicit(2, bytes);
    case 'uri':
      return implicit(6, bytes);
    case 'other-name':
      return element(0xa0, objectId(`${fulcioArc}.7`), explicit(0, utf8String(value)));
  }
}
