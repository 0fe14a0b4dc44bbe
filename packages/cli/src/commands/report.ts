/** `assay report schema`. */

import { reportJsonSchema } from '@assay/report';
import { readArguments, usageError } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { writeAll } from '../write-all.js';

/** Prints the JSON Schema of `--format json`. */
export async function report(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {}, 'report');
  if (positionals.length !== 1 || positionals[0] !== 'schema') throw usageError('expected `schema`', 'report');
  await writeAll(terminal.stdout, `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
  return 0;
}
