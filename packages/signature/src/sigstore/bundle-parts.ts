/** What a bundle holds, for the code of this folder. */

import type { DigestAlgorithm } from '@assay/model';
import type { Bundle, BundleVersion } from './bundle.js';

/** Proof that an entry is in a log (RFC 6962 §2.1.1), and the checkpoint it leads to. */
export interface InclusionProof {
  readonly logIndex: bigint;
  readonly treeSize: bigint;
  readonly rootHash: Uint8Array;
  readonly hashes: readonly Uint8Array[];
  /** The first bundles have none. */
  readonly checkpoint: string | null;
}

/** One transparency log entry. */
export interface LogEntry {
  readonly logIndex: bigint;
  readonly logId: Uint8Array;
  readonly kind: string;
  readonly version: string;
  /** Seconds since 1970; authenticated by the promise alone. 0 when absent. */
  readonly integratedTime: bigint;
  /** The signed entry timestamp. */
  readonly promise: Uint8Array | null;
  readonly proof: InclusionProof | null;
  readonly body: Uint8Array;
}

/** A signature over the artefact's bytes, and the digest the bundle states for them. */
export interface MessageContent {
  readonly kind: 'message';
  readonly digestAlgorithm: Extract<DigestAlgorithm, 'sha256' | 'sha384' | 'sha512'>;
  readonly digest: Uint8Array;
  readonly signature: Uint8Array;
}

/** A DSSE envelope with its one signature. */
export interface EnvelopeContent {
  readonly kind: 'dsse';
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

/** What the bundle says about its key. `chain`: certificates after the leaf (versions 0.1 and 0.2). */
export type KeyMaterial =
  | { readonly kind: 'certificate'; readonly leaf: Uint8Array; readonly chain: readonly Uint8Array[] }
  | { readonly kind: 'public-key'; readonly hint: string };

/** Everything in a bundle. */
export interface BundleParts {
  readonly mediaType: string;
  readonly version: BundleVersion;
  readonly content: MessageContent | EnvelopeContent;
  readonly material: KeyMaterial;
  readonly entries: readonly LogEntry[];
  /** RFC 3161 responses. */
  readonly timestamps: readonly Uint8Array[];
}

const parts = new WeakMap<Bundle, BundleParts>();

/** The opaque bundle of these parts. */
export function sealBundle(all: BundleParts): Bundle {
  const { content, material } = all;
  const bundle = Object.freeze({
    mediaType: all.mediaType,
    version: all.version,
    content: content.kind === 'dsse' ? 'dsse-envelope' : 'message-signature',
    material: material.kind,
    ...(material.kind === 'public-key' ? { keyHint: material.hint } : {}),
    ...(content.kind === 'dsse' ? { payloadType: content.payloadType } : {}),
  }) as Bundle;
  parts.set(bundle, all);
  return bundle;
}

/** The parts of a bundle that `parseBundle` made; undefined for anything else. */
export function bundleParts(bundle: Bundle): BundleParts | undefined {
  return parts.get(bundle);
}
