/** `assay verify`. */

import { nearestSubjects, renderExplanation, renderJson, renderTerminal, type RenderInput } from '@assay/report';
import { codeInfo, createVerifier, strictPolicyErrors, type VerifierOptions, type VerifyResult } from '@assay/verifier';
import { AssayError } from '@assay/model';
import { escapeJson } from '../printable-json.js';
import { createProgress, type Progress } from '../progress.js';
import { printNotes } from '../print-notes.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { terminalStyle } from '../terminal-style.js';
import { writeAll } from '../write-all.js';
import { writeFile } from '../write-file.js';

const optionTypes: OptionTypes = {
  policy: 'string',
  'trusted-root': 'string',
  depth: 'string',
  record: 'string',
  offline: 'string',
  replay: 'string',
  format: 'string',
  output: 'string',
  at: 'string',
  store: 'string',
  explain: 'string',
  'no-store': 'boolean',
  'strict-policy': 'boolean',
  unprotected: 'boolean',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Verifies the lockfiles under the given paths; the exit code is the report's, or 2 for policy errors. */
export async function verify(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'verify');
  refuseContradictions(given);
  const progress = createProgress(terminal, given.flag('quiet'));
  const result = await runVerifier(terminal, given, progress);
  if (given.flag('strict-policy')) refuseLoosePolicy(result);
  return deliver(terminal, given, result);
}

const exclusive = [
  ['record', 'offline', 'replay'],
  ['store', 'no-store'],
  ['quiet', 'verbose'],
  ['replay', 'policy'],
  ['replay', 'depth'],
  ['replay', 'at'],
  ['replay', 'trusted-root'],
] as const;

function refuseContradictions(given: Arguments): void {
  for (const names of exclusive) {
    const used = names.filter((name) => given.flag(name) || given.text(name) !== undefined);
    if (used.length > 1)
      throw usageError(`${used.map((name) => `--${name}`).join(' and ')} exclude each other`, 'verify');
  }
  if (given.text('replay') !== undefined && given.positionals.length > 0) {
    throw usageError('--replay takes no paths: it repeats the recorded lockfiles', 'verify');
  }
}

async function runVerifier(terminal: Terminal, given: Arguments, progress: Progress): Promise<VerifyResult> {
  const verifier = createVerifier({ ...verifierOptions(terminal, given), onSubject: progress.update });
  try {
    return await verifier.verify(given.positionals.length === 0 ? ['.'] : given.positionals);
  } finally {
    progress.clear();
  }
}

function verifierOptions({ env }: Terminal, given: Arguments): VerifierOptions {
  const depth = oneOf(given, 'depth', ['pins', 'registry', 'artifacts'] as const, 'verify');
  const policy = given.text('policy');
  const at = given.text('at');
  const trustedRoot = given.text('trusted-root');
  const store = given.flag('no-store') ? null : given.text('store');
  return {
    env,
    unprotected: given.flag('unprotected'),
    ...(depth === undefined ? {} : { depth }),
    ...(policy === undefined ? {} : { policy: { file: policy } }),
    ...(at === undefined ? {} : { at }),
    ...(store === undefined ? {} : { store }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...evidenceFiles(given),
  };
}

function evidenceFiles(given: Arguments): Pick<VerifierOptions, 'record' | 'offline' | 'replay'> {
  const record = given.text('record');
  const offline = given.text('offline');
  const replay = given.text('replay');
  return {
    ...(record === undefined ? {} : { record }),
    ...(offline === undefined ? {} : { offline }),
    ...(replay === undefined ? {} : { replay }),
  };
}

async function deliver(terminal: Terminal, given: Arguments, result: VerifyResult): Promise<number> {
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'verify') ?? 'terminal';
  const output = given.text('output');
  const { report, inventory } = result;
  const input: RenderInput = { report, inventory, codeInfo, hardenedAt: placesOf(result) };
  await printNotes(terminal, result.notes);
  const file = format === 'json' ? renderJson(input) : plainText(input, given);
  if (output !== undefined) await writeFile(output, file, 'the report');
  const shown =
    format === 'json' && output === undefined ? jsonFor(terminal, input) : forTerminal(terminal, input, given);
  await writeAll(terminal.stdout, shown);
  return result.report.exitCode;
}

/** Byte for byte the canonical report for pipes and files; for a terminal the same value, with nothing in it that it would obey. */
function jsonFor({ stdout }: Terminal, input: RenderInput): string {
  return stdout.isTTY ? escapeJson(renderJson(input)) : renderJson(input);
}

/** The rules that harden a code: `assay.yaml:7, assay.yaml:12`. */
function placesOf({ hardened }: VerifyResult): NonNullable<RenderInput['hardenedAt']> {
  return (check, code) => {
    const rules = hardened.filter((each) => each.check === check && each.code === code);
    return rules.length === 0 ? null : rules.map(({ file, line }) => `${file}:${String(line)}`).join(', ');
  };
}

function detail(given: Arguments): 'quiet' | 'normal' | 'verbose' {
  if (given.flag('quiet')) return 'quiet';
  return given.flag('verbose') ? 'verbose' : 'normal';
}

function plainText(input: RenderInput, given: Arguments): string {
  return renderTerminal(input, { color: false, width: 100, detail: detail(given) });
}

function forTerminal(terminal: Terminal, input: RenderInput, given: Arguments): string {
  const options = { ...terminalStyle(terminal, terminal.stdout), detail: detail(given) };
  const purl = given.text('explain');
  if (purl === undefined) return renderTerminal(input, options);
  const explanation = renderExplanation(input, purl, options);
  if (explanation !== null) return explanation;
  const near = nearestSubjects(input, purl);
  const known = 'Name it as `pkg:npm/name@version`, `name@version` or `name`, as the lockfile does.';
  const hint = near.length === 0 ? known : `Did you mean ${near.join(', ')}?`;
  throw new AssayError('ERR_USAGE', `no locked package is called "${purl}"`, { hint });
}

/** `--strict-policy`: a policy that has gone stale is a configuration error, whatever the packages are. */
function refuseLoosePolicy({ report }: VerifyResult): void {
  const [first, ...others] = strictPolicyErrors(report);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  const hint = 'Remove or renew these waivers, or run without --strict-policy to see the report.';
  throw new AssayError('ERR_POLICY', `${first}${more}`, { hint });
}
