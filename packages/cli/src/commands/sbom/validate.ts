/** `assay sbom validate FILE…`. */

import { validateBomFile, type BomProblem, type BomProblems } from '@assay/verifier';
import { escapeTerminal } from '@assay/report';
import { printableJson } from '../../printable-json.js';
import { oneOf, readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';

const options = { format: 'string', 'schema-only': 'boolean', lenient: 'boolean' } as const;

interface Validated extends BomProblems {
  readonly file: string;
}

/** Validates CycloneDX files. Exit code 0 where all are valid, 1 where one is not. */
export async function validateSboms(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, options, 'sbom');
  if (given.positionals.length === 0) throw usageError('expected a file, or - for standard input', 'sbom');
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'sbom') ?? 'terminal';
  const how = { schemaOnly: given.flag('schema-only'), lenient: given.flag('lenient') };
  const validated: Validated[] = [];
  for (const file of given.positionals) {
    const found = { file, ...(await validateBomFile(file, how)) };
    validated.push(found);
    if (format === 'terminal') await writeAll(terminal.stdout, render(found));
  }
  if (format === 'json') await writeAll(terminal.stdout, printableJson({ files: validated }));
  return validated.every(({ valid }) => valid) ? 0 : 1;
}

function render(found: Validated): string {
  const { file, problems, errors, warnings } = found;
  const lines = [`${escapeTerminal(file)}: ${verdict(found)}`, ...problems.map((problem) => lineOf(file, problem))];
  const rest = errors + warnings - problems.length;
  if (rest > 0) lines.push(`  … and ${rest} more like these`);
  return `${lines.join('\n')}\n`;
}

function verdict({ valid, format, specVersion, errors, warnings }: Validated): string {
  const what = specVersion === null ? 'CycloneDX' : `CycloneDX ${specVersion} (${format === 'xml' ? 'XML' : 'JSON'})`;
  const counts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((count) => count !== '').join(', ');
  return `${valid ? 'valid' : 'not valid'} ${what}${counts === '' ? '' : `: ${counts}`}`;
}

function counted(count: number, what: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

function lineOf(file: string, { code, severity, path, line, detail }: BomProblem): string {
  const place = line === null ? file : `${file}:${line}`;
  const where = path === '' ? '' : ` ${path}`;
  return escapeTerminal(`  ${place}: ${severity} ${code}${where}: ${detail}`);
}
