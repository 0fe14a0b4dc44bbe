/** What trust rests on, compiled: every check of a run reads from one of these. */

import type { Digest, KeyOwner } from '@assay/model';
import type { GemCertificates } from '../rubygems/gem-certificates.js';
import type { RegistryKeys } from '../registry/registry-keys.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';

/** The keys that count for a registry. */
export interface RegistryTrust {
  readonly keys: RegistryKeys;
  /** The name of the document they stand in. */
  readonly name: string;
  /**
   * True when these are the registry's own keys. False for a registry of which no keys are known: the keys that Assay brings for the
   * ecosystem's default registry still prove what that one signed, wherever it is served from.
   */
  readonly own: boolean;
  /** Whose keys these are. */
  readonly owner: KeyOwner;
  /** True when the document has expired: nothing is proven by it any more. */
  readonly expired: boolean;
}

/** Trust, ready for use. Opaque but for what checks ask. */
export interface Trust {
  /** In the order in which they are tried. */
  readonly sigstore: readonly SigstoreRoot[];
  /** Certificates for gems. */
  readonly gemCertificates: GemCertificates;
  /** The keys for a registry's base URL; null when there are none, or when the document that counts cannot be used. */
  keysFor(registry: string): RegistryTrust | null;
  /** True when the publish time decides whether signatures by these keys count. */
  needsPublishTime(registry: string, keyIds: readonly string[]): boolean;
  /** Digests of all documents, for the report. */
  readonly documents: readonly Digest[];
}

/** A document that cannot be used: what it would have proven is unknown. */
export interface TrustProblem {
  readonly name: string;
  /** The reader's code. */
  readonly code: string;
  readonly detail: string;
}
