/** X.509 certificates (RFC 5280 §4.1), read once, strictly, from DER. */

import {
  attemptDer,
  derChildren,
  DerError,
  DerSequence,
  derTag,
  expectDerThroughout,
  parseDer,
  readDerBits,
  readDerBoolean,
  readDerInteger,
  readDerOid,
  readDerSmallInteger,
  type DerElement,
} from '../encoding/der.js';
import { equalBytes } from '../encoding/bytes.js';
import { readDerTime } from '../encoding/der-time.js';

/** One extension: whether those who do not know it must refuse, and the contents of its OCTET STRING. */
interface Extension {
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** A certificate. Byte fields are views into `der`. */
export interface Certificate {
  readonly der: Uint8Array;
  /** What the issuer signed. */
  readonly tbs: Uint8Array;
  readonly serial: Uint8Array;
  /** Names as DER, whole elements. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  /** Milliseconds since 1970, both included. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly spki: Uint8Array;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** By object identifier; each occurs once. */
  readonly extensions: ReadonlyMap<string, Extension>;
}

const explicitVersion = 0xa0;
const explicitExtensions = 0xa3;
const version3 = 2;

/** The certificate in these bytes: version 3, no extension twice, both signature algorithms equal; null otherwise. */
export function parseCertificate(der: Uint8Array): Certificate | null {
  return attemptDer(() => {
    const outer = new DerSequence(expectDerThroughout(parseDer(der)));
    const tbs = outer.next(derTag.sequence);
    const algorithm = outer.next(derTag.sequence);
    const signature = readDerBits(outer.next());
    outer.end();
    if (signature.unused !== 0) throw new DerError('a signature of broken bytes');
    return { der, tbs: tbs.encoded, signature: signature.bytes, ...signed(tbs, algorithm) };
  });
}

function signed(tbs: DerElement, outerAlgorithm: DerElement): Omit<Certificate, 'der' | 'tbs' | 'signature'> {
  const fields = new DerSequence(tbs);
  const version = parseDer(fields.next(explicitVersion).content);
  if (readDerSmallInteger(version) !== version3) throw new DerError('not version 3');
  const serial = readDerInteger(fields.next());
  const algorithm = fields.next(derTag.sequence);
  if (!equalBytes(algorithm.encoded, outerAlgorithm.encoded)) throw new DerError('two signature algorithms');
  const issuer = fields.next(derTag.sequence).encoded;
  const validity = new DerSequence(fields.next(derTag.sequence));
  const [notBefore, notAfter] = [readDerTime(validity.next()), readDerTime(validity.next())];
  validity.end();
  const subject = fields.next(derTag.sequence).encoded;
  const spki = fields.next(derTag.sequence).encoded;
  const extensions = extensionsOf(fields.optional(explicitExtensions));
  fields.end();
  const signatureAlgorithm = readDerOid(new DerSequence(algorithm).next());
  return { serial, issuer, subject, notBefore, notAfter, spki, signatureAlgorithm, extensions };
}

function extensionsOf(explicit: DerElement | undefined): ReadonlyMap<string, Extension> {
  const extensions = new Map<string, Extension>();
  if (explicit === undefined) return extensions;
  for (const element of derChildren(parseDer(explicit.content, derTag.sequence))) {
    const fields = new DerSequence(element);
    const oid = readDerOid(fields.next());
    const flag = fields.optional(derTag.boolean);
    const { content } = fields.next(derTag.octetString);
    fields.end();
    // RFC 5280 §4.2: not twice. Two readers might each take another one.
    if (extensions.has(oid)) throw new DerError('an extension stands twice');
    extensions.set(oid, { critical: flag !== undefined && readDerBoolean(flag), value: content });
  }
  return extensions;
}

/** Object identifiers of the extensions that are looked at. */
export const extensionOid = {
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  sctList: '1.3.6.1.4.1.11129.2.4.2',
} as const;

/** Purposes of an extended key usage (RFC 5280 §4.2.1.12). */
export const usageOid = {
  any: '2.5.29.37.0',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

/** Bits of the key usage extension (RFC 5280 §4.2.1.3), by number; empty when it is absent. Throws DerError. */
export function keyUsages(certificate: Certificate): ReadonlySet<number> {
  const extension = certificate.extensions.get(extensionOid.keyUsage);
  const usages = new Set<number>();
  if (extension === undefined) return usages;
  const { bytes, unused } = readDerBits(parseDer(extension.value));
  for (let bit = 0; bit < bytes.length * 8 - unused; bit++) {
    if (((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) usages.add(bit);
  }
  return usages;
}

/** Purposes of the extended key usage extension; empty when it is absent. Throws DerError. */
export function extendedKeyUsages(certificate: Certificate): readonly string[] {
  const extension = certificate.extensions.get(extensionOid.extendedKeyUsage);
  if (extension === undefined) return [];
  return derChildren(parseDer(extension.value, derTag.sequence)).map(readDerOid);
}

/** True when the basic constraints say that it may issue certificates. Throws DerError. */
export function isAuthority(certificate: Certificate): boolean {
  const extension = certificate.extensions.get(extensionOid.basicConstraints);
  if (extension === undefined) return false;
  const fields = new DerSequence(parseDer(extension.value, derTag.sequence));
  const flag = fields.optional(derTag.boolean);
  return flag !== undefined && readDerBoolean(flag);
}

/** True when the certificate names itself as its issuer. */
export function isSelfIssued(certificate: Certificate): boolean {
  return equalBytes(certificate.issuer, certificate.subject);
}

/** True when the time, in milliseconds, lies in the certificate's validity, both ends included. */
export function isValidAt(certificate: Certificate, time: number): boolean {
  return certificate.notBefore <= time && time <= certificate.notAfter;
}
