/** `assay sbom conform FILE --to bsi,ntia`. */

import type { ConformityReport } from '@assay/model';
import { renderConformity } from '@assay/report';
import { conformSbomFile } from '@assay/verifier';
import { printableJson } from '../../printable-json.js';
import { oneOf, readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { terminalStyle } from '../../terminal-style.js';
import { writeAll } from '../../write-all.js';
import { readChecklists } from './read-checklists.js';

/** Says which minimum elements a bill of materials holds; exit code 1 where one that must be there is not. */
export async function conformSbom(terminal: Terminal, args: readonly string[]): Promise<number> {
  const types = { to: 'string', format: 'string', quiet: 'boolean', verbose: 'boolean' } as const;
  const given = readArguments(args, types, 'sbom');
  const [file, ...more] = given.positionals;
  if (file === undefined || more.length > 0) throw usageError('expected one bill of materials', 'sbom');
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'sbom') ?? 'terminal';
  const reports = await conformSbomFile(file, readChecklists(given.text('to') ?? 'bsi,cisa,cra,ntia', 'to'));
  const detail = given.flag('quiet') ? 'quiet' : given.flag('verbose') ? 'verbose' : 'normal';
  const text =
    format === 'json'
      ? printableJson(reports)
      : renderConformity(reports, { ...terminalStyle(terminal, terminal.stdout), detail });
  await writeAll(terminal.stdout, text);
  return conformityCode(reports);
}

/** 1 where something that must be there is not. */
export function conformityCode(reports: readonly ConformityReport[]): 0 | 1 {
  return reports.every(({ conforms }) => conforms) ? 0 : 1;
}
