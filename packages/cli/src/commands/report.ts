/** `assay report schema [diff]`. */

import { reportJsonSchema, trustDiffJsonSchema } from '@assay/report';
import { readArguments, usageError } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { writeAll } from '../write-all.js';

/** Prints the JSON Schema of `--format json` of `assay verify`, or of `assay diff`. */
export async function report(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {}, 'report');
  const [word, of, ...more] = positionals;
  if (word !== 'schema' || more.length > 0 || (of !== undefined && of !== 'diff')) {
    throw usageError('expected `schema` or `schema diff`', 'report');
  }
  const schema = of === undefined ? reportJsonSchema() : trustDiffJsonSchema();
  await writeAll(terminal.stdout, `${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}
