/** What a bill of materials is made of, and how it is to look. */

import type { CodeInfo, DeclaredParts, Digest, Inventory, LicensePackage, Report, SubjectFacts } from '@assay/model';
import type { StandardsMapping } from './claims/standards-mapping.js';
import type { SpecVersion } from './cyclonedx/index.js';

/** The same run's report, inventory and facts. */
export interface SbomInput {
  readonly report: Report;
  /** SHA-256 of the report's canonical JSON. */
  readonly reportDigest: Digest;
  readonly inventory: Inventory;
  /** By subject id. A subject that was not asked about has facts all the same: what lockfiles say. */
  readonly facts: ReadonlyMap<string, SubjectFacts>;
  /** Text and next step of a check's code. */
  readonly codeInfo: (check: string, code: string) => CodeInfo | undefined;
  /** What the policy says about the project and about parts that no lockfile holds. */
  readonly declared: DeclaredParts;
  /** The policy's licence packages: their components say who licensed them, to whom, until when. */
  readonly licensePackages?: readonly LicensePackage[];
}

export interface SbomOptions {
  readonly specVersion: SpecVersion;
  /** RFC 3339 UTC: the document's time. */
  readonly timestamp: string;
  /** True to put the licence files' texts in; otherwise their names and digests stand there. */
  readonly licenseTexts: boolean;
  /** False to leave out `declarations` and `definitions`. */
  readonly declarations: boolean;
  /** The requirements that the claims are mapped to; absent: claims alone. */
  readonly mapping?: StandardsMapping;
}
