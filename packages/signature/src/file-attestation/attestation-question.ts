/** What is asked about one file. */

import type { ArtifactUnderTest } from '../sigstore/artifact.js';
import type { SigstoreRoot } from '../sigstore/trusted-root.js';
import type { AttestationDocument } from './attestation-document.js';
import type { ExpectedSigner } from './expected-signer.js';

/** The file. */
export interface AttestedArtifact extends ArtifactUnderTest {
  /** As the user named it: a path or a digest. For messages alone. */
  readonly label: string;
  /** The file's own name, without folders. PyPI's attestations are about it; absent where there is only a digest. */
  readonly name?: string;
}

/** The file, its attestations, and whose they should be. */
export interface AttestationQuestion {
  readonly artifact: AttestedArtifact;
  /** From {@link parseAttestationDocument}; they can be reused for other files. */
  readonly documents: readonly AttestationDocument[];
  readonly expected: ExpectedSigner;
  /** Tried in order. */
  readonly roots: readonly SigstoreRoot[];
  /** The judge's time, RFC 3339 UTC. */
  readonly at: string;
  /** Each of these must be attested; others are set aside. None or absent: every attestation counts, whatever its type. */
  readonly predicateTypes?: readonly string[];
  /** SLSA provenance that counts (see {@link verifyAttestations}): accepted builder ids, exact or anchored globs. Absent: the built-in list. */
  readonly builders?: readonly string[];
}
