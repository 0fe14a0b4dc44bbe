/** `assay license record [NAME…]`. */

import { escapeTerminal } from '@assay/report';
import { parseLicensePhases, recordLicenses, type RecordedLicenses } from '@assay/verifier';
import { readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import type { Terminal } from '../../terminal.js';
import { printNotes } from '../../print-notes.js';
import { writeAll } from '../../write-all.js';
import { deliverLicense, readDelivery } from './deliver.js';

const optionTypes: OptionTypes = {
  policy: 'string',
  phase: 'string',
  project: 'string',
  at: 'string',
  replace: 'boolean',
  quiet: 'boolean',
  verbose: 'boolean',
  format: 'string',
  output: 'string',
};

/** Writes assay.lock. Exit code 0 when it holds every package afterwards; 1 when one of them was refused. */
export async function recordLicense(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, optionTypes, 'license');
  readDelivery(given);
  const file = given.text('policy');
  if (file === undefined) throw usageError('--policy is missing', 'license');
  const [project, at, phase] = [given.text('project'), given.text('at'), given.text('phase')];
  const phases = phase === undefined ? undefined : parseLicensePhases(phase.split(','));
  const result = await recordLicenses({
    policy: { file },
    names: given.positionals,
    env: terminal.env,
    replace: given.flag('replace'),
    ...(project === undefined ? {} : { project }),
    ...(at === undefined ? {} : { at }),
    ...(phases === undefined ? {} : { phases }),
  });
  if (result.refused.length > 0) {
    await deliverLicense(terminal, given, { ...result, notes: [...result.notes, ...result.refused] });
    return 1;
  }
  await deliverRecorded(terminal, given, result);
  return 0;
}

/** The records for people; with `--format json` the report that they rest on, and the records as notes beside it. */
async function deliverRecorded(terminal: Terminal, given: Arguments, result: RecordedLicenses): Promise<void> {
  const lines = recordedLines(result);
  if (readDelivery(given).format === 'json') {
    await deliverLicense(terminal, given, { ...result, notes: [...result.notes, ...lines] });
    return;
  }
  await printNotes(terminal, result.notes);
  await writeAll(terminal.stdout, lines.map((line) => `${escapeTerminal(line)}\n`).join(''));
}

function recordedLines({ file, written }: RecordedLicenses): readonly string[] {
  if (written.length === 0) return [`${file} is up to date.`];
  const lines = written.map(({ package: purl, version, digests }) => {
    const sha256 = digests.find(({ alg }) => alg === 'sha256')?.value ?? '';
    return `recorded ${purl} ${version} sha256:${sha256}`;
  });
  return [...lines, `Commit ${file}; compare the digest with one that the vendor gave you another way.`];
}
