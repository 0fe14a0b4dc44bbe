/** `assay sbom mapping`. */

import { builtinMappingText } from '@assay/sbom';
import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';

/** Prints the built-in mapping from checks to requirements, to be edited. */
export async function printMapping(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {}, 'sbom');
  if (positionals.length > 0) throw usageError('`assay sbom mapping` takes no file; name yours with --mapping', 'sbom');
  await writeAll(terminal.stdout, builtinMappingText);
  return 0;
}
