/** Picks the command, and turns what goes wrong into a message and an exit code. */

import { AssayError } from '@assay/model';
import { escapeTerminal, renderError } from '@assay/report';
import { didYouMean } from './did-you-mean.js';
import { helpText } from './help.js';
import type { Terminal } from './terminal.js';
import { terminalStyle } from './terminal-style.js';
import { writeAll } from './write-all.js';

type Command = (terminal: Terminal, args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  verify: async () => (await import('./commands/verify.js')).verify,
  diff: async () => (await import('./commands/diff.js')).diff,
  inspect: async () => (await import('./commands/inspect.js')).inspect,
  sbom: async () => (await import('./commands/sbom.js')).sbom,
  gate: async () => (await import('./commands/gate.js')).gate,
  license: async () => (await import('./commands/license.js')).license,
  attestation: async () => (await import('./commands/attestation.js')).attestation,
  policy: async () => (await import('./commands/policy.js')).policy,
  report: async () => (await import('./commands/report.js')).report,
  trust: async () => (await import('./commands/trust.js')).trust,
};

const words = [...Object.keys(commands), 'help'];
const usage = 2;
const internal = 70;

/** Runs a command to its exit code. Output is flushed when it resolves. */
export async function runCommand(terminal: Terminal, name: string, args: readonly string[]): Promise<number> {
  try {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load === undefined)
      throw new AssayError('ERR_USAGE', `there is no command "${name}"${didYouMean(name, words)}`, {
        hint: 'See `assay help`.',
      });
    const helpCode = helpCodeOf(args);
    if (helpCode !== null) {
      await writeAll(helpCode === 0 ? terminal.stdout : terminal.stderr, helpText(name));
      return helpCode;
    }
    const command = await load();
    return await command(terminal, args);
  } catch (error) {
    return explainFailure(terminal, error);
  }
}

/**
 * Null where no help is asked for. Beside options it is no success: a file named `-h` that a shell's `*` finds must not make a gate, or a
 * run, end with 0.
 */
function helpCodeOf(args: readonly string[]): 0 | 2 | null {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  if (!own.some(isHelp)) return null;
  return args.every((arg) => isHelp(arg) || !arg.startsWith('-')) ? 0 : usage;
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h';
}

async function explainFailure(terminal: Terminal, error: unknown): Promise<number> {
  const known = error instanceof AssayError ? error : internalError(error);
  await writeAll(terminal.stderr, renderError(known, terminalStyle(terminal, terminal.stderr)));
  if (known.code !== 'ERR_INTERNAL') return usage;
  if (error instanceof Error && terminal.env['ASSAY_DEBUG'] !== undefined) {
    const lines = (error.stack ?? '').split('\n').map((line) => `  ${escapeTerminal(line)}\n`);
    await writeAll(terminal.stderr, lines.join(''));
  }
  return internal;
}

function internalError(cause: unknown): AssayError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const hint = 'This is a defect in Assay; please report it (ASSAY_DEBUG=1 prints the stack).';
  return new AssayError('ERR_INTERNAL', message, { hint, cause });
}
