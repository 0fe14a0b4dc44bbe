/** What a signed statement says about a run, for whoever decides later and elsewhere: before a deploy, at an audit. */

import type { Digest } from './digest.js';
import type { Depth } from './finding.js';
import type { Decision } from './verdict.js';

/** How it is known that a lockfile belongs to an artefact, strongest first. */
export type LockfileLink = 'embedded' | 'provenance' | 'asserted';

/** A lockfile of the run, and what ties it to the artefact. */
export interface SummarisedLockfile {
  /** As seen from the folder that holds all lockfiles of the run. */
  readonly path: string;
  /** SHA-256 of its bytes. */
  readonly digest: Digest;
  readonly link: LockfileLink;
  /** Path in the artefact of the entry that has exactly these bytes; with `embedded`, and only there. */
  readonly within?: string;
}

/** A waiver that the run used. */
export interface SummarisedWaiver {
  readonly purl: string;
  readonly check: string;
  /** RFC 3339 date: the last day on which it holds, UTC. */
  readonly expires: string;
  /** How many findings it waived; one or more. */
  readonly count: number;
}

/** Levels of SLSA's build track that a summary may claim for an artefact. */
export type BuildLevel = 'SLSA_BUILD_LEVEL_1' | 'SLSA_BUILD_LEVEL_2' | 'SLSA_BUILD_LEVEL_3';

/** What became of the artefact's own provenance. */
export interface SummarisedProvenance {
  /** `absent`: none of what was given is provenance of this artefact. */
  readonly outcome: 'proven' | 'refuted' | 'absent' | 'unknown';
  /** Stable, kebab-case; of the catalogue of attestation codes. */
  readonly code: string;
  /** Only where it is proven. */
  readonly level?: BuildLevel;
}

/** The artefact that is about to be deployed. Its bytes were hashed by the run where it has both digests. */
export interface SummarisedArtifact {
  readonly name: string;
  /** SHA-256, and SHA-512 where the bytes were at hand. */
  readonly digests: readonly Digest[];
}

/** A run's result about one artefact. */
export interface RunSummary {
  readonly artifact: SummarisedArtifact;
  /** Version of Assay. */
  readonly version: string;
  /** RFC 3339 UTC: the time that the run judged at. */
  readonly at: string;
  readonly depth: Depth;
  /** The worse of the run's decision and of what became of the artefact's own provenance. */
  readonly decision: Decision;
  /** As the exit code table says for this decision. */
  readonly exitCode: 0 | 1 | 3;
  /** SHA-256 of the policy as it is understood. */
  readonly policy: Digest;
  /** SHA-256 of the report as canonical JSON: the bytes of `--json FILE`. */
  readonly report: Digest;
  readonly inventory: Digest;
  readonly trustedRoots: readonly Digest[];
  /** SHA-256 of the bill of materials that the same run wrote. */
  readonly sbom?: Digest;
  /** SHA-256 of the evidence file that the same run wrote, or that it was judged from. */
  readonly evidence?: Digest;
  /**
   * RFC 3339 UTC: when that evidence was gathered, for a run that was judged from recorded evidence. Absent where the run asked for itself:
   * then it is the run's own time. How fresh a verdict is, is told by the older of the two.
   */
  readonly evidenceAt?: string;
  /** How many packages were judged. */
  readonly subjects: number;
  /** How many of them have which verdict; they add up to `subjects`. */
  readonly decisions: Readonly<Record<Decision, number>>;
  readonly lockfiles: readonly SummarisedLockfile[];
  /** The waivers that were used. */
  readonly waivers: readonly SummarisedWaiver[];
  /** Absent where no provenance of the artefact was given. */
  readonly provenance?: SummarisedProvenance;
}
