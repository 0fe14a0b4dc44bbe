import { hash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '@assay/model';
import { base64 } from './bundle-json.js';
import { digestNames, envelopeJson, type ContentPlan } from './content.js';
import { keyDetails } from './key-details.js';
import type { MintedKey } from './minted-key.js';

/** Kinds of log entry. Rekor v2 has only `hashedrekord` in use. */
export type EntryKind = 'hashedrekord' | 'dsse' | 'intoto';

/** What a log entry says: which bytes, which signature, by what key or certificate. Mistakes change these. */
export interface EntryFacts {
  readonly kind: EntryKind;
  /** 1: Rekor v1's form; 2: Rekor v2's. */
  readonly form: 1 | 2;
  readonly content: ContentPlan;
  readonly signature: Uint8Array;
  readonly verifier: Verifier;
}

/** What the log verified the signature with. */
interface Verifier {
  readonly key: Pick<MintedKey, 'kind' | 'spki' | 'publicPem'>;
  /** The certificate, unless a bare key signed. */
  readonly certificate?: { readonly der: Uint8Array; readonly pem: string };
}

/** Version of each kind, by Rekor's own version. */
export function entryVersion({ kind, form }: Pick<EntryFacts, 'kind' | 'form'>): string {
  return form === 2 || kind === 'intoto' ? '0.0.2' : '0.0.1';
}

/** The canonicalised body: what the tree's leaf is the hash of. */
export function entryBody(facts: EntryFacts): Uint8Array {
  const { kind } = facts;
  return Buffer.from(canonicalJson({ apiVersion: entryVersion(facts), kind, spec: specOf(facts) }));
}

function specOf(facts: EntryFacts): JsonValue {
  switch (facts.kind) {
    case 'hashedrekord':
      return facts.form === 1 ? hashedRekord1(facts) : { hashedRekordV002: hashedRekord2(facts) };
    case 'dsse':
      return facts.form === 1 ? dsse1(facts) : { dsseV002: dsse2(facts) };
    case 'intoto':
      return intoto2(facts);
  }
}

function hashedRekord1({ content, signature, verifier }: EntryFacts): JsonValue {
  return {
    data: { hash: { algorithm: content.hash, value: hex(content.digest) } },
    signature: { content: base64(signature), publicKey: { content: base64(pemText(verifier)) } },
  };
}

function hashedRekord2({ content, signature, verifier }: EntryFacts): JsonValue {
  return {
    data: { algorithm: digestNames[content.hash], digest: base64(content.digest) },
    signature: { content: base64(signature), verifier: verifierJson(verifier) },
  };
}

function dsse1({ content, signature, verifier }: EntryFacts): JsonValue {
  return {
    envelopeHash: sha256Of(Buffer.from(JSON.stringify(envelopeJson(content, signature)))),
    payloadHash: sha256Of(content.payload),
    signatures: [{ signature: base64(signature), verifier: base64(pemText(verifier)) }],
  };
}

function dsse2({ content, signature, verifier }: EntryFacts): JsonValue {
  return {
    payloadHash: { algorithm: 'SHA2_256', digest: base64(hash('sha256', content.payload, 'buffer')) },
    signatures: [{ content: base64(signature), verifier: verifierJson(verifier) }],
  };
}

/** intoto 0.0.2: the signature is base64 twice, the payload is not kept. */
function intoto2({ content, signature, verifier }: EntryFacts): JsonValue {
  const { keyid } = content;
  const line = { publicKey: base64(pemText(verifier)), sig: base64(base64(signature)) };
  const signatures = [keyid === undefined ? line : { ...line, keyid }];
  return {
    content: {
      envelope: { payloadType: content.payloadType, signatures },
      hash: sha256Of(Buffer.from(JSON.stringify(envelopeJson(content, signature)))),
      payloadHash: sha256Of(content.payload),
    },
  };
}

function verifierJson({ key, certificate }: Verifier): JsonValue {
  const details = { keyDetails: keyDetails[key.kind] };
  if (certificate === undefined) return { ...details, publicKey: { rawBytes: base64(key.spki) } };
  return { ...details, x509Certificate: { rawBytes: base64(certificate.der) } };
}

function pemText({ key, certificate }: Verifier): string {
  return certificate?.pem ?? key.publicPem;
}

function sha256Of(bytes: Uint8Array): JsonValue {
  return { algorithm: 'sha256', value: hash('sha256', bytes, 'hex') };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
