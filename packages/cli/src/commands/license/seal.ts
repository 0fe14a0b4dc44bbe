/** `assay license seal ARCHIVE --profile PROFILE --key FILE`. */

import { sealLicense } from '@assay/verifier';
import { readArguments, usageError, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';
import { deliverLicense, readDelivery } from './deliver.js';
import { whatToInspect } from './inspect.js';

const optionTypes: OptionTypes = {
  profile: 'string',
  key: 'string',
  unsigned: 'boolean',
  'license-id': 'string',
  supersedes: 'string',
  output: 'string',
  at: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Signs the checksums of an archive that is fit to be published. Exit code 1 where it is not: nothing is signed then. */
export async function sealLicenseArchive(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'license');
  readDelivery(given);
  const [key, output, at] = [given.text('key'), given.text('output'), given.text('at')];
  const [licenseId, supersedes] = [given.text('license-id'), given.text('supersedes')];
  if ((key === undefined) !== given.flag('unsigned')) {
    throw usageError('name the key with --key, or say --unsigned to sign the statement yourself', 'license');
  }
  const result = await sealLicense({
    ...whatToInspect(given),
    keyFile: key ?? null,
    ...(at === undefined ? {} : { at }),
    ...(licenseId === undefined ? {} : { licenseId }),
    ...(supersedes === undefined ? {} : { supersedes }),
  });
  if (result.document === null) {
    await deliverLicense(terminal, readArguments([], optionTypes, 'license'), result);
    return 1;
  }
  const text = new TextDecoder().decode(result.document);
  if (output === undefined) await writeAll(terminal.stdout, text);
  else await writeFile(output, text, 'the statement');
  return 0;
}
