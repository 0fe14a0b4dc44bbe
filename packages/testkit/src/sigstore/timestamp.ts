import { hash } from 'node:crypto';
import {
  element,
  explicit,
  generalizedTime,
  integer,
  namedBits,
  nullValue,
  objectId,
  octetString,
  sequence,
  setOf,
  time,
  utf8String,
} from '../der/der.js';
import { distinguishedName, signatureAlgorithm, type SignedCertificate } from './certificate.js';
import type { MintedKey, SignatureHash } from './minted-key.js';
import { mintTsa, type TsaPlan } from './timestamp-authority.js';

/** One RFC 3161 timestamp to be made. Mistakes change these. */
export interface TimestampPlan {
  readonly tsa: TsaPlan;
  /** The bytes whose existence it proves: a signature. */
  readonly over: Uint8Array;
  /** Their hash, where the bytes themselves are not at hand. */
  readonly imprint?: Uint8Array;
  readonly at: Date;
  /** Hash of the message imprint. */
  readonly hash: SignatureHash | 'sha1';
  readonly serial: number;
  /** The key that signs; the authority's own unless by mistake. */
  readonly key: MintedKey;
  /** Hash of the signature, and of the content as the attributes state it; SHA-256 unless told. */
  readonly signatureHash?: SignatureHash;
  /** What the signer calls its algorithm; RFC 5754 has two names for RSA with a hash. */
  readonly signatureAlgorithm?: 'rsaEncryption' | 'rsaPss';
  /** The response's status; 0 is granted. */
  readonly status: number;
  /** The free text after the status, as BouncyCastle's "Operation Okay". */
  readonly statusText?: string;
  /** PKIFailureInfo: bits that say why it was rejected. */
  readonly failure?: readonly number[];
  /** Content type inside. */
  readonly contentType: string;
  /** Whether the signer's certificate is inside, as Sigstore asks for. */
  readonly embedCertificate: boolean;
  /** The attribute that binds the signer's certificate (RFC 5816; `v1` is RFC 2634's, with SHA-1). */
  readonly signingCertificate: 'v2' | 'v1' | 'none';
  /** The certificate that the attribute binds; the signer's unless by mistake. */
  readonly boundCertificate?: SignedCertificate;
  /** The digest of the content that the signed attributes state; the right one unless by mistake. */
  readonly messageDigest?: Uint8Array;
}

const contentTypes = { signedData: '1.2.840.113549.1.7.2', tstInfo: '1.2.840.113549.1.9.16.1.4' } as const;

const attributes = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** The plan of a timestamp without mistakes. */
export function timestampPlan(tsa: TsaPlan, over: Uint8Array, at: Date): TimestampPlan {
  return {
    tsa,
    over,
    at,
    hash: 'sha256',
    serial: Math.floor(at.getTime() / 1000),
    key: tsa.signer.key,
    status: 0,
    contentType: contentTypes.tstInfo,
    embedCertificate: true,
    signingCertificate: 'v2',
  };
}

/** A TimeStampResp in DER (RFC 3161 §2.4.2): status and token. */
export function mintTimestamp(plan: TimestampPlan): Uint8Array {
  const { status, statusText, failure } = plan;
  const text = statusText === undefined ? [] : [sequence(utf8String(statusText))];
  const failInfo = failure === undefined ? [] : [namedBits(failure)];
  return sequence(sequence(integer(status), ...text, ...failInfo), timestampToken(plan));
}

function timestampToken(plan: TimestampPlan): Uint8Array {
  const { certificate } = mintTsa(plan.tsa);
  const info = tstInfo(plan);
  const content = sequence(objectId(plan.contentType), explicit(0, octetString(info)));
  const certificates = plan.embedCertificate ? [explicit(0, certificate.der)] : [];
  const signedData = sequence(
    integer(3),
    setOf(hashAlgorithm(plan.signatureHash ?? 'sha256')),
    content,
    ...certificates,
    setOf(signerInfo(plan, info, certificate)),
  );
  return sequence(objectId(contentTypes.signedData), explicit(0, signedData));
}

function tstInfo({ hash: algorithm, over, imprint: given, serial, at }: TimestampPlan): Uint8Array {
  const imprint = sequence(hashAlgorithm(algorithm), octetString(given ?? hash(algorithm, over, 'buffer')));
  const accuracy = sequence(integer(1));
  return sequence(integer(1), objectId('1.3.6.1.4.1.57264.2'), imprint, integer(serial), generalizedTime(at), accuracy);
}

/** SignerInfo (RFC 5652 §5.3): the signature is over the attributes as a SET, which are then tagged `[0]`. */
function signerInfo(plan: TimestampPlan, info: Uint8Array, certificate: SignedCertificate): Uint8Array {
  const attributeSet = setOf(...signedAttributes(plan, info, certificate));
  const tagged = Buffer.from(attributeSet);
  tagged[0] = 0xa0;
  const algorithm = plan.signatureHash ?? 'sha256';
  return sequence(
    integer(1),
    sequence(distinguishedName(certificate.body.issuer), integer(certificate.body.serial)),
    hashAlgorithm(algorithm),
    tagged,
    statedAlgorithm(plan, algorithm),
    octetString(plan.key.sign(attributeSet, algorithm)),
  );
}

/** RFC 5754 §3.2: RSA under its own name, the hash being the digest algorithm's, or under the name of both. */
function statedAlgorithm({ key, signatureAlgorithm: stated }: TimestampPlan, algorithm: SignatureHash): Uint8Array {
  if (stated === 'rsaEncryption') return sequence(objectId('1.2.840.113549.1.1.1'), nullValue());
  if (stated === 'rsaPss') return sequence(objectId('1.2.840.113549.1.1.10'), sequence());
  return signatureAlgorithm(key, algorithm);
}

function signedAttributes(plan: TimestampPlan, info: Uint8Array, own: SignedCertificate): readonly Uint8Array[] {
  const { contentType, at, signingCertificate, boundCertificate = own, signatureHash = 'sha256' } = plan;
  const messageDigest = plan.messageDigest ?? hash(signatureHash, info, 'buffer');
  return [
    attribute(attributes.contentType, objectId(contentType)),
    attribute(attributes.signingTime, time(at)),
    attribute(attributes.messageDigest, octetString(messageDigest)),
    ...certificateAttribute(signingCertificate, boundCertificate),
  ];
}

/** ESSCertID(v2) (RFC 5035 §4): hash of the certificate, its issuer and serial. */
function certificateAttribute(
  kind: TimestampPlan['signingCertificate'],
  bound: SignedCertificate,
): readonly Uint8Array[] {
  if (kind === 'none') return [];
  const { der, body } = bound;
  const issuer = sequence(element(0xa4, distinguishedName(body.issuer)));
  const digest = octetString(hash(kind === 'v1' ? 'sha1' : 'sha256', der, 'buffer'));
  const id = sequence(digest, sequence(issuer, integer(body.serial)));
  const type = kind === 'v1' ? attributes.signingCertificate : attributes.signingCertificateV2;
  return [attribute(type, sequence(sequence(id)))];
}

function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(objectId(type), setOf(value));
}

function hashAlgorithm(name: SignatureHash | 'sha1'): Uint8Array {
  if (name === 'sha1') return sequence(objectId('1.3.14.3.2.26'));
  const last = { sha256: 1, sha384: 2, sha512: 3 }[name];
  return sequence(objectId(`2.16.840.1.101.3.4.2.${String(last)}`));
}
