/** A feed of what has turned out to be bad since it was verified, as a security team publishes it. */

import type { Digest } from '@assay/model';

/** The type of the predicate that a feed is. */
export const deniedFeedPredicateType = 'https://assay.example/denied/v1';

/** Bytes that must not be deployed: an artefact's, or of a file in it. */
export interface DeniedDigest {
  /** SHA-256 or stronger. */
  readonly digest: Digest;
  readonly reason: string;
  /** RFC 3339 date: since when it is known. For people. */
  readonly since?: string;
}

/**
 * Somebody whose signature no longer counts. A repository is denied by its name or its numeric id, whichever is the signer's: names can be
 * given up. `ownerId` stands alone, and denies all that the owner has.
 */
export interface DeniedPublisher {
  readonly kind:
    'github' | 'gitlab' | 'buildkite' | 'email' | 'identity' | 'certificate' | 'registry-key' | 'managed-key';
  readonly repository?: string;
  /** Numeric ids as decimal text. */
  readonly repositoryId?: string;
  readonly ownerId?: string;
  readonly email?: string;
  /** A certificate's subject alternative name. */
  readonly identity?: string;
  /** SHA-256 in lowercase hex, of a certificate's DER or of a public key's. */
  readonly fingerprint?: string;
  readonly keyId?: string;
  readonly reason: string;
}

/** Packages that must not be in what is deployed. */
export interface DeniedPurl {
  /** Canonical purl with `*` (any run without `/`) and `**`; without a version, every version. */
  readonly pattern: string;
  readonly reason: string;
}

/** One issue of a feed. */
export interface DeniedFeed {
  /** Its name: issues of one feed are told apart by their sequence. */
  readonly feed: string;
  /** Grows with each issue. */
  readonly sequence: number;
  /** RFC 3339 UTC. */
  readonly issuedAt: string;
  readonly expires: string;
  readonly digests: readonly DeniedDigest[];
  readonly publishers: readonly DeniedPublisher[];
  readonly purls: readonly DeniedPurl[];
}
