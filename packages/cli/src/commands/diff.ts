/** `assay diff`. */

import { renderTrustDiff, renderTrustDiffJson, renderTrustDiffMarkdown } from '@assay/report';
import { diffProjects, type ProjectDiffOptions } from '@assay/verifier';
import type { TrustDiff } from '@assay/model';
import { printNotes } from '../print-notes.js';
import { createProgress } from '../progress.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { terminalStyle } from '../terminal-style.js';
import { writeAll } from '../write-all.js';
import { writeFile } from '../write-file.js';

/** Its options. */
export const diffOptionTypes: OptionTypes = {
  path: 'list',
  policy: 'string',
  'policy-from-base': 'string',
  'trusted-root': 'string',
  depth: 'string',
  offline: 'string',
  at: 'string',
  store: 'string',
  'no-store': 'boolean',
  format: 'string',
  output: 'string',
  key: 'string',
  'max-characters': 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

const exclusive = [
  ['policy', 'policy-from-base'],
  ['store', 'no-store'],
  ['quiet', 'verbose'],
] as const;

/** Says what changed in trust. Exit code 1 for an alarm or a head that fails, 3 where something could not be compared. */
export async function diff(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, diffOptionTypes, 'diff');
  refuseContradictions(given);
  const format = oneOf(given, 'format', ['terminal', 'json', 'markdown'] as const, 'diff') ?? 'terminal';
  const maxCharacters = readLength(given);
  const options = readOptions(terminal, given);
  const progress = createProgress(terminal, given.flag('quiet'));
  const found = await diffProjects({ ...options, onSubject: progress.update }).finally(progress.clear);
  await printNotes(terminal, found.notes);
  await deliver(terminal, found.diff, { given, format, maxCharacters });
  return found.diff.exitCode;
}

function refuseContradictions(given: Arguments): void {
  for (const names of exclusive) {
    const used = names.filter((name) => given.flag(name) || given.text(name) !== undefined);
    if (used.length > 1)
      throw usageError(`${used.map((name) => `--${name}`).join(' and ')} exclude each other`, 'diff');
  }
}

function readOptions({ env }: Terminal, given: Arguments): ProjectDiffOptions {
  const [base, head, ...more] = given.positionals;
  if (base === undefined || more.length > 0) throw usageError('expected a base, and a head or none', 'diff');
  const depth = oneOf(given, 'depth', ['pins', 'registry', 'artifacts'] as const, 'diff');
  const policy = given.text('policy');
  const paths = given.list('path');
  const store = given.flag('no-store') ? null : given.text('store');
  return {
    base,
    env,
    ...(head === undefined ? {} : { head }),
    ...(paths.length === 0 ? {} : { paths }),
    ...(depth === undefined ? {} : { depth }),
    ...(policy === undefined ? {} : { policy: { file: policy } }),
    ...(store === undefined ? {} : { store }),
    ...texts(given),
  };
}

function texts(given: Arguments): Pick<ProjectDiffOptions, 'policyFromBase' | 'trustedRoot' | 'offline' | 'at'> {
  const policyFromBase = given.text('policy-from-base');
  const trustedRoot = given.text('trusted-root');
  const offline = given.text('offline');
  const at = given.text('at');
  return {
    ...(policyFromBase === undefined ? {} : { policyFromBase }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(offline === undefined ? {} : { offline }),
    ...(at === undefined ? {} : { at }),
  };
}

function readLength(given: Arguments): number | undefined {
  const text = given.text('max-characters');
  if (text === undefined) return undefined;
  if (/^[0-9]{4,7}$/.test(text) && Number(text) >= 4096) return Number(text);
  throw usageError('--max-characters is a number from 4096', 'diff');
}

interface Delivery {
  readonly given: Arguments;
  readonly format: 'terminal' | 'json' | 'markdown';
  readonly maxCharacters: number | undefined;
}

async function deliver(
  terminal: Terminal,
  found: TrustDiff,
  { given, format, maxCharacters }: Delivery,
): Promise<void> {
  const detail = given.flag('quiet') ? 'quiet' : given.flag('verbose') ? 'verbose' : 'normal';
  const output = given.text('output');
  const key = given.text('key');
  const lengths = { ...(key === undefined ? {} : { key }), ...(maxCharacters === undefined ? {} : { maxCharacters }) };
  const written = {
    terminal: () => renderTrustDiff(found, { color: false, width: 100, detail }),
    json: () => renderTrustDiffJson(found),
    markdown: () => renderTrustDiffMarkdown(found, lengths),
  }[format];
  if (output !== undefined) await writeFile(output, written(), 'the diff');
  const shown =
    format === 'terminal' || output !== undefined
      ? renderTrustDiff(found, { ...terminalStyle(terminal, terminal.stdout), detail })
      : written();
  await writeAll(terminal.stdout, shown);
}
