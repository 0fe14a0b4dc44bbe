import { hash } from 'node:crypto';
import {
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  namedBits,
  nullValue,
  objectId,
  octetString,
  sequence,
  time,
  utf8String,
} from '../der/der.js';
import { pemOf } from '../der/pem.js';
import type { MintedKey, SignatureHash } from './minted-key.js';

/** One extension of a certificate; `value` is what stands inside the OCTET STRING. */
export interface CertificateExtension {
  readonly id: string;
  readonly critical?: boolean;
  readonly value: Uint8Array;
}

/** What a certificate says, apart from its signature. */
export interface CertificateBody {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spki: Uint8Array;
  readonly extensions: readonly CertificateExtension[];
}

/** Attributes in order; none: the empty name. */
export type DistinguishedName = readonly (readonly [type: keyof typeof attributeTypes, value: string])[];

/** A certificate. */
export interface SignedCertificate {
  readonly der: Uint8Array;
  readonly pem: string;
  readonly body: CertificateBody;
}

const attributeTypes = { CN: '2.5.4.3', C: '2.5.4.6', O: '2.5.4.10' } as const;

/** Object identifiers of X.509 extensions (RFC 5280 §4.2, RFC 6962 §3.3). */
export const extensionId = {
  subjectKey: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKey: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  scts: '1.3.6.1.4.1.11129.2.4.2',
} as const;

/** Extended key usages (RFC 5280 §4.2.1.12). */
export const keyPurpose = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const;

/** Bits of key usage (RFC 5280 §4.2.1.3). */
export const keyUsageBit = { digitalSignature: 0, contentCommitment: 1, keyCertSign: 5, crlSign: 6 } as const;

/** Signs a certificate (RFC 5280 §4.1). */
export function signCertificate(body: CertificateBody, key: MintedKey): SignedCertificate {
  const tbs = tbsCertificate(body, key);
  const der = sequence(tbs, signatureAlgorithm(key), bitString(key.sign(tbs)));
  return { der, pem: pemOf('CERTIFICATE', der), body };
}

/** TBSCertificate: what is signed, by the issuer and (without the SCT list) by a certificate log. */
export function tbsCertificate(body: CertificateBody, key: MintedKey): Uint8Array {
  const { serial, issuer, notBefore, notAfter, subject, spki, extensions } = body;
  return sequence(
    explicit(0, integer(2)),
    integer(serial),
    signatureAlgorithm(key),
    distinguishedName(issuer),
    sequence(time(notBefore), time(notAfter)),
    distinguishedName(subject),
    spki,
    ...(extensions.length === 0 ? [] : [explicit(3, sequence(...extensions.map(extensionDer)))]),
  );
}

/** AlgorithmIdentifier of a signature (RFC 5758 §3.2, RFC 8017 A.2, RFC 8410 §3). */
export function signatureAlgorithm(key: MintedKey, digest: SignatureHash = key.hash): Uint8Array {
  if (key.kind === 'ed25519') return sequence(objectId('1.3.101.112'));
  const last = { sha256: 2, sha384: 3, sha512: 4 }[digest];
  if (key.kind === 'p256' || key.kind === 'p384') return sequence(objectId(`1.2.840.10045.4.3.${String(last)}`));
  return sequence(objectId(`1.2.840.113549.1.1.${String(last + 9)}`), nullValue());
}

/** Name: one attribute per relative distinguished name, as UTF8String. */
export function distinguishedName(name: DistinguishedName): Uint8Array {
  const parts = name.map(([type, value]) => element(0x31, sequence(objectId(attributeTypes[type]), utf8String(value))));
  return sequence(...parts);
}

function extensionDer({ id, critical = false, value }: CertificateExtension): Uint8Array {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** Key usage, critical. */
export function keyUsage(bits: readonly number[]): CertificateExtension {
  return { id: extensionId.keyUsage, critical: true, value: namedBits(bits) };
}

/** Extended key usage. */
export function extendedKeyUsage(purposes: readonly string[], critical = false): CertificateExtension {
  return { id: extensionId.extendedKeyUsage, critical, value: sequence(...purposes.map(objectId)) };
}

/** Basic constraints, critical. */
export function basicConstraints(authority: boolean, pathLength?: number): CertificateExtension {
  const flags = authority ? [boolean(true)] : [];
  const length = pathLength === undefined ? [] : [integer(pathLength)];
  return { id: extensionId.basicConstraints, critical: true, value: sequence(...flags, ...length) };
}

/** Name constraints (RFC 5280 §4.2.1.10): URIs only of hosts in this domain. */
export function nameConstraints(domain: string, critical = true): CertificateExtension {
  const permitted = element(0xa0, sequence(implicit(6, Buffer.from(`.${domain}`))));
  return { id: extensionId.nameConstraints, critical, value: sequence(permitted) };
}

/** A critical extension that nobody knows. */
export const unknownCritical: CertificateExtension = {
  id: '1.3.6.1.4.1.99999.1',
  critical: true,
  value: sequence(objectId('1.2.3')),
};

/** SHA-1 of the public key's bits (RFC 5280 §4.2.1.2, method 1): a name for a key, not a proof of anything. */
function keyIdentifier(spki: Uint8Array): Uint8Array {
  return hash('sha1', publicKeyBits(spki), 'buffer');
}

/** The BIT STRING's content in a SubjectPublicKeyInfo: after the outer header and the algorithm. */
function publicKeyBits(spki: Uint8Array): Uint8Array {
  const [, inner] = contentOf(spki);
  const [algorithmEnd] = contentOf(inner);
  const [, bits] = contentOf(inner.subarray(algorithmEnd));
  return bits.subarray(1);
}

/** Where the first element ends, and its content. */
function contentOf(der: Uint8Array): readonly [end: number, content: Uint8Array] {
  const first = der[1] ?? 0;
  const extra = first < 0x80 ? 0 : first & 0x7f;
  const length = extra === 0 ? first : der.subarray(2, 2 + extra).reduce((sum, byte) => sum * 0x100 + byte, 0);
  const start = 2 + extra;
  return [start + length, der.subarray(start, start + length)];
}

/** Subject key identifier. */
export function subjectKey(spki: Uint8Array): CertificateExtension {
  return { id: extensionId.subjectKey, value: octetString(keyIdentifier(spki)) };
}

/** Authority key identifier, by key. */
export function authorityKey(spki: Uint8Array): CertificateExtension {
  return { id: extensionId.authorityKey, value: sequence(implicit(0, keyIdentifier(spki))) };
}
