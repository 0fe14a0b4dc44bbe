import type { GateDecision } from '@assay/model';
import { renderGate, renderGateJson } from '@assay/report';
import { decideGate, type GateOptions } from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { terminalStyle } from '../../terminal-style.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';

const topic = 'gate';

/** Its options. */
export const gateOptionTypes: OptionTypes = {
  policy: 'string',
  summary: 'list',
  sbom: 'list',
  report: 'list',
  evidence: 'list',
  denied: 'string',
  state: 'string',
  offline: 'boolean',
  'trusted-root': 'string',
  at: 'string',
  format: 'string',
  output: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** `assay gate ARTIFACT…`; the exit code is the decision's. */
export async function decide(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, gateOptionTypes, topic);
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, topic) ?? 'terminal';
  if (given.flag('quiet') && given.flag('verbose')) throw usageError('--quiet and --verbose exclude each other', topic);
  const decision = await decideGate({ ...optionsOf(given), env: terminal.env });
  await deliver(terminal, given, { decision, format });
  return decision.exitCode;
}

function optionsOf(given: Arguments): GateOptions {
  const policy = filled(given, 'policy');
  if (policy === undefined) throw usageError('name the policy with --policy', topic);
  if (given.positionals.length === 0) throw usageError('expected at least one artefact', topic);
  if (given.positionals.includes('')) throw usageError('an artefact’s name is empty', topic);
  const summaries = filledList(given, 'summary');
  if (summaries.length === 0) throw usageError('name the signed summaries with --summary', topic);
  const [denied, state, at, trustedRoot] = ['denied', 'state', 'at', 'trusted-root'].map((name) => filled(given, name));
  return {
    artifacts: given.positionals,
    policy: { file: policy },
    summaries,
    sboms: filledList(given, 'sbom'),
    reports: filledList(given, 'report'),
    evidence: filledList(given, 'evidence'),
    offline: given.flag('offline'),
    ...(denied === undefined ? {} : { denied }),
    ...(state === undefined ? {} : { state }),
    ...(at === undefined ? {} : { at }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
  };
}

/** An empty value is a variable that was never set, not "none". */
function filled(given: Arguments, name: string): string | undefined {
  const value = given.text(name);
  if (value === '') throw usageError(`--${name} is empty`, topic);
  return value;
}

function filledList(given: Arguments, name: string): readonly string[] {
  const values = given.list(name);
  if (values.includes('')) throw usageError(`--${name} is empty`, topic);
  return values;
}

interface Delivery {
  readonly decision: GateDecision;
  readonly format: 'terminal' | 'json';
}

async function deliver(terminal: Terminal, given: Arguments, { decision, format }: Delivery): Promise<void> {
  await printNotes(terminal, decision.notes);
  const detail = given.flag('quiet') ? 'quiet' : given.flag('verbose') ? 'verbose' : 'normal';
  const people = () => renderGate(decision, { ...terminalStyle(terminal, terminal.stdout), detail });
  const output = filled(given, 'output');
  if (output === undefined) return writeAll(terminal.stdout, format === 'json' ? renderGateJson(decision) : people());
  const text =
    format === 'json' ? renderGateJson(decision) : renderGate(decision, { color: false, width: 100, detail });
  await writeFile(output, text, 'the answer');
  await writeAll(terminal.stdout, people());
}
