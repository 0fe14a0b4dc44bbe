/** `assay attestation verify FILE|DIGEST…`. */

import { attestationJsonSchema, renderAttestationJson, renderAttestations } from '@assay/report';
import { verifyAttestation, type AttestationResult, type AttestationVerifierOptions } from '@assay/verifier';
import { didYouMean } from '../did-you-mean.js';
import { printNotes } from '../print-notes.js';
import { readSigner, signerOptionTypes } from '../read-signer.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { terminalStyle } from '../terminal-style.js';
import { writeAll } from '../write-all.js';

const topic = 'attestation';

const optionTypes: OptionTypes = {
  bundle: 'list',
  ...signerOptionTypes,
  'trusted-root': 'string',
  'predicate-type': 'list',
  builder: 'list',
  format: 'string',
  at: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Verifies files against their attestations; the exit code is the report's. */
export async function attestation(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, topic);
  const [verb, ...files] = given.positionals;
  if (verb === 'schema' && files.length === 0) return printSchema(terminal);
  if (verb !== 'verify' || files.length === 0) {
    const expected = 'expected `verify` and at least one file or digest, or `schema`';
    throw usageError(`${expected}${didYouMean(verb, ['verify', 'schema'])}`, topic);
  }
  const format = oneOf(given, 'format', ['terminal', 'json'] as const, topic) ?? 'terminal';
  if (given.flag('quiet') && given.flag('verbose')) throw usageError('--quiet and --verbose exclude each other', topic);
  const options = { ...verifierOptions(given), env: terminal.env };
  const result = await verifyAttestation({ ...options, files, bundles: filled(given, 'bundle') });
  await deliver(terminal, given, { ...result, format });
  return result.report.exitCode;
}

async function printSchema(terminal: Terminal): Promise<number> {
  await writeAll(terminal.stdout, `${JSON.stringify(attestationJsonSchema(), null, 2)}\n`);
  return 0;
}

function verifierOptions(given: Arguments): AttestationVerifierOptions {
  const trustedRoot = given.text('trusted-root');
  const at = given.text('at');
  const predicateTypes = filled(given, 'predicate-type');
  const builders = filled(given, 'builder');
  return {
    expected: readSigner(given, topic),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(at === undefined ? {} : { at }),
    ...(predicateTypes.length === 0 ? {} : { predicateTypes }),
    ...(builders.length === 0 ? {} : { builders }),
  };
}

/** An empty value is a variable that was never set, not "none". */
function filled(given: Arguments, name: string): readonly string[] {
  const values = given.list(name);
  if (values.includes('')) throw usageError(`--${name} is empty`, topic);
  return values;
}

async function deliver(
  terminal: Terminal,
  given: Arguments,
  { report, notes, format }: AttestationResult & { readonly format: 'terminal' | 'json' },
): Promise<void> {
  await printNotes(terminal, notes);
  const detail = given.flag('quiet') ? 'quiet' : given.flag('verbose') ? 'verbose' : 'normal';
  const options = { ...terminalStyle(terminal, terminal.stdout), detail } as const;
  await writeAll(
    terminal.stdout,
    format === 'json' ? renderAttestationJson(report) : renderAttestations(report, options),
  );
}
