/** `assay license seal ARCHIVE --profile PROFILE --key FILE | --keyless … | --unsigned`. */

import { renderError } from '@assay/report';
import { sealLicense, type SealedLicense, type SealProblem } from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { keylessOptionTypes, readKeyless } from '../../read-keyless.js';
import { readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { terminalStyle } from '../../terminal-style.js';
import { writeAll } from '../../write-all.js';
import { writeFile } from '../../write-file.js';
import { deliverLicense, readDelivery } from './deliver.js';
import { whatToInspect } from './inspect.js';

const optionTypes: OptionTypes = {
  profile: 'string',
  key: 'string',
  ...keylessOptionTypes,
  'trusted-root': 'string',
  unsigned: 'boolean',
  'license-id': 'string',
  supersedes: 'string',
  output: 'string',
  at: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Signs the checksums of an archive that is fit to be published. Exit code 1 or 3 where it is not, as of `inspect`, or 1 where a signature was refused: nothing is sealed then. */
export async function sealLicenseArchive(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'license');
  readDelivery(given);
  const [key, at] = [given.text('key'), given.text('at')];
  const [licenseId, supersedes] = [given.text('license-id'), given.text('supersedes')];
  const ways = [key !== undefined, given.flag('keyless'), given.flag('unsigned')].filter(Boolean).length;
  if (ways !== 1) {
    throw usageError(
      'name the key with --key, or say --keyless in a job that has an identity, or --unsigned to sign the statement yourself',
      'license',
    );
  }
  const keyless = readKeyless(terminal, given, 'license');
  if (keyless === null && given.text('trusted-root') !== undefined) {
    throw usageError('--trusted-root belongs to --keyless', 'license');
  }
  const result = await sealLicense({
    ...whatToInspect(given),
    keyFile: key ?? null,
    ...(keyless === null ? {} : { keyless }),
    ...(at === undefined ? {} : { at }),
    ...(licenseId === undefined ? {} : { licenseId }),
    ...(supersedes === undefined ? {} : { supersedes }),
  });
  if (result.problem !== undefined) return tellProblem(terminal, result.problem);
  if (result.document === null) {
    await deliverLicense(terminal, readArguments([], optionTypes, 'license'), result);
    return result.report.exitCode;
  }
  await deliverSeal(terminal, given, { ...result, document: result.document });
  return 0;
}

async function deliverSeal(
  terminal: Terminal,
  given: Arguments,
  { document, publisher, notes: said }: SealedLicense & { readonly document: Uint8Array },
): Promise<void> {
  const output = given.text('output');
  const text = new TextDecoder().decode(document);
  if (output === undefined) await writeAll(terminal.stdout, text);
  else await writeFile(output, text, 'the statement');
  const tip =
    publisher === undefined || given.flag('quiet')
      ? []
      : [`sealed and verified; customers expect you with \`publishers: [${publisher}]\`.`];
  await printNotes(terminal, [...said, ...tip]);
}

/** 1 where asking again brings the same, 3 where it may not. */
async function tellProblem(terminal: Terminal, { code, outcome, text, detail, next }: SealProblem): Promise<number> {
  const error = { code, message: `${text} ${detail}`, hint: next };
  await writeAll(terminal.stderr, renderError(error, terminalStyle(terminal, terminal.stderr)));
  return outcome === 'refuted' ? 1 : 3;
}
