/** `assay attestation verify FILE|DIGEST…`. */

import { attestationJsonSchema, renderAttestationJson, renderAttestations } from '@assay/report';
import {
  isReleaseSpec,
  parsePublisherSpec,
  parseReleaseSpec,
  verifyAttestation,
  type AttestationResult,
  type AttestationVerifierOptions,
  type ExpectedSignerInput,
} from '@assay/verifier';
import { didYouMean } from '../did-you-mean.js';
import { printNotes } from '../print-notes.js';
import { oneOf, readArguments, usageError, type Arguments, type OptionTypes } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { terminalStyle } from '../terminal-style.js';
import { writeAll } from '../write-all.js';

const topic = 'attestation';

const optionTypes: OptionTypes = {
  bundle: 'list',
  publisher: 'string',
  'repository-id': 'string',
  'owner-id': 'string',
  workflow: 'string',
  'signer-workflow': 'string',
  ref: 'string',
  environment: 'string',
  runner: 'string',
  'publisher-issuer': 'string',
  identity: 'string',
  issuer: 'string',
  key: 'string',
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
    expected: expectedSigner(given),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(at === undefined ? {} : { at }),
    ...(predicateTypes.length === 0 ? {} : { predicateTypes }),
    ...(builders.length === 0 ? {} : { builders }),
  };
}

const ways = ['publisher', 'identity', 'key'] as const;
const narrowing = [
  'repository-id',
  'owner-id',
  'workflow',
  'signer-workflow',
  'ref',
  'environment',
  'runner',
  'publisher-issuer',
] as const;

/** Exactly one way of naming the signer, in full: two would leave open which of them counts, and none accepts anybody. */
function expectedSigner(given: Arguments): ExpectedSignerInput {
  const used = ways.filter((way) => given.text(way) !== undefined);
  const [way] = used;
  if (way === undefined || used.length > 1) {
    throw usageError('name the signer in exactly one way: --publisher, --identity with --issuer, or --key', topic);
  }
  if ((way === 'identity') !== (given.text('issuer') !== undefined)) {
    throw usageError('--identity and --issuer belong together', topic);
  }
  const stray = narrowing.find((name) => given.text(name) !== undefined);
  if (way !== 'publisher' && stray !== undefined) throw usageError(`--${stray} goes with --publisher only`, topic);
  const value = given.text(way) ?? '';
  if (way === 'key') return { keyFile: value };
  if (way === 'identity') return { identity: value, issuer: given.text('issuer') ?? '' };
  const fields = publisherFields(given);
  if (isReleaseSpec(value)) return { githubRelease: parseReleaseSpec(value, fields) };
  return { publishers: [parsePublisherSpec(value, fields)] };
}

function publisherFields(given: Arguments) {
  const field = (name: (typeof narrowing)[number], key: string) => {
    const value = given.text(name);
    return value === undefined ? {} : { [key]: value };
  };
  return {
    ...field('repository-id', 'repositoryId'),
    ...field('owner-id', 'ownerId'),
    ...field('workflow', 'workflow'),
    ...field('signer-workflow', 'signerWorkflow'),
    ...field('ref', 'ref'),
    ...field('environment', 'environment'),
    ...field('runner', 'runner'),
    ...field('publisher-issuer', 'issuer'),
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
