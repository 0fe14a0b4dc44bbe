import type { JsonValue } from '@assay/model';
import type { BundleVersion } from './bundle-json.js';
import type { Change } from './change.js';
import type { EntryKind } from './entry-body.js';
import type { SigningIdentity } from './identity.js';
import type { TreePlan } from './log-entry.js';
import type { KeyKind, MintedKey, SignatureHash } from './minted-key.js';

/** What to sign, as whom, and where it is recorded. Everything has a default. */
export interface SigningOptions {
  /** The artefact; a text is its UTF-8 bytes. */
  readonly artifact?: Uint8Array | string;
  /** DSSE: the in-toto statement, or any payload's exact bytes. A SLSA v1 statement about the artefact when not given. */
  readonly statement?: JsonValue | Uint8Array;
  /** DSSE: in-toto when not given. */
  readonly payloadType?: string;
  /** `dsse` when a statement is given, else `message`. */
  readonly as?: 'message' | 'dsse';
  /** A GitHub workflow when not given. */
  readonly identity?: SigningIdentity;
  /** Signs with this key, and names it by its hint, instead of with a certificate. */
  readonly managedKey?: { readonly key: MintedKey; readonly hint?: string; readonly keyid?: string };
  /** The certificate's key: P-256 when not given. */
  readonly leafKey?: KeyKind | MintedKey;
  /** Hash of the artefact in message signatures: SHA-256 when not given. */
  readonly digest?: SignatureHash;
  /** Rekor v1 when not given. `none`: no log. A list: one entry each. */
  readonly log?: 'v1' | 'v2' | 'none' | readonly ('v1' | 'v2')[];
  /** `hashedrekord` for messages and for Rekor v2, else `dsse`. */
  readonly entryKind?: EntryKind;
  /** What proves inclusion in Rekor v1: both when not given; `promise` alone was 0.1's way. Rekor v2 has only proofs. */
  readonly inclusion?: 'promise' | 'proof' | 'both';
  /** Size of the log's tree and the entry's place in it: 4 of 7 when not given. */
  readonly tree?: TreePlan;
  /** Witnesses that cosign a Rekor v2 checkpoint: 0 when not given. */
  readonly cosignatures?: number;
  /** RFC 3161 timestamps: 0 with Rekor v1, else 1. */
  readonly timestamps?: number;
  /** 0.3 when not given. 0.1 and 0.2 carry the certificate as a chain of one. */
  readonly bundle?: BundleVersion;
  /** When: RFC 3339. The certificate is valid from then on for ten minutes. */
  readonly signedAt?: string;
  /** SCT extensions: none when not given. */
  readonly sctExtensions?: Uint8Array;
  /** Changes of one's own, after the mistakes. */
  readonly change?: Change;
}
