/** Files beside what is printed: one run, several forms of its report. */

import { resolve } from 'node:path';
import type { RenderInput } from '@assay/report';
import { usageError, type Arguments, type OptionTypes } from './read-arguments.js';
import { renderReport, type ReportFormat, type ReportStyle } from './report-formats.js';
import { writeFile } from './write-file.js';

type FileFormat = Exclude<ReportFormat, 'terminal'>;

const names: Readonly<Record<FileFormat, string>> = {
  json: 'the JSON report',
  sarif: 'the SARIF report',
  junit: 'the JUnit report',
  markdown: 'the Markdown report',
  html: 'the HTML report',
};

const formats = Object.keys(names) as readonly FileFormat[];

/** `--json FILE`, `--sarif FILE` …: one for each form but the one for people. */
export const reportFileTypes: OptionTypes = Object.fromEntries(formats.map((format) => [format, 'string']));

/** Options that name a file which is written, or must be the same after the run. */
const fileOptions = [
  ...formats,
  'output',
  'sbom',
  'summary',
  'record',
  'offline',
  'replay',
  'policy',
  'trusted-root',
] as const;

/** A file that was asked for. */
export interface ReportFile {
  readonly format: FileFormat;
  readonly path: string;
}

/** The files that were asked for. Throws AssayError `ERR_USAGE` where two options name the same file: one would be lost. */
export function readReportFiles(given: Arguments, topic: string): readonly ReportFile[] {
  const taken = new Map<string, string>();
  for (const option of fileOptions) {
    const path = given.text(option);
    if (path === undefined) continue;
    const other = taken.get(resolve(path));
    if (other !== undefined) throw usageError(`--${other} and --${option} name the same file, "${path}"`, topic);
    taken.set(resolve(path), option);
  }
  return formats.flatMap((format) => {
    const path = given.text(format);
    return path === undefined ? [] : [{ format, path }];
  });
}

/** Writes them, each whole or not at all. Throws AssayError `ERR_USAGE` where one cannot be written. */
export async function writeReportFiles(
  files: readonly ReportFile[],
  input: RenderInput,
  style: ReportStyle,
): Promise<void> {
  for (const { format, path } of files) await writeFile(path, renderReport(format, input, style), names[format]);
}
