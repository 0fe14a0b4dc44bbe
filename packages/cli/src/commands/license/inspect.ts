/** `assay license inspect ARCHIVE --profile PROFILE`. */

import { inspectLicense } from '@assay/verifier';
import { readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { deliverLicense, readDelivery } from './deliver.js';

const optionTypes: OptionTypes = {
  profile: 'string',
  format: 'string',
  output: 'string',
  at: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Holds an archive to a vendor's profile; the exit code is the report's. */
export async function inspectLicenseArchive(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'license');
  readDelivery(given);
  const at = given.text('at');
  const result = await inspectLicense({ ...whatToInspect(given), ...(at === undefined ? {} : { at }) });
  return deliverLicense(terminal, given, result);
}

/** One archive and one profile. Throws AssayError `ERR_USAGE` for anything else. */
export function whatToInspect(given: Arguments): { readonly file: string; readonly profile: string } {
  const [file, ...others] = given.positionals;
  const profile = given.text('profile');
  if (file === undefined || others.length > 0) throw usageError('expected exactly one archive', 'license');
  if (profile === undefined)
    throw usageError('name the profile: --profile karafka, or --profile ./vendor.yaml', 'license');
  return { file, profile };
}
