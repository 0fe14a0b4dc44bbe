/** `assay license record [NAME…]`. */

import { escapeTerminal } from '@assay/report';
import { parseLicensePhases, recordLicenses } from '@assay/verifier';
import { readArguments, usageError, type OptionTypes } from '../../read-arguments.js';
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
  await printNotes(terminal, result.notes);
  const lines = result.written.map(({ package: purl, version, digests }) => {
    const sha256 = digests.find(({ alg }) => alg === 'sha256')?.value ?? '';
    return `recorded ${escapeTerminal(purl)} ${escapeTerminal(version)} sha256:${sha256}\n`;
  });
  const none = `${escapeTerminal(result.file)} is up to date.\n`;
  await writeAll(
    terminal.stdout,
    lines.length === 0
      ? none
      : `${lines.join('')}Commit ${escapeTerminal(result.file)}; compare the digest with one that the vendor gave you another way.\n`,
  );
  return 0;
}
