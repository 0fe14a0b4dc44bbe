/** `assay sbom verify SBOM --evidence FILE`. */

import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

/** Re-checks what a bill of materials says against recorded evidence. */
export function verifySbom(_terminal: Terminal, args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'sbom');
  throw usageError('`assay sbom verify` is not there yet', 'sbom');
}
