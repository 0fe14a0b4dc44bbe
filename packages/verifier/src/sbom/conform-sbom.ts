/** Which minimum elements a bill of materials holds. */

import { readBoundedFile } from '@assay/acquire';
import { AssayError, type ConformityReport } from '@assay/model';
import { conformBom, defaultReadLimits, parseBom } from '@assay/sbom';

/**
 * Answers checklists (`bsi`, `ntia`, `cisa`, `cra`) about a CycloneDX file of any tool, JSON or XML. Throws AssayError `ERR_USAGE` for a file
 * that cannot be read as one.
 */
export async function conformSbomFile(file: string, ids: readonly string[]): Promise<readonly ConformityReport[]> {
  const { maxBytes } = defaultReadLimits;
  return conformSbomBytes(await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what: 'bill of materials' }), {
    file,
    ids,
  });
}

/** The same of a document at hand; `file` is for messages. */
export function conformSbomBytes(
  bytes: Uint8Array,
  { file, ids }: { readonly file: string; readonly ids: readonly string[] },
): readonly ConformityReport[] {
  const result = parseBom(bytes);
  if (result.ok) return conformBom(result.bom, ids);
  const { detail, line } = result.problem;
  const hint = '`assay sbom validate` says all that is wrong with it.';
  throw new AssayError('ERR_USAGE', detail, { file, ...(line === undefined ? {} : { line }), hint });
}
