/** Who a policy expects to have published a package. Data only: `signature` compares it with a verified {@link Signer}. */

/**
 * Limits that hold for any kind of publisher: the versions and the days (of the verified signing time) in which this one
 * counts. A repository that moved is two publishers, one `until` a day and one `since` it.
 */
export interface PublisherSpan {
  /** A semver-like range in the ecosystem's own syntax (`>=2.5.0`, `< 2.5`); absent: every version. */
  readonly versions?: string;
  /** RFC 3339 date, UTC, inclusive. */
  readonly since?: string;
  /** RFC 3339 date, UTC, inclusive. */
  readonly until?: string;
}

/** A CI workflow that signs with its OIDC identity. */
export interface WorkflowPublisher extends PublisherSpan {
  readonly kind: 'github' | 'gitlab' | 'buildkite';
  /** `owner/name` (GitHub), `group/…/project` (GitLab), `organisation/pipeline` (Buildkite). Exact. */
  readonly repository: string;
  /** Numeric ids as decimal text. Exact. */
  readonly repositoryId?: string;
  readonly ownerId?: string;
  /** Path of the workflow file (`.github/workflows/release.yml`): exact, or a pattern with `*`. */
  readonly workflow?: string;
  /** A reusable workflow in another repository that may sign: `owner/name/.github/workflows/x.yml`. Exact or pattern. */
  readonly signerWorkflow?: string;
  /** Full ref; `{version}` stands for the version being verified; `*` any run without `/`, `**` any run. Anchored. */
  readonly ref?: string;
  readonly environment?: string;
  readonly runner?: 'github-hosted' | 'self-hosted' | 'gitlab-hosted';
  /** OIDC issuer URL. Default: the public one of the kind. */
  readonly issuer?: string;
  /** OIDC triggers that are allowed (`push`, `release`, `workflow_dispatch`). Exact. Absent: any. */
  readonly triggers?: readonly string[];
}

/** A person's or service account's OIDC identity. */
export interface EmailPublisher extends PublisherSpan {
  readonly kind: 'google' | 'email';
  /** Exact address, compared with a SAN of type e-mail. */
  readonly email: string;
  /** OIDC issuer URL. Default for `google`: Google's. Required for `email`. */
  readonly issuer?: string;
}

/** Any Fulcio identity, spelled out. */
export interface IdentityPublisher extends PublisherSpan {
  readonly kind: 'identity';
  /** The SAN: exact, or a pattern with `*`/`**`. */
  readonly identity: string;
  readonly issuer: string;
}

/** An X.509 certificate (gems). */
export interface CertificatePublisher extends PublisherSpan {
  readonly kind: 'certificate';
  /** SHA-256 of DER, lowercase hex; the signer's certificate or one above it in its chain. At least one. */
  readonly fingerprints: readonly string[];
}

/** The registry's own key vouches (no more is asked than a valid registry signature). */
export interface RegistryKeyPublisher extends PublisherSpan {
  readonly kind: 'registry-key';
  /** Exact key ids; absent: any valid key of the package's registry. */
  readonly keyIds?: readonly string[];
}

/** A key that the policy names. */
export interface ManagedKeyPublisher extends PublisherSpan {
  readonly kind: 'managed-key';
  /** SHA-256 of the SubjectPublicKeyInfo DER, lowercase hex. */
  readonly fingerprint: string;
  /** PEM of the public key. */
  readonly key: string;
}

/** One way in which a package may be published. */
export type ExpectedPublisher =
  | WorkflowPublisher
  | EmailPublisher
  | IdentityPublisher
  | CertificatePublisher
  | RegistryKeyPublisher
  | ManagedKeyPublisher;

/** One entry of a policy's `publishers:`. */
export interface PublisherEntry {
  /** Pattern over the purl, in canonical form. */
  readonly purl: string;
  /** Any of these suffices. At least one. */
  readonly allow: readonly ExpectedPublisher[];
  /** 1-based line in the policy file. */
  readonly line: number;
}
