/** What changed from one bill of materials to another? */

import { readBoundedFile, readStandardInput } from '@assay/acquire';
import { AssayError } from '@assay/model';
import { defaultReadLimits, diffBoms, parseBom, type BomDiff, type ReadBom } from '@assay/sbom';

/**
 * What differs between two CycloneDX files of any tool, version and format; one of them may be `-`, standard input. Throws AssayError
 * `ERR_USAGE` with file and line where one cannot be read, is no CycloneDX or could be read in two ways. Opens no connection.
 */
export async function diffBomFiles(before: string, after: string): Promise<BomDiff> {
  if (before === '-' && after === '-') throw new AssayError('ERR_USAGE', 'standard input can be one of the two only');
  return diffBoms(await readBom(before), await readBom(after));
}

async function readBom(file: string): Promise<ReadBom> {
  const { maxBytes } = defaultReadLimits;
  const bytes =
    file === '-'
      ? await readStandardInput(maxBytes, 'ERR_USAGE')
      : await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what: 'bill of materials' });
  const result = parseBom(bytes);
  if (result.ok) return result.bom;
  const { problem, detail, line } = result.problem;
  const hint = problem === 'not-cyclonedx' ? undefined : '`assay sbom validate` says more about a document.';
  throw new AssayError('ERR_USAGE', `${file} cannot be compared: ${detail}`, {
    file,
    ...(line !== undefined && { line }),
    ...(hint !== undefined && { hint }),
  });
}
