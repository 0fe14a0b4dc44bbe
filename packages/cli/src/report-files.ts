/** Files beside what is printed: one run, several forms of its report. */

import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { AssayError } from '@assay/model';
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

/** Options that name a file which is written. */
const writtenOptions = [...formats, 'output', 'sbom', 'summary', 'record'] as const;

/** Options that name a file which is written, or must be the same after the run. */
const fileOptions = [...writtenOptions, 'offline', 'replay', 'policy', 'trusted-root', 'sign-key'] as const;

/** `--json package-lock.json` looks right to whoever takes `--json` for a switch, and would be the end of that lockfile. */
const lockfileName = /^(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|Gemfile\.lock|gems\.locked)$/u;

/** A file that was asked for. */
export interface ReportFile {
  readonly format: FileFormat;
  readonly path: string;
}

/**
 * The files that were asked for. Throws AssayError `ERR_USAGE` where two options name the same file, or one names a lockfile: one would
 * be lost; and where there is no folder to write to, before anything is asked.
 */
export function readReportFiles(given: Arguments, topic: string): readonly ReportFile[] {
  const taken = new Map<string, string>();
  for (const option of fileOptions) {
    const path = given.text(option);
    if (path === undefined) continue;
    const other = taken.get(resolve(path));
    if (other !== undefined) throw usageError(`--${other} and --${option} name the same file, "${path}"`, topic);
    taken.set(resolve(path), option);
  }
  for (const option of writtenOptions) {
    const path = given.text(option);
    if (path !== undefined) refusePlace(option, path, topic);
  }
  return formats.flatMap((format) => {
    const path = given.text(format);
    return path === undefined ? [] : [{ format, path }];
  });
}

function refusePlace(option: string, path: string, topic: string): void {
  if (lockfileName.test(basename(path)))
    throw usageError(`--${option} names the file to write, and "${path}" is the name of a lockfile`, topic);
  if (isFolder(path)) throw usageError(`--${option} names the file to write, and "${path}" is a folder`, topic);
  const folder = dirname(path);
  if (!isFolder(folder))
    throw new AssayError('ERR_USAGE', `--${option}: there is no folder "${folder}" to write "${basename(path)}" to`, {
      hint: 'Make the folder first.',
    });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Writes them, each whole or not at all. Throws AssayError `ERR_USAGE` where one cannot be written. */
export async function writeReportFiles(
  files: readonly ReportFile[],
  input: RenderInput,
  style: ReportStyle,
): Promise<void> {
  for (const { format, path } of files) await writeFile(path, renderReport(format, input, style), names[format]);
}
