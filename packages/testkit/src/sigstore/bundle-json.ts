import { bytesOf } from '../bytes-of.js';

/** A Sigstore bundle as JSON (protobuf-specs, `Bundle`). Bytes are base64, 64-bit integers decimal text. */
export type BundleJson = {
  readonly mediaType: string;
  readonly verificationMaterial: VerificationMaterialJson;
  readonly messageSignature?: MessageSignatureJson;
  readonly dsseEnvelope?: EnvelopeJson;
};

export type VerificationMaterialJson = {
  readonly certificate?: RawBytesJson;
  readonly x509CertificateChain?: { readonly certificates: readonly RawBytesJson[] };
  readonly publicKey?: { readonly hint: string };
  readonly tlogEntries?: readonly LogEntryJson[];
  readonly timestampVerificationData?: { readonly rfc3161Timestamps: readonly { readonly signedTimestamp: string }[] };
};

type RawBytesJson = { readonly rawBytes: string };

type MessageSignatureJson = {
  readonly messageDigest: { readonly algorithm: string; readonly digest: string };
  readonly signature: string;
};

export type EnvelopeJson = {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string; readonly keyid?: string }[];
};

/** An entry in a transparency log (protobuf-specs, `TransparencyLogEntry`). */
export type LogEntryJson = {
  readonly logIndex: string;
  readonly logId: { readonly keyId: string };
  readonly kindVersion: { readonly kind: string; readonly version: string };
  readonly integratedTime?: string;
  readonly inclusionPromise?: { readonly signedEntryTimestamp: string };
  readonly inclusionProof?: InclusionProofJson;
  readonly canonicalizedBody: string;
};

export type InclusionProofJson = {
  readonly logIndex: string;
  readonly rootHash: string;
  readonly treeSize: string;
  readonly hashes: readonly string[];
  readonly checkpoint?: { readonly envelope: string };
};

/** Media types by short name. `0.3-old` is what the first 0.3 bundles said. */
export const bundleMediaTypes = {
  '0.1': 'application/vnd.dev.sigstore.bundle+json;version=0.1',
  '0.2': 'application/vnd.dev.sigstore.bundle+json;version=0.2',
  '0.3-old': 'application/vnd.dev.sigstore.bundle+json;version=0.3',
  '0.3': 'application/vnd.dev.sigstore.bundle.v0.3+json',
} as const;

/** A kind of bundle. */
export type BundleVersion = keyof typeof bundleMediaTypes;

/** Base64 with padding, as JSON forms of protobuf write bytes. */
export function base64(bytes: Uint8Array | string): string {
  return Buffer.from(bytesOf(bytes)).toString('base64');
}
