/** Mappings from checks to requirements of standards. */

import { readBoundedFile } from '@assay/acquire';
import { catalogue } from '@assay/checks';
import { builtinMapping, parseMapping, type StandardsMapping } from '@assay/sbom';

const maxMappingBytes = 1024 * 1024;

const checks = catalogue.map(({ id }) => id);

/**
 * A mapping file, or the built-in mapping. Throws AssayError `ERR_CONFIG` with file and line for anything that is none, and for checks that
 * there are not.
 */
export async function loadStandardsMapping(file?: string): Promise<StandardsMapping> {
  if (file === undefined) return builtinMapping(checks);
  const bytes = await readBoundedFile(file, { maxBytes: maxMappingBytes, code: 'ERR_CONFIG', what: 'mapping' });
  return parseMapping({ bytes, file, checks });
}

/** The built-in mapping. */
export function builtinStandards(): StandardsMapping {
  return builtinMapping(checks);
}
