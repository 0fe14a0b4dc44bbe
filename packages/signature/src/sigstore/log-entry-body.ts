/** What the body of a log entry says was logged (Rekor's entry kinds, versions 1 and 2). */

import { asList, asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { DigestAlgorithm } from '@assay/model';
import { decodeBase64 } from '../encoding/base64.js';
import { decodeUtf8 } from '../encoding/bytes.js';
import { decodeHex } from '../encoding/hex.js';
import { decodePem } from '../encoding/pem.js';

/** A digest inside an entry. */
export interface LoggedDigest {
  readonly alg: DigestAlgorithm;
  readonly bytes: Uint8Array;
}

/** What was logged. Exactly one of the digests is there. */
export interface LoggedClaim {
  readonly signature: Uint8Array;
  /** The certificate, or the public key's SubjectPublicKeyInfo. */
  readonly verifier: { readonly kind: 'certificate' | 'public-key'; readonly der: Uint8Array };
  /** Of the bytes that were signed. */
  readonly signedDigest?: LoggedDigest;
  /** Of the payload of a DSSE envelope. */
  readonly payloadDigest?: LoggedDigest;
  readonly payloadType?: string;
}

/** The claim; or that the body is no such entry; or that nobody here knows the kind. */
export type LoggedBody = LoggedClaim | 'malformed' | 'unsupported';

const maxBytes = 16 * 1024 * 1024;

type Reader = (spec: DocMap) => LoggedClaim | null;

const readers: ReadonlyMap<string, Reader> = new Map([
  ['hashedrekord 0.0.1', hashedRekord1],
  ['hashedrekord 0.0.2', hashedRekord2],
  ['dsse 0.0.1', dsse1],
  ['dsse 0.0.2', dsse2],
  ['intoto 0.0.2', inToto2],
]);

/** Reads an entry's body, whose kind and version must be those that the bundle states. */
export function readLoggedBody(body: Uint8Array, kind: string, version: string): LoggedBody {
  const reader = readers.get(`${kind} ${version}`);
  if (reader === undefined) return 'unsupported';
  const read = parseJson(body, { maxBytes, maxDepth: 16, maxValues: 1000 });
  const entry = read.ok ? asMap(read.document.value) : undefined;
  const spec = asMap(entry?.get('spec'));
  if (entry?.get('kind') !== kind || entry.get('apiVersion') !== version || spec === undefined) return 'malformed';
  return reader(spec) ?? 'malformed';
}

/** True for kinds of the second Rekor, which knows no time of its own. */
export function isTimeless(kind: string, version: string): boolean {
  return version === '0.0.2' && (kind === 'hashedrekord' || kind === 'dsse');
}

function hashedRekord1(spec: DocMap): LoggedClaim | null {
  const signature = asMap(spec.get('signature'));
  const key = asMap(signature?.get('publicKey'))?.get('content');
  const signedDigest = digest1(asMap(spec.get('data'))?.get('hash'));
  return claimOf({ signature: base64(signature?.get('content')), verifier: pemVerifier(base64(key)), signedDigest });
}

function hashedRekord2(spec: DocMap): LoggedClaim | null {
  const record = asMap(spec.get('hashedRekordV002'));
  const signature = asMap(record?.get('signature'));
  return claimOf({ ...signature2(signature), signedDigest: digest2(record?.get('data')) });
}

function dsse1(spec: DocMap): LoggedClaim | null {
  const signature = onlyItem(spec.get('signatures'));
  return claimOf({
    signature: base64(signature?.get('signature')),
    verifier: pemVerifier(base64(signature?.get('verifier'))),
    payloadDigest: digest1(spec.get('payloadHash')),
  });
}

function dsse2(spec: DocMap): LoggedClaim | null {
  const record = asMap(spec.get('dsseV002'));
  return claimOf({
    ...signature2(onlyItem(record?.get('signatures'))),
    payloadDigest: digest2(record?.get('payloadHash')),
  });
}

/**
 * Base64 twice: the envelope was in base64 when it was put into JSON. A signature that is in it once is read as well, so that
 * it can be called another one; sigstore-js takes none of them.
 */
function inToto2(spec: DocMap): LoggedClaim | null {
  const content = asMap(spec.get('content'));
  const envelope = asMap(content?.get('envelope'));
  const signature = onlyItem(envelope?.get('signatures'));
  const inner = base64(signature?.get('sig'));
  const payloadType = asText(envelope?.get('payloadType'));
  if (payloadType === undefined) return null;
  const claim = claimOf({
    signature: inner === null ? null : (base64(decodeUtf8(inner) ?? undefined) ?? inner),
    verifier: pemVerifier(base64(signature?.get('publicKey'))),
    payloadDigest: digest1(content?.get('payloadHash')),
  });
  return claim === null ? null : { ...claim, payloadType };
}

type Found = {
  readonly signature: Uint8Array | null;
  readonly verifier: LoggedClaim['verifier'] | null;
  readonly signedDigest?: LoggedDigest | null;
  readonly payloadDigest?: LoggedDigest | null;
};

function claimOf({ signature, verifier, signedDigest, payloadDigest }: Found): LoggedClaim | null {
  if (signature === null || verifier === null || signedDigest === null || payloadDigest === null) return null;
  return {
    signature,
    verifier,
    ...(signedDigest === undefined ? {} : { signedDigest }),
    ...(payloadDigest === undefined ? {} : { payloadDigest }),
  };
}

function signature2(signature: DocMap | undefined): Pick<Found, 'signature' | 'verifier'> {
  const verifier = asMap(signature?.get('verifier'));
  const certificate = base64(asMap(verifier?.get('x509Certificate'))?.get('rawBytes'));
  const key = base64(asMap(verifier?.get('publicKey'))?.get('rawBytes'));
  return { signature: base64(signature?.get('content')), verifier: oneVerifier(certificate, key) };
}

function oneVerifier(certificate: Uint8Array | null, key: Uint8Array | null): LoggedClaim['verifier'] | null {
  if (certificate !== null) return key === null ? { kind: 'certificate', der: certificate } : null;
  return key === null ? null : { kind: 'public-key', der: key };
}

function pemVerifier(pem: Uint8Array | null): LoggedClaim['verifier'] | null {
  const block = decodePem(pem === null ? '' : (decodeUtf8(pem) ?? ''));
  if (block?.label === 'CERTIFICATE') return { kind: 'certificate', der: block.bytes };
  return block?.label === 'PUBLIC KEY' ? { kind: 'public-key', der: block.bytes } : null;
}

const names1: ReadonlyMap<DocValue | undefined, DigestAlgorithm> = new Map([
  ['sha256', 'sha256'],
  ['sha384', 'sha384'],
  ['sha512', 'sha512'],
]);

const names2: ReadonlyMap<DocValue | undefined, DigestAlgorithm> = new Map([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
]);

function digest1(value: DocValue | undefined): LoggedDigest | null {
  const hash = asMap(value);
  return digestOfLength(names1.get(hash?.get('algorithm')), decodeHex(asText(hash?.get('value')) ?? ''));
}

function digest2(value: DocValue | undefined): LoggedDigest | null {
  const hash = asMap(value);
  return digestOfLength(names2.get(hash?.get('algorithm')), base64(hash?.get('digest')));
}

function digestOfLength(alg: DigestAlgorithm | undefined, bytes: Uint8Array | null): LoggedDigest | null {
  if (alg === undefined || bytes?.length !== Number(alg.slice(3)) / 8) return null;
  return { alg, bytes };
}

function base64(value: DocValue | undefined): Uint8Array | null {
  const bytes = typeof value === 'string' ? decodeBase64(value) : null;
  return bytes === null || bytes.length === 0 ? null : bytes;
}

function onlyItem(value: DocValue | undefined): DocMap | undefined {
  const list = asList(value);
  return list?.length === 1 ? asMap(list[0]) : undefined;
}
