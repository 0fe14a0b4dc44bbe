/** The options of a run, the same for every command that verifies lockfiles. */

import type { VerifierOptions } from '@assay/verifier';
import { oneOf, usageError, type Arguments, type OptionTypes } from './read-arguments.js';
import type { Terminal } from './terminal.js';

/** What a run is told: policy, depth, time, evidence, store. */
export const runOptionTypes: OptionTypes = {
  policy: 'string',
  'trusted-root': 'string',
  depth: 'string',
  exclude: 'list',
  record: 'string',
  offline: 'string',
  replay: 'string',
  at: 'string',
  store: 'string',
  'no-store': 'boolean',
  unprotected: 'boolean',
  quiet: 'boolean',
  verbose: 'boolean',
};

const exclusive = [
  ['record', 'offline', 'replay'],
  ['store', 'no-store'],
  ['quiet', 'verbose'],
  ['replay', 'policy'],
  ['replay', 'depth'],
  ['replay', 'at'],
  ['replay', 'trusted-root'],
] as const;

/** Throws AssayError `ERR_USAGE` for options that exclude each other. `topic`: whose help is named. */
export function refuseContradictions(given: Arguments, topic: string): void {
  for (const names of exclusive) {
    const used = names.filter((name) => given.flag(name) || given.text(name) !== undefined);
    if (used.length > 1) throw usageError(`${used.map((name) => `--${name}`).join(' and ')} exclude each other`, topic);
  }
  if (given.text('replay') !== undefined && given.positionals.length > 0) {
    throw usageError('--replay takes no paths: it repeats the recorded lockfiles', topic);
  }
  if (given.text('replay') !== undefined && given.list('exclude').length > 0) {
    throw usageError('--replay takes no --exclude: it repeats the recorded lockfiles', topic);
  }
}

/** What the arguments say to the verifier. Throws AssayError `ERR_USAGE` for a depth that there is not. */
export function runOptions(
  terminal: Pick<Terminal, 'env' | 'codeIdentity'>,
  given: Arguments,
  topic: string,
): VerifierOptions {
  const { env, codeIdentity } = terminal;
  const depth = oneOf(given, 'depth', ['pins', 'registry', 'artifacts'] as const, topic);
  const policy = given.text('policy');
  const at = given.text('at');
  const trustedRoot = given.text('trusted-root');
  const store = given.flag('no-store') ? null : given.text('store');
  return {
    env,
    unprotected: given.flag('unprotected'),
    subfolders: { exclude: given.list('exclude') },
    ...(depth === undefined ? {} : { depth }),
    ...(policy === undefined ? {} : { policy: { file: policy } }),
    ...(at === undefined ? {} : { at }),
    ...(store === undefined ? {} : { store }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...(codeIdentity === undefined ? {} : { codeIdentity }),
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
