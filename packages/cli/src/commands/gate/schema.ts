import { gateJsonSchema } from '@assay/report';
import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';

/** `assay gate schema`: prints the JSON Schema of the answer. */
export async function printGateSchema(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {}, 'gate');
  if (positionals.length > 0) throw usageError('schema takes nothing', 'gate');
  await writeAll(terminal.stdout, `${JSON.stringify(gateJsonSchema(), null, 2)}\n`);
  return 0;
}
