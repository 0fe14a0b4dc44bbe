/** `assay inspect ARCHIVE`. */

import { renderArchive } from '@assay/report';
import { inspectArchive } from '@assay/verifier';
import { printableJson } from '../printable-json.js';
import { oneOf, readArguments, usageError } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { terminalStyle } from '../terminal-style.js';
import { writeAll } from '../write-all.js';

/** Lists an archive; exit code 1 when something about it would be refused. */
export async function inspect(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, { format: 'string', verbose: 'boolean' }, 'inspect');
  const [file, ...more] = given.positionals;
  if (file === undefined || more.length > 0) throw usageError('expected one archive', 'inspect');
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'inspect') ?? 'terminal';
  const { listing, size, digests } = await inspectArchive(file);
  const about = { name: file, size, digests };
  const detail = given.flag('verbose') ? 'verbose' : 'normal';
  const text =
    format === 'json'
      ? printableJson({ ...about, entries: listing.entries, problems: listing.problems })
      : renderArchive(listing, about, { ...terminalStyle(terminal, terminal.stdout), detail });
  await writeAll(terminal.stdout, text);
  return listing.complete && listing.problems.every((problem) => problem.severity === 'note') ? 0 : 1;
}
