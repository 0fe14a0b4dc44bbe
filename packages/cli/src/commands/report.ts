/** `assay report …`: the schema of reports, and stored reports in another form. */

import { parseReport, reportJsonSchema, reportLimits, trustDiffJsonSchema, type RenderInput } from '@assay/report';
import { AssayError } from '@assay/model';
import { codeInfo, readBoundedFile } from '@assay/verifier';
import { didYouMean } from '../did-you-mean.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../read-arguments.js';
import { renderReport, reportFormats, showReport } from '../report-formats.js';
import type { Terminal } from '../terminal.js';
import { writeAll } from '../write-all.js';
import { writeFile } from '../write-file.js';

const verbs = ['schema', 'render'];

/** Runs a verb about reports. Throws AssayError `ERR_USAGE` for one that there is not. */
export async function report(terminal: Terminal, args: readonly string[]): Promise<number> {
  const [word, ...rest] = args;
  if (word === 'render') return renderStored(terminal, rest);
  if (word === 'schema') return printSchema(terminal, rest);
  throw usageError(`expected one of ${verbs.join(', ')}${didYouMean(word, verbs)}`, 'report');
}

/** Prints the JSON Schema of `--format json`: of `assay verify`, or of `assay diff`. */
async function printSchema(terminal: Terminal, args: readonly string[]): Promise<number> {
  const { positionals } = readArguments(args, {}, 'report');
  const [of, ...more] = positionals;
  if (more.length > 0 || (of !== undefined && of !== 'diff')) {
    throw usageError('expected nothing but `diff` behind `schema`', 'report');
  }
  const schema = of === undefined ? reportJsonSchema() : trustDiffJsonSchema();
  await writeAll(terminal.stdout, `${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}

const optionTypes: OptionTypes = { format: 'string', output: 'string', quiet: 'boolean', verbose: 'boolean' };

/** A stored JSON report in another form. Exit code 0 whatever its verdict: nothing is verified here. */
async function renderStored(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'report');
  const [file, ...others] = given.positionals;
  if (file === undefined || others.length > 0) throw usageError('expected one file: a report in JSON', 'report');
  const format = oneOf(given, 'format', reportFormats, 'report') ?? 'terminal';
  const style = { detail: detailOf(given) };
  const input = await readStored(file);
  const output = given.text('output');
  if (output === undefined) await writeAll(terminal.stdout, showReport(terminal, format, input, style));
  else await writeFile(output, renderReport(format, input, style), 'the report');
  return 0;
}

function detailOf(given: Arguments): 'quiet' | 'normal' | 'verbose' {
  if (given.flag('quiet') && given.flag('verbose'))
    throw usageError('--quiet and --verbose exclude each other', 'report');
  if (given.flag('quiet')) return 'quiet';
  return given.flag('verbose') ? 'verbose' : 'normal';
}

async function readStored(file: string): Promise<RenderInput> {
  const { maxBytes } = reportLimits;
  const stored = parseReport(await readBoundedFile(file, { maxBytes, code: 'ERR_USAGE', what: 'report' }));
  if (stored.ok) return { report: stored.report, inventory: stored.inventory, codeInfo };
  const { detail, line } = stored;
  const hint = '`assay verify --json FILE` writes one; `assay report schema` prints what it has to look like.';
  throw new AssayError('ERR_USAGE', `this is no report of Assay: ${detail}`, {
    file,
    hint,
    ...(line === undefined ? {} : { line }),
  });
}
