/** `assay sbom validate FILE…`. */

import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

/** Validates CycloneDX files. */
export function validateSboms(_terminal: Terminal, args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'sbom');
  throw usageError('`assay sbom validate` is not there yet', 'sbom');
}
