/** `assay license rotate-check [NAME…] --old REF --new REF`. */

import { checkRotation, parseCredentialReference } from '@assay/verifier';
import { readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { deliverLicense, readDelivery } from './deliver.js';

const optionTypes: OptionTypes = {
  policy: 'string',
  project: 'string',
  old: 'string',
  new: 'string',
  format: 'string',
  output: 'string',
  at: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Two downloads, compared; the exit code is the report's. */
export async function rotateCheck(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'license');
  readDelivery(given);
  const [project, at] = [given.text('project'), given.text('at')];
  const result = await checkRotation({
    policy: { file: required(given, 'policy') },
    old: parseCredentialReference(required(given, 'old')),
    new: parseCredentialReference(required(given, 'new')),
    names: given.positionals,
    env: terminal.env,
    ...(project === undefined ? {} : { project }),
    ...(at === undefined ? {} : { at }),
  });
  return deliverLicense(terminal, given, result);
}

function required(given: Arguments, name: string): string {
  const value = given.text(name);
  if (value !== undefined && value !== '') return value;
  throw usageError(`--${name} is missing`, 'license');
}
