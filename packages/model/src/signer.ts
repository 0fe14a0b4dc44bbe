/** Who vouches for bytes: what a verified signature says about its signer. Every value was read from verified material. */

import type { Digest } from './digest.js';

/**
 * Claims of a Fulcio certificate, decoded (Fulcio OID registry, `1.3.6.1.4.1.57264.1.8` to `.23`). Absent where the
 * certificate has none. Compared as exact values.
 */
export interface CertificateClaims {
  readonly buildSignerUri?: string;
  readonly buildSignerDigest?: string;
  /** `github-hosted`, `self-hosted`, `gitlab-hosted` … */
  readonly runnerEnvironment?: string;
  readonly sourceRepositoryUri?: string;
  readonly sourceRepositoryDigest?: string;
  readonly sourceRepositoryRef?: string;
  /** Numeric id as decimal text: names can be registered again, ids cannot. */
  readonly sourceRepositoryId?: string;
  readonly sourceRepositoryOwnerUri?: string;
  readonly sourceRepositoryOwnerId?: string;
  readonly buildConfigUri?: string;
  readonly buildConfigDigest?: string;
  readonly buildTrigger?: string;
  readonly runInvocationUri?: string;
  readonly sourceRepositoryVisibility?: string;
  readonly deploymentEnvironment?: string;
}

/** The one subject alternative name of a certificate, by its type: texts of different types are never compared. */
export interface SubjectAlternativeName {
  readonly type: 'uri' | 'email' | 'other-name';
  readonly value: string;
}

/** A signer, told apart by what vouches for it. */
export type Signer =
  /** A short-lived certificate for an OpenID Connect identity (Fulcio). */
  | {
      readonly kind: 'identity';
      readonly san: SubjectAlternativeName;
      /** OIDC issuer URL. Absent where the certificate names none, as that of GitHub's own attester of releases. */
      readonly issuer?: string;
      readonly claims: CertificateClaims;
      /** SHA-256 of the certificate's DER. */
      readonly certificate: Digest;
    }
  /** A long-lived X.509 certificate, as gems are signed with. */
  | {
      readonly kind: 'certificate';
      /** Distinguished name, RFC 4514 style, for people only. */
      readonly subject: string;
      /** SHA-256 of the signer's DER, then of each certificate up to the trusted one. */
      readonly chain: readonly Digest[];
    }
  /** A package registry's own key. */
  | { readonly kind: 'registry-key'; readonly keyId: string; readonly registry?: string }
  /** A key that the policy or the user names. */
  | { readonly kind: 'managed-key'; /** SHA-256 of the SubjectPublicKeyInfo DER. */ readonly key: Digest };

/** A time at which the signature existed, and whose clock says so. */
export interface VerifiedTime {
  /** RFC 3339, UTC. */
  readonly at: string;
  /** `log`: integratedTime under a verified SET. `tsa`: a verified RFC 3161 timestamp. */
  readonly by: 'log' | 'tsa';
  /** The log's or the authority's name in the trusted root. */
  readonly source: string;
}

/** A verified entry in a transparency log. */
export interface VerifiedLogEntry {
  /** The log's base URL in the trusted root. */
  readonly log: string;
  /** Hex of the log's key id. */
  readonly logId: string;
  /** Decimal text: indexes can exceed 2^53. */
  readonly index: string;
  readonly kind: string;
  readonly integratedAt?: string;
}
