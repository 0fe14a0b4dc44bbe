/** `assay verify`. */

import { nearestSubjects, renderExplanation, type RenderInput } from '@assay/report';
import {
  codeInfo,
  hardenedPlaces,
  readSourceDate,
  refuseLoosePolicy,
  renderSbom,
  type RenderSbomOptions,
  type VerifyResult,
} from '@assay/verifier';
import { AssayError, hashPieces, type Digest } from '@assay/model';
import { printNotes } from '../print-notes.js';
import { oneOf, readArguments, type Arguments, type OptionTypes } from '../read-arguments.js';
import { readReportFiles, reportFileTypes, writeReportFiles, type ReportFile } from '../report-files.js';
import { renderReport, reportFormats, showReport, type ReportFormat, type ReportStyle } from '../report-formats.js';
import { refuseContradictions, runOptions, runOptionTypes } from '../run-options.js';
import { runVerifier } from '../run-verifier.js';
import type { Terminal } from '../terminal.js';
import { terminalStyle } from '../terminal-style.js';
import { writeAll } from '../write-all.js';
import { writeFile } from '../write-file.js';
import { formatOfName } from './sbom/sbom-options.js';
import { attest, attestOptionTypes, readAttesting } from './verify/attest.js';

/** Its options. */
export const verifyOptionTypes: OptionTypes = {
  ...runOptionTypes,
  ...reportFileTypes,
  format: 'string',
  output: 'string',
  explain: 'string',
  sbom: 'string',
  'strict-policy': 'boolean',
  ...attestOptionTypes,
};

/**
 * Verifies the lockfiles under the given paths; the exit code is the report's, or 2 for policy errors. All files are written before,
 * whatever the verdict is.
 */
export async function verify(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, verifyOptionTypes, 'verify');
  refuseContradictions(given, 'verify');
  const files = readReportFiles(given, 'verify');
  const format = oneOf(given, 'format', reportFormats, 'verify') ?? 'terminal';
  const sbom = given.text('sbom');
  const rendering = sbom === undefined ? null : sbomBeside(terminal, sbom);
  const attesting = await readAttesting(terminal, given);
  const facts = sbom !== undefined || attesting !== null || format === 'html' || given.text('html') !== undefined;
  const result = await runVerifier(terminal, given, { ...runOptions(terminal, given, 'verify'), facts });
  const written =
    sbom === undefined || rendering === null ? {} : { sbom: await writeSbom(sbom, renderSbom(result, rendering)) };
  const code = await deliver(terminal, { given, files, format }, result);
  if (attesting === null) return code;
  return attest(terminal, given, { attesting, result, input: inputOf(result), ...written });
}

async function writeSbom(file: string, document: Iterable<string>): Promise<Digest> {
  const { pieces, digest } = hashPieces(document);
  await writeFile(file, pieces, 'the bill of materials');
  return digest();
}

function inputOf(result: VerifyResult): RenderInput {
  const { report, inventory, facts } = result;
  return { report, inventory, codeInfo, hardenedAt: hardenedPlaces(result), ...(facts === undefined ? {} : { facts }) };
}

/** The file's ending says which format; everything else is as `assay sbom` has it by default. */
function sbomBeside({ env }: Terminal, file: string): RenderSbomOptions {
  const timestamp = readSourceDate(env);
  return { format: formatOfName(file) ?? 'json', ...(timestamp === undefined ? {} : { timestamp }) };
}

interface Delivery {
  readonly given: Arguments;
  readonly files: readonly ReportFile[];
  readonly format: ReportFormat;
}

async function deliver(terminal: Terminal, delivery: Delivery, result: VerifyResult): Promise<number> {
  const { given, files, format } = delivery;
  const input = inputOf(result);
  const output = given.text('output');
  const style: ReportStyle = { detail: detail(given) };
  await printNotes(terminal, result.notes);
  await writeReportFiles(files, input, style);
  if (output !== undefined) await writeFile(output, renderReport(format, input, style), 'the report');
  if (given.flag('strict-policy')) refuseLoosePolicy(result.report, '--strict-policy to see the report');
  const isPrinted = format !== 'terminal' && output === undefined;
  await writeAll(
    terminal.stdout,
    isPrinted ? showReport(terminal, format, input, style) : forTerminal(terminal, input, given),
  );
  return result.report.exitCode;
}

function detail(given: Arguments): 'quiet' | 'normal' | 'verbose' {
  if (given.flag('quiet')) return 'quiet';
  return given.flag('verbose') ? 'verbose' : 'normal';
}

function forTerminal(terminal: Terminal, input: RenderInput, given: Arguments): string {
  const purl = given.text('explain');
  if (purl === undefined) return showReport(terminal, 'terminal', input, { detail: detail(given) });
  const options = { ...terminalStyle(terminal, terminal.stdout), detail: detail(given) };
  const explanation = renderExplanation(input, purl, options);
  if (explanation !== null) return explanation;
  const near = nearestSubjects(input, purl);
  const known = 'Name it as `pkg:npm/name@version`, `name@version` or `name`, as the lockfile does.';
  const hint = near.length === 0 ? known : `Did you mean ${near.join(', ')}?`;
  throw new AssayError('ERR_USAGE', `no locked package is called "${purl}"`, { hint });
}
