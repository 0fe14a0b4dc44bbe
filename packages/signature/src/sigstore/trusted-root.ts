/** A trusted root, as users see it. */

import type { Digest } from '@assay/model';

declare const compiled: unique symbol;

/**
 * A Sigstore TrustedRoot, read strictly and compiled once: reuse it for every bundle. Opaque: only `readTrustedRoot` makes
 * one.
 */
export interface SigstoreRoot {
  /** For people and reports. */
  readonly name: string;
  /** SHA-256 of the document's bytes. */
  readonly digest: Digest;
  /** RFC 3339: after this time it proves nothing any more. */
  readonly expires?: string;
  readonly [compiled]: true;
}
