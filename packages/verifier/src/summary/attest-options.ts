/** What a user of the library may say about statements of a run. */

import type { Digest, RunSummary } from '@assay/model';
import type { SealProblem } from '../license/keyless-sealing.js';
import type { StatementSigning } from '../signing/statement-signing.js';
import type { ArtifactProvenanceOptions } from './artifact-provenance.js';

/** What is stated about a run, for which artefacts, and by whom. */
export interface AttestRunOptions {
  /** Paths of files, and digests of what is no file here: `name@sha256:HEX`. At least one, none twice. */
  readonly artifacts: readonly string[];
  /** From {@link openStatementSigning}. */
  readonly signing: StatementSigning;
  /** SHA-256 of the report's bytes as they are written for machines: `renderJson` of `@assay/report`. */
  readonly report: Digest;
  /** SHA-256 of the bill of materials that was written for this run. */
  readonly sbom?: Digest;
  /** Path of the evidence file that this run has recorded, or was judged from: then it must be named. */
  readonly evidence?: string;
  /** The artefacts' own provenance. Without it, nothing is claimed of how they were built. */
  readonly provenance?: ArtifactProvenanceOptions;
}

/** The statements, or why there are none. */
export interface AttestedRun {
  /** JSON lines, two signed statements for each artefact; null where something was not signed: then nothing is given out. */
  readonly document: Uint8Array | null;
  /** What was stated, one for each artefact, in order. */
  readonly summaries: readonly RunSummary[];
  /** The worst of all summaries; with a problem, what that means. */
  readonly exitCode: 0 | 1 | 3;
  /** Options of `assay attestation verify` that name the signer; where an identity signed. */
  readonly signer?: string;
  readonly problem?: SealProblem;
  /** One sentence each: how lockfiles are linked, what became of provenance. May hold attacker-controlled text. */
  readonly notes: readonly string[];
}
