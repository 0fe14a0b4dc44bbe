/** Is a file CycloneDX? */

import { readBomSchema, readBoundedFile, readStandardInput } from '@assay/acquire';
import { createBomValidator, type BomProblems, type BomValidator, type ValidateOptions } from '@assay/sbom';

/** What a JavaScript string holds. */
const maxBytes = 500_000_000;

/** Schemas are read and compiled once. */
let validator: BomValidator | undefined;

/**
 * What is wrong with a CycloneDX document of any version, JSON or XML: against the official schema of its version, and by the rules that
 * stand in the specification's text alone. Never throws on any bytes, takes time in proportion to them, opens no connection.
 */
export function validateBom(bytes: Uint8Array, options?: ValidateOptions): BomProblems {
  validator ??= createBomValidator(readBomSchema);
  return validator.validate(bytes, options);
}

/** The same of a file; `-` is standard input. Throws AssayError `ERR_USAGE` where it cannot be read or has more than 500 MB. */
export async function validateBomFile(file: string, options?: ValidateOptions): Promise<BomProblems> {
  const bytes =
    file === '-'
      ? await readStandardInput(maxBytes, 'ERR_USAGE')
      : await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what: 'bill of materials' });
  return validateBom(bytes, options);
}
