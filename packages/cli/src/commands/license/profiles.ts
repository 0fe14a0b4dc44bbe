/** `assay license profiles [NAME]`. */

import { licenseProfileIds, licenseProfileJsonSchema, licenseProfileText } from '@assay/verifier';
import { didYouMean } from '../../did-you-mean.js';
import { readArguments, usageError } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { writeAll } from '../../write-all.js';

/** Lists the profiles that come with Assay; prints one, to start from; or prints the JSON Schema. */
export async function profiles(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, { schema: 'boolean' }, 'license');
  const [name, ...others] = given.positionals;
  if (others.length > 0 || (given.flag('schema') && name !== undefined))
    throw usageError('expected one profile', 'license');
  await writeAll(terminal.stdout, given.flag('schema') ? schema() : name === undefined ? list() : textOf(name));
  return 0;
}

function schema(): string {
  return `${JSON.stringify(licenseProfileJsonSchema(), null, 2)}\n`;
}

function list(): string {
  return licenseProfileIds.map((id) => `${id}\n`).join('');
}

function textOf(name: string): string {
  const text = licenseProfileText(name);
  if (text !== null) return text;
  throw usageError(`there is no profile "${name}"${didYouMean(name, licenseProfileIds)}`, 'license');
}
