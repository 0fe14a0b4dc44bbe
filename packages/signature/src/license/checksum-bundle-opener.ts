/** What opens Sigstore bundles for a checksum statement. A port, so that who uses pinned keys alone loads no Sigstore. */

import type { DocMap } from '@assay/documents';
import type { CodeInfo, Digest } from '@assay/model';
import type { Statement } from '../in-toto/statement.js';
import type { Refusal } from '../outcome.js';

/** A statement whose signature holds and is the expected signer's. */
export interface OpenedStatement {
  readonly statement: Statement;
  /** Who signed, in one line. */
  readonly signedBy: string;
}

/** What the bundle must be about. */
export interface BundleSubject {
  readonly file: { readonly name: string; readonly digests: readonly Digest[] };
  /** The judge's time, RFC 3339 in UTC. */
  readonly at: string;
}

/** Why a bundle does not count, and what its code means. */
export interface BundleRefusal extends Refusal {
  readonly info: CodeInfo;
}

/** Verifies a bundle that is expected to be by certain signers. */
export type ChecksumBundleOpener = (bundle: DocMap, about: BundleSubject) => OpenedStatement | BundleRefusal;
