/** Prints what a look at licence packages gave. */

import type { RenderInput } from '@assay/report';
import { codeInfo, type LicenseResult } from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { oneOf, usageError, type Arguments } from '../../read-arguments.js';
import { readReportFiles, writeReportFiles } from '../../report-files.js';
import { renderReport, reportFormats, showReport, type ReportStyle } from '../../report-formats.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';

/** How the report is to be written. Throws AssayError `ERR_USAGE` for options that make no sense, before anything is asked. */
export function readDelivery(given: Arguments) {
  const format = oneOf(given, 'format', reportFormats, 'license') ?? 'terminal';
  const files = readReportFiles(given, 'license');
  if (given.flag('quiet') && given.flag('verbose')) {
    throw usageError('--quiet and --verbose exclude each other', 'license');
  }
  const detail = given.flag('quiet') ? 'quiet' : given.flag('verbose') ? 'verbose' : 'normal';
  return { format, files, detail } as const;
}

/** Writes the report as the options say, files first. Gives the report's exit code. */
export async function deliverLicense(terminal: Terminal, given: Arguments, result: LicenseResult): Promise<number> {
  const { format, files, detail } = readDelivery(given);
  const { report, inventory } = result;
  const input: RenderInput = { report, inventory, codeInfo };
  const [output, policy] = [given.text('output'), given.text('policy')];
  const style: ReportStyle = { detail, ...(policy === undefined ? {} : { otherwise: policy }) };
  await printNotes(terminal, result.notes);
  await writeReportFiles(files, input, style);
  if (output !== undefined) await writeFile(output, renderReport(format, input, style), 'the report');
  await writeAll(terminal.stdout, showReport(terminal, output === undefined ? format : 'terminal', input, style));
  return report.exitCode;
}
