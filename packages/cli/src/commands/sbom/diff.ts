/** `assay sbom diff A B`. */

import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';

/** Says what changed between two bills of materials. */
export function diffSboms(_terminal: Terminal, args: readonly string[]): Promise<number> {
  readArguments(args, {}, 'sbom');
  throw usageError('`assay sbom diff` is not there yet', 'sbom');
}
