/** `assay sbom [PATH…]`. */

import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

/** Makes a bill of materials of lockfiles. */
export function createSbom(_terminal: Terminal, args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'sbom');
  throw usageError('`assay sbom PATH` is not there yet', 'sbom');
}
