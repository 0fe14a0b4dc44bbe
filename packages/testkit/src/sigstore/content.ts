import { hash } from 'node:crypto';
import { base64, type BundleJson, type EnvelopeJson } from './bundle-json.js';
import type { MintedKey, SignatureHash } from './minted-key.js';

/**
 * What is signed, and what the bundle and the log entry then say was signed; the two are the same unless a mistake parts
 * them.
 */
export interface ContentPlan {
  readonly as: 'message' | 'dsse';
  readonly key: MintedKey;
  /** Hash inside the signature, and of `digest`. */
  readonly hash: SignatureHash;
  /** The bytes that the key signs: the artefact, or the envelope's pre-authentication encoding. */
  readonly toSign: Uint8Array;
  /** Stated: digest of what was signed. */
  readonly digest: Uint8Array;
  /** Stated, DSSE only: the payload and its type. */
  readonly payload: Uint8Array;
  readonly payloadType: string;
  readonly keyid?: string;
}

/** The in-toto payload type. */
export const inTotoPayloadType = 'application/vnd.in-toto+json';

/** A message signature over an artefact. */
export function messageContent(artifact: Uint8Array, key: MintedKey, digest: SignatureHash): ContentPlan {
  const stated = { digest: hash(digest, artifact, 'buffer'), payload: new Uint8Array(), payloadType: '' };
  return { as: 'message', key, hash: digest, toSign: artifact, ...stated };
}

/** A DSSE envelope around a payload. */
export function dsseContent(payload: Uint8Array, payloadType: string, key: MintedKey): ContentPlan {
  const toSign = preAuthEncoding(payloadType, payload);
  return { as: 'dsse', key, hash: 'sha256', toSign, digest: hash('sha256', toSign, 'buffer'), payload, payloadType };
}

/** PAE (DSSE protocol): what the signature of an envelope covers. Lengths are of bytes. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType);
  const parts = [`DSSEv1 ${String(type.length)} `, type, ` ${String(payload.length)} `, payload];
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

/** The envelope as JSON. */
export function envelopeJson(content: ContentPlan, signature: Uint8Array): EnvelopeJson {
  const { payload, payloadType, keyid } = content;
  const line = { sig: base64(signature), ...(keyid === undefined ? {} : { keyid }) };
  return { payload: base64(payload), payloadType, signatures: [line] };
}

/** The part of a bundle that says what was signed. */
export function contentJson(
  content: ContentPlan,
  signature: Uint8Array,
): Pick<BundleJson, 'messageSignature' | 'dsseEnvelope'> {
  if (content.as === 'dsse') return { dsseEnvelope: envelopeJson(content, signature) };
  const messageDigest = { algorithm: digestNames[content.hash], digest: base64(content.digest) };
  return { messageSignature: { messageDigest, signature: base64(signature) } };
}

/** Sigstore's names of hashes (protobuf-specs, `HashAlgorithm`). */
export const digestNames: Readonly<Record<SignatureHash, string>> = {
  sha256: 'SHA2_256',
  sha384: 'SHA2_384',
  sha512: 'SHA2_512',
};
