/** Prints what a look at licence packages gave. */

import { renderJson, renderTerminal, type RenderInput } from '@assay/report';
import { codeInfo, type LicenseResult } from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { oneOf, usageError, type Arguments } from '../../read-arguments.js';
import { reportJson } from '../../report-json.js';
import type { Terminal } from '../../terminal.js';
import { terminalStyle } from '../../terminal-style.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';

/** How the report is to be written. Throws AssayError `ERR_USAGE` for options that make no sense, before anything is asked. */
export function readDelivery(given: Arguments) {
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'license') ?? 'terminal';
  if (given.flag('quiet') && given.flag('verbose')) {
    throw usageError('--quiet and --verbose exclude each other', 'license');
  }
  const detail = given.flag('quiet') ? 'quiet' : given.flag('verbose') ? 'verbose' : 'normal';
  return { format, detail } as const;
}

/** Writes the report as `--format`, `--output`, `--quiet` and `--verbose` say. Gives the report's exit code. */
export async function deliverLicense(terminal: Terminal, given: Arguments, result: LicenseResult): Promise<number> {
  const { format, detail } = readDelivery(given);
  const { report, inventory } = result;
  const input: RenderInput = { report, inventory, codeInfo };
  const output = given.text('output');
  await printNotes(terminal, result.notes);
  if (output !== undefined) {
    const plain = { color: false, width: 100, detail } as const;
    await writeFile(output, format === 'json' ? renderJson(input) : renderTerminal(input, plain), 'the report');
  }
  const shown =
    format === 'json' && output === undefined
      ? reportJson(terminal, input)
      : renderTerminal(input, { ...terminalStyle(terminal, terminal.stdout), detail });
  await writeAll(terminal.stdout, shown);
  return report.exitCode;
}
