/** RFC 3161 responses, read strictly. sigstore-js reads them by position and does not look at the rest. */

import {
  attemptDer,
  derChildren,
  DerError,
  DerSequence,
  derTag,
  expectDerThroughout,
  expectTag,
  parseDer,
  readDerBoolean,
  readDerInteger,
  readDerOid,
  readDerSmallInteger,
  readDerUtf8,
  type DerElement,
} from '../encoding/der.js';
import { readDerTime } from '../encoding/der-time.js';

/** SHA-2 by name. */
type Sha2 = 'sha256' | 'sha384' | 'sha512';

/** What a timestamp says; claims until its signature is verified. */
export interface TimestampToken {
  /** Whose hash was stamped. */
  readonly imprint: { readonly alg: Sha2; readonly bytes: Uint8Array };
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The signer's certificate, by issuer (a whole Name) and serial number. */
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  /** Certificates that came along. */
  readonly certificates: readonly Uint8Array[];
  /** What the signed attributes state, in DER. */
  readonly digest: { readonly alg: Sha2; readonly bytes: Uint8Array };
  /** The signer's certificate again, by its hash, under the signature (RFC 5035, RFC 5816). */
  readonly signer: { readonly alg: Sha2 | 'sha1'; readonly bytes: Uint8Array };
  /** TSTInfo, whose hash the signed attributes state. */
  readonly content: Uint8Array;
  readonly signature: TimestampSignature;
}

/** The signature over the signed attributes. */
export interface TimestampSignature {
  /** RSA is PKCS #1 v1.5. Any other algorithm is beyond sigstore-js. */
  readonly algorithm: 'ecdsa' | 'rsa-sha256' | 'unsupported';
  /** What is signed: the attributes as a SET (RFC 5652 §5.4). */
  readonly attributes: Uint8Array;
  readonly bytes: Uint8Array;
}

const oid = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

const hashes: ReadonlyMap<string, Sha2> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** ecdsa-with-SHA256, -384, -512; sha256WithRSAEncryption; and rsaEncryption, whose hash is the digest algorithm's (RFC 5754 §3.2). */
const signatureAlgorithms: ReadonlyMap<string, 'ecdsa' | 'rsa-sha256' | 'rsa'> = new Map([
  ['1.2.840.10045.4.3.2', 'ecdsa'],
  ['1.2.840.10045.4.3.3', 'ecdsa'],
  ['1.2.840.10045.4.3.4', 'ecdsa'],
  ['1.2.840.113549.1.1.11', 'rsa-sha256'],
  ['1.2.840.113549.1.1.1', 'rsa'],
]);

const context0 = 0xa0;

/** The timestamp in a TimeStampResp that was granted; null for anything else. */
export function parseTimestampToken(der: Uint8Array): TimestampToken | null {
  return attemptDer(() => {
    const response = new DerSequence(expectDerThroughout(parseDer(der)));
    expectGranted(response.next(derTag.sequence));
    const token = new DerSequence(response.next(derTag.sequence));
    response.end();
    if (readDerOid(token.next()) !== oid.signedData) throw new DerError('not signed data');
    const explicit = token.next(context0);
    token.end();
    return signedData(parseDer(explicit.content, derTag.sequence));
  });
}

/**
 * PKIStatusInfo (RFC 3161 §2.4.2): granted, or granted with modifications; then perhaps a text for people, which nothing signs;
 * never a reason for a rejection.
 */
function expectGranted(element: DerElement): void {
  const status = new DerSequence(element);
  if (readDerSmallInteger(status.next()) > 1) throw new DerError('not granted');
  const text = status.optional(derTag.sequence);
  if (text !== undefined) for (const line of derChildren(text)) readDerUtf8(line);
  status.end();
}

/** RFC 5652 §5.1, with exactly one signer, whose digest algorithm is the one that is announced. */
function signedData(element: DerElement): TimestampToken {
  const fields = new DerSequence(element);
  if (readDerSmallInteger(fields.next()) !== 3) throw new DerError('not version 3');
  const algorithms = derChildren(fields.next(derTag.set)).map(hashAlgorithm);
  const content = encapsulated(fields.next(derTag.sequence));
  const certificates = derChildren(fields.optional(context0) ?? nothing).map(({ encoded }) => encoded);
  const signers = derChildren(fields.next(derTag.set));
  fields.end();
  const [signer] = signers;
  if (signer === undefined || signers.length !== 1) throw new DerError('not exactly one signer');
  const signed = signerInfo(signer);
  if (algorithms.length !== 1 || algorithms[0] !== signed.digest.alg) throw new DerError('other digest algorithms');
  return { ...tstInfo(content), ...signed, certificates, content };
}

const nothing: DerElement = { tag: 0, encoded: new Uint8Array(), content: new Uint8Array() };

function encapsulated(element: DerElement): Uint8Array {
  const fields = new DerSequence(element);
  if (readDerOid(fields.next()) !== oid.tstInfo) throw new DerError('not a timestamp');
  const explicit = fields.next(context0);
  fields.end();
  return parseDer(explicit.content, derTag.octetString).content;
}

