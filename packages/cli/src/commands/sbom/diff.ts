/** `assay sbom diff A B`. */

import { diffBomFiles } from '@assay/verifier';
import { escapeTerminal } from '@assay/report';
import { renderBomDiff } from '@assay/sbom';
import { printableJson } from '../../printable-json.js';
import { oneOf, readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';

/** Says what changed between two bills of materials. Exit code 0 where nothing did, 1 where something did, as `diff` has it. */
export async function diffSboms(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, { format: 'string' }, 'sbom');
  const [before, after, ...more] = given.positionals;
  if (before === undefined || after === undefined || more.length > 0) {
    throw usageError('expected two bills of materials', 'sbom');
  }
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'sbom') ?? 'terminal';
  const diff = await diffBomFiles(before, after);
  const text = format === 'json' ? printableJson(diff) : linesOf(renderBomDiff(diff));
  await writeAll(terminal.stdout, text);
  return diff.differences.length === 0 ? 0 : 1;
}

function linesOf(lines: readonly string[]): string {
  return lines.map((line) => `${escapeTerminal(line)}\n`).join('');
}
