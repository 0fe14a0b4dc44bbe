/** How a bill of materials of a run is to look. */

import type { SpecVersion, StandardsMapping } from '@assay/sbom';

/** Options of {@link renderSbom}. All are optional. */
export interface RenderSbomOptions {
  /** Default: `json`. */
  readonly format?: 'json' | 'xml';
  /** Version of CycloneDX. Default: `1.6`, which every current reader knows. */
  readonly specVersion?: SpecVersion;
  /** RFC 3339: the document's time. Default: the time that the run judged at. */
  readonly timestamp?: string;
  /** Put the texts of licence files in, where archives were read. Default: their names and digests alone. */
  readonly licenseTexts?: boolean;
  /** What each check proved, as claims with evidence. Default: true. */
  readonly declarations?: boolean;
  /** Which requirements of which standards the claims are mapped to ({@link loadStandardsMapping}). Default: the built-in mapping. */
  readonly mapping?: StandardsMapping;
}
