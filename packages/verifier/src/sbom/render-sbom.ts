/** `renderSbom`: what a run found, as a CycloneDX bill of materials. */

import { codeInfo } from '@assay/checks';
import { AssayError, digestOfJson, type JsonValue } from '@assay/model';
import { buildSbom, renderJson, renderXml, type Bom, type SbomInput, type SbomOptions } from '@assay/sbom';
import type { VerifyResult } from '../options.js';
import { readTime } from '../read-time.js';
import { withRelativePaths } from './relative-paths.js';
import type { RenderSbomOptions } from './sbom-options.js';
import { splitApplications } from './split-applications.js';
import { builtinStandards } from './standards-mapping.js';

/**
 * A run as the text of a CycloneDX document, in pieces that are made as they are taken: write them out one by one, and no more than
 * one component's text is in memory. The run must have been made with {@link VerifierOptions.facts}. Same run and options: same
 * bytes. Throws AssayError `ERR_USAGE` for a run without facts, or a time that is none.
 */
export function renderSbom(result: VerifyResult, options: RenderSbomOptions = {}): Iterable<string> {
  return render(sbomOf(sbomInputOf(result), options), options);
}

/** The same, one document for each application: each lockfile, and each member of a workspace. */
export function renderSboms(result: VerifyResult, options: RenderSbomOptions = {}): readonly ApplicationSbom[] {
  const boms = applicationBomsOf(sbomInputOf(result), options);
  return boms.map(({ name, bom }) => ({ name, pieces: render(bom, options) }));
}

/** One application's document. */
export interface ApplicationSbom {
  /** Its place in the project as a name for a file: letters, digits, `.`, `_` and `-`. No two are the same. */
  readonly name: string;
  readonly pieces: Iterable<string>;
}

/** The applications' documents themselves. */
export function applicationBomsOf(
  input: SbomInput,
  options: RenderSbomOptions,
): readonly { readonly name: string; readonly bom: Bom }[] {
  const look = sbomOptions(options, input.report.at);
  return splitApplications(input.inventory).map(({ name, inventory }) => ({
    name,
    bom: buildSbom({ ...input, inventory }, look),
  }));
}

/** The document itself. */
export function sbomOf(input: SbomInput, options: RenderSbomOptions): Bom {
  return buildSbom(input, sbomOptions(options, input.report.at));
}

function render(bom: Bom, { format }: RenderSbomOptions): Iterable<string> {
  return format === 'xml' ? renderXml(bom) : renderJson(bom);
}

/** What documents of a run are made of: digests over all of it are computed here, once for as many documents as are made. */
export function sbomInputOf(result: VerifyResult): SbomInput {
  const { facts, declared, licensePackages } = result;
  if (facts === undefined) {
    const hint = 'Make the verifier with `facts: true`.';
    throw new AssayError('ERR_USAGE', 'a bill of materials needs what the run knows of packages', { hint });
  }
  const { report, inventory } = withRelativePaths(result);
  const reportDigest = digestOfJson(report as unknown as JsonValue);
  return { report, reportDigest, inventory, facts, codeInfo: infoOf, declared, licensePackages };
}

const infoOf = (check: string, code: string) => codeInfo(check, code) ?? undefined;

function sbomOptions(options: RenderSbomOptions, at: string): SbomOptions {
  const { specVersion = '1.6', timestamp = at, licenseTexts = false, declarations = true } = options;
  const mapping = declarations ? { mapping: options.mapping ?? builtinStandards() } : {};
  return { specVersion, timestamp: readTime(timestamp), licenseTexts, declarations, ...mapping };
}