/** RFC 3161 §2.4.2. */
function tstInfo(content: Uint8Array): Pick<TimestampToken, 'imprint' | 'time'> {
  const fields = new DerSequence(parseDer(content, derTag.sequence));
  if (readDerSmallInteger(fields.next()) !== 1) throw new DerError('not version 1');
  readDerOid(fields.next());
  const imprint = new DerSequence(fields.next(derTag.sequence));
  const alg = hashAlgorithm(imprint.next(derTag.sequence));
  const bytes = imprint.next(derTag.octetString).content;
  imprint.end();
  readDerInteger(fields.next());
  const time = readDerTime(fields.next(derTag.generalizedTime));
  fields.optional(derTag.sequence);
  const ordering = fields.optional(derTag.boolean);
  if (ordering !== undefined) readDerBoolean(ordering);
  fields.optional(derTag.integer);
  fields.optional(context0);
  // Extensions may be critical, and none is known here.
  fields.end();
  return { imprint: { alg, bytes }, time };
}

/** RFC 5652 §5.3: signed attributes that state type and digest of the content; nothing unsigned. */
function signerInfo(
  element: DerElement,
): Pick<TimestampToken, 'issuer' | 'serial' | 'digest' | 'signer' | 'signature'> {
  const fields = new DerSequence(element);
  if (readDerSmallInteger(fields.next()) !== 1) throw new DerError('not version 1');
  const signer = new DerSequence(fields.next(derTag.sequence));
  const issuer = signer.next(derTag.sequence).encoded;
  const serial = readDerInteger(signer.next());
  signer.end();
  const alg = hashAlgorithm(fields.next(derTag.sequence));
  const tagged = fields.next(context0);
  const attributes = signedAttributes(tagged);
  const algorithm = signatureAlgorithm(fields.next(), alg);
  const { content: bytes } = fields.next(derTag.octetString);
  fields.end();
  const signature = { algorithm, attributes: asSet(tagged), bytes };
  return { issuer, serial, digest: { alg, bytes: attributes.digest }, signer: attributes.signer, signature };
}

function asSet({ encoded }: DerElement): Uint8Array {
  const set = Uint8Array.from(encoded);
  set[0] = derTag.set;
  return set;
}

function signatureAlgorithm(element: DerElement, digest: Sha2): TimestampSignature['algorithm'] {
  const named = signatureAlgorithms.get(readDerOid(new DerSequence(element).next()));
  // Another algorithm may have parameters.
  if (named === undefined) return 'unsupported';
  algorithmOf(element);
  if (named !== 'rsa') return named;
  return digest === 'sha256' ? 'rsa-sha256' : 'unsupported';
}

/** What the signed attributes state: the digest of the content, and the hash of the signer's certificate. */
function signedAttributes(element: DerElement): Pick<TimestampToken, 'signer'> & { readonly digest: Uint8Array } {
  const attributes = new Map<string, DerElement>();
  for (const attribute of derChildren(element)) {
    const fields = new DerSequence(parseDer(attribute.encoded, derTag.sequence));
    const type = readDerOid(fields.next());
    const [value, ...more] = derChildren(fields.next(derTag.set));
    fields.end();
    if (value === undefined || more.length > 0 || attributes.has(type)) throw new DerError('an attribute stands twice');
    attributes.set(type, value);
  }
  const type = attributes.get(oid.contentType);
  const digest = attributes.get(oid.messageDigest);
  if (type === undefined || digest === undefined || readDerOid(type) !== oid.tstInfo) {
    throw new DerError('attributes of something else');
  }
  return { digest: expectTag(digest, derTag.octetString).content, signer: signerHash(attributes) };
}

/** RFC 3161 §2.4.2: the attribute must be there; its first certificate is the signer's. */
function signerHash(attributes: ReadonlyMap<string, DerElement>): TimestampToken['signer'] {
  const newer = attributes.get(oid.signingCertificateV2);
  const attribute = newer ?? attributes.get(oid.signingCertificate);
  if (attribute === undefined) throw new DerError('no certificate is bound');
  const certificates = new DerSequence(expectTag(attribute, derTag.sequence)).next(derTag.sequence);
  const first = new DerSequence(new DerSequence(certificates).next(derTag.sequence));
  if (newer === undefined) return { alg: 'sha1', bytes: first.next(derTag.octetString).content };
  // RFC 5035 §3: SHA-256 unless it says otherwise.
  const algorithm = first.optional(derTag.sequence);
  const alg = algorithm === undefined ? 'sha256' : hashAlgorithm(algorithm);
  return { alg, bytes: first.next(derTag.octetString).content };
}

/** An AlgorithmIdentifier, whose parameters may be NULL and nothing else (RFC 5754 §2, §3.2). */
function algorithmOf(element: DerElement): string {
  const fields = new DerSequence(expectTag(element, derTag.sequence));
  const algorithm = readDerOid(fields.next());
  if (fields.optional(derTag.null)?.content.length ?? 0) throw new DerError('a NULL with contents');
  fields.end();
  return algorithm;
}

function hashAlgorithm(element: DerElement): Sha2 {
  const alg = hashes.get(algorithmOf(element));
  if (alg === undefined) throw new DerError('a hash that is not SHA-2');
  return alg;
}
