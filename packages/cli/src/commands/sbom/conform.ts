/** `assay sbom conform FILE`. */

import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

/** Says which minimum elements a bill of materials holds. */
export function conformSbom(_terminal: Terminal, args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'sbom');
  throw usageError('`assay sbom conform` is not there yet', 'sbom');
}
