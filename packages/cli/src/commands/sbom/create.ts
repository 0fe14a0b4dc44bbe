/** `assay sbom [PATH…]`. */

import { readSourceDate, type VerifyResult } from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import { signingOptionTypes } from '../../read-signing.js';
import { refuseContradictions, runOptions, runOptionTypes } from '../../run-options.js';
import { runVerifier } from '../../run-verifier.js';
import type { Terminal } from '../../terminal.js';
import { deliverSbom } from './deliver-sbom.js';
import { deliverSboms } from './deliver-sboms.js';
import { deliverSignedSbom, readSbomSigning } from './deliver-signed-sbom.js';
import { readSbomOptions, sbomOptionTypes } from './sbom-options.js';
import { readChecklists } from './read-checklists.js';
import { sbomSummary } from './sbom-summary.js';
import { tellConformity } from './tell-conformity.js';

const optionTypes: OptionTypes = {
  ...runOptionTypes,
  ...sbomOptionTypes,
  ...signingOptionTypes,
  output: 'string',
  'per-application': 'string',
  subject: 'list',
  conform: 'string',
};

const undoubted = 0;
const inDoubt = 3;

/**
 * Makes a bill of materials of lockfiles. It describes and does not judge: the exit code is 0 when it was written, whatever was found
 * about packages; 3 where the lockfiles leave open what is in it, or there is none.
 */
export async function createSbom(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'sbom');
  refuseContradictions(given, 'sbom');
  const options = await readSbomOptions(terminal, given, 'sbom');
  const signing = readSbomSigning(terminal, given);
  const folder = given.text('per-application');
  refuseTwoPlaces(given, signing !== null);
  const checklists = readConform(given);
  const result = await runVerifier(terminal, given, {
    ...runOptions(terminal, withTime(terminal, given), 'sbom'),
    facts: true,
  });
  await printNotes(terminal, result.notes);
  if (signing !== null) {
    const code = await deliverSignedSbom(terminal, given, { result, options, signing });
    if (code !== 0) return code;
  } else if (folder !== undefined) await deliverSboms(result, options, folder);
  else await deliverSbom(terminal, given, { result, options });
  if (!given.flag('quiet')) await printNotes(terminal, sbomSummary(result));
  const conforms = await tellConformity(terminal, { result, options, checklists });
  return conforms === 0 ? exitCodeOf(result) : conforms;
}

function readConform(given: Arguments): readonly string[] {
  const text = given.text('conform');
  if (text !== undefined && given.text('per-application') !== undefined) {
    throw usageError('--conform is about one document; run `assay sbom conform FILE` on each', 'sbom');
  }
  return text === undefined ? [] : readChecklists(text, 'conform');
}

function exitCodeOf({ inventory, doubts }: VerifyResult): number {
  return inventory.lockfiles.length === 0 || doubts.length > 0 ? inDoubt : undoubted;
}

function refuseTwoPlaces(given: Arguments, signed: boolean): void {
  const names = ['per-application', 'output'].filter((name) => given.text(name) !== undefined);
  if (names.length === 2) throw usageError('--per-application and --output exclude each other', 'sbom');
  if (signed && given.text('per-application') !== undefined) {
    throw usageError('--per-application writes unsigned documents; sign one at a time', 'sbom');
  }
}

/** SOURCE_DATE_EPOCH is also the time that is judged at: a document of then says what was known then. */
function withTime({ env }: Terminal, given: Arguments): Arguments {
  const isTold = given.text('at') !== undefined || given.text('replay') !== undefined;
  const at = isTold ? undefined : readSourceDate(env);
  if (at === undefined) return given;
  return { ...given, text: (name) => (name === 'at' ? at : given.text(name)) };
}
