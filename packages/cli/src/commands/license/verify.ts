/** `assay license verify [NAME…]`. */

import { renderJson, renderTerminal, type RenderInput } from '@assay/report';
import {
  codeInfo,
  licenseDropIn,
  parseLicensePhases,
  verifyLicenses,
  writeOutput,
  type LicenseResult,
  type LicenseVerifierOptions,
} from '@assay/verifier';
import { escapeJson } from '../../printable-json.js';
import { notes } from '../../print-notes.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { terminalStyle } from '../../terminal-style.js';
import { writeAll } from '../../write-all.js';
import { readDays } from './read-days.js';

const optionTypes: OptionTypes = {
  policy: 'string',
  phase: 'string',
  project: 'string',
  within: 'string',
  format: 'string',
  output: 'string',
  at: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Verifies licence packages; the exit code is the report's. */
export async function verifyLicense(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'license');
  if (given.flag('quiet') && given.flag('verbose')) {
    throw usageError('--quiet and --verbose exclude each other', 'license');
  }
  const result = await verifyLicenses(licenseOptions(terminal, given));
  return deliver(terminal, given, result);
}

function licenseOptions({ env }: Terminal, given: Arguments): LicenseVerifierOptions {
  const [project, at] = [given.text('project'), given.text('at')];
  return {
    ...whatToVerify(env, given),
    env,
    ...(project === undefined ? {} : { project }),
    ...(at === undefined ? {} : { at }),
    ...(given.text('within') === undefined ? {} : { warnDays: readDays(given.text('within') ?? '') }),
  };
}

/** The policy's packages; or, without a policy, the package that the vendor's own variables describe. */
function whatToVerify(env: Terminal['env'], given: Arguments): Pick<LicenseVerifierOptions, 'policy' | 'names' | 'phases'> {
  const names = given.positionals;
  const phases = phasesOf(given.text('phase'));
  const file = given.text('policy');
  const named = phases === undefined ? {} : { phases };
  if (file !== undefined) return { policy: { file }, names, ...named };
  const dropIn = licenseDropIn(names, env);
  if (dropIn === null) {
    throw usageError('name the policy that describes the licence packages: --policy assay.yaml', 'license');
  }
  return given.text('phase') === undefined ? dropIn : { ...dropIn, ...named };
}

function phasesOf(text: string | undefined) {
  if (text === undefined) return undefined;
  return parseLicensePhases(text.split(',').map((word) => word.trim()));
}

async function deliver(terminal: Terminal, given: Arguments, result: LicenseResult): Promise<number> {
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, 'license') ?? 'terminal';
  const output = given.text('output');
  const { report, inventory } = result;
  const input: RenderInput = { report, inventory, codeInfo };
  const detail = given.flag('quiet') ? 'quiet' : given.flag('verbose') ? 'verbose' : 'normal';
  await notes(terminal, result.notes);
  if (output !== undefined) {
    await writeOutput(output, format === 'json' ? renderJson(input) : renderTerminal(input, { color: false, width: 100, detail }));
  }
  const json = format === 'json' && output === undefined;
  const text = json ? renderJson(input) : renderTerminal(input, { ...terminalStyle(terminal, terminal.stdout), detail });
  await writeAll(terminal.stdout, json && terminal.stdout.isTTY ? escapeJson(text) : text);
  return report.exitCode;
}
