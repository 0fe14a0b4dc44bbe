/** `assay sbom mapping`. */

import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

/** Prints the mapping from checks to requirements. */
export function printMapping(_terminal: Terminal, args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'sbom');
  throw usageError('`assay sbom mapping` is not there yet', 'sbom');
}
