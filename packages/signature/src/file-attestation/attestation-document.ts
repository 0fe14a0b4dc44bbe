/** Documents that hold attestations, taken apart. */

import type { DocMap } from '@assay/documents';
import type { AttestationFormat, Digest } from '@assay/model';
import type { Refusal } from '../outcome.js';
import type { PublisherClaim } from '../pypi/publisher-claim.js';
import type { AttestationCode } from '../codes/attestation-codes.js';
import type { PypiCode } from '../codes/pypi-codes.js';
import type { SigstoreCode } from '../codes/sigstore-codes.js';

/** One attestation, not verified. */
export interface ReadAttestation {
  readonly format: AttestationFormat;
  /** The bundle, or what a PEP 740 attestation is as a bundle; of format `dsse-envelope`: the envelope itself. */
  readonly bundle: DocMap;
  /** PEP 740: the publisher that the index names. */
  readonly publisher?: PublisherClaim;
  /** What it says it is about, for setting it aside and for nothing else. */
  readonly claim: AttestationClaim;
}

/** What an attestation says about itself before anything is verified. */
export interface AttestationClaim {
  /** Null: it has none (a signature over bytes); absent: it cannot be read. */
  readonly predicateType?: string | null;
  /** True where its certificate says that GitHub's attester of releases signed. */
  readonly byGithubReleases?: true;
  /** Digests that it says it is about; empty where it cannot be read. */
  readonly digests: readonly Digest[];
}

/** A document: its attestations in order, or why it is none. Made by {@link parseAttestationDocument}. */
export interface AttestationDocument {
  /** As the user named it. */
  readonly name: string;
  readonly attestations: readonly ReadAttestation[];
  readonly problem?: Refusal<AttestationDocumentCode>;
}

/** Why a document is none. */
export type AttestationDocumentCode = AttestationCode | PypiCode | Extract<SigstoreCode, 'bundle-of-old-cosign'>;
