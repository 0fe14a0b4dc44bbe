/** What a user of the library may say about files and who should have signed them. */

import type { AttestationReport, ExpectedPublisher } from '@assay/model';
import type { ExpectedRelease } from '@assay/signature';

/** Who is expected to have signed: exactly one way of saying it. */
export type ExpectedSignerInput =
  /** Any of these; see {@link parsePublisherSpec} for the command line's way of writing one. */
  | { readonly publishers: readonly ExpectedPublisher[] }
  /** GitHub itself, for its record of a release. */
  | { readonly githubRelease: ExpectedRelease }
  /** Subject alternative name and OIDC issuer, both exact. */
  | { readonly identity: string; readonly issuer: string }
  /** A PEM file with a public key. */
  | { readonly keyFile: string };

/** Options of an attestation verifier. All but `expected` are optional. */
export interface AttestationVerifierOptions {
  readonly expected: ExpectedSignerInput;
  /** Trust this Sigstore trusted root and no other. Default: those that ship, as updated and imported by the user. */
  readonly trustedRoot?: string;
  /** Each of these predicate types must be attested; attestations of other types are set aside. Default: all count. */
  readonly predicateTypes?: readonly string[];
  /** SLSA provenance: accepted builder ids, exact or anchored globs. Default: the built-in list. */
  readonly builders?: readonly string[];
  /** RFC 3339 time to judge at. Default: now. */
  readonly at?: string;
  /** The environment in which the user's trust is looked for. Default: the process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** What to verify. */
export interface AttestationInput {
  /** Paths of files, or digests (`sha256:…`, `sha384:…`, `sha512:…` in lowercase hex) that are no paths. At least one. */
  readonly files: readonly string[];
  /** Documents with attestations, for every file. Absent or empty: what lies beside each file. */
  readonly bundles?: readonly string[];
}

/** What came of it. */
export interface AttestationResult {
  readonly report: AttestationReport;
  /** One sentence each about how it went; not part of the report. */
  readonly notes: readonly string[];
}

/** A verifier with its trust read and compiled, for any number of files. */
export interface AttestationVerifier {
  /** Throws AssayError `ERR_USAGE` when a file or document cannot be read at all. */
  verify(input: AttestationInput): Promise<AttestationResult>;
}
