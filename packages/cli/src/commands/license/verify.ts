/** `assay license verify [NAME…]`. */

import { licenseDropIn, parseLicensePhases, verifyLicenses, type LicenseVerifierOptions } from '@assay/verifier';
import { readArguments, usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import { reportFileTypes } from '../../report-files.js';
import type { Terminal } from '../../terminal.js';
import { deliverLicense, readDelivery } from './deliver.js';
import { readDays } from './read-days.js';

/** Its options. */
export const licenseOptionTypes: OptionTypes = {
  ...reportFileTypes,
  policy: 'string',
  phase: 'string',
  project: 'string',
  within: 'string',
  format: 'string',
  output: 'string',
  at: 'string',
  quiet: 'boolean',
  verbose: 'boolean',
};

/** Verifies licence packages; the exit code is the report's. */
export async function verifyLicense(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, licenseOptionTypes, 'license');
  readDelivery(given);
  const result = await verifyLicenses(licenseOptions(terminal, given));
  const notes = [...ignoredMode(terminal.env, given), ...result.notes];
  return deliverLicense(terminal, given, { ...result, notes });
}

/** A variable of the vendor's script must not be passed over in silence; a `MODE` alone is somebody else's. */
function ignoredMode(env: Terminal['env'], given: Arguments): readonly string[] {
  const { MODE: mode } = env;
  if (given.text('policy') === undefined || mode === undefined || mode === '') return [];
  if (!Object.keys(env).some((name) => name.startsWith('KARAFKA_PRO_'))) return [];
  return [`MODE=${mode} is not read beside --policy: the phases are --phase’s.`];
}

function licenseOptions({ env }: Terminal, given: Arguments): LicenseVerifierOptions {
  const [project, at, within] = [given.text('project'), given.text('at'), given.text('within')];
  return {
    ...whatToVerify(env, given),
    env,
    ...(project === undefined ? {} : { project }),
    ...(at === undefined ? {} : { at }),
    ...(within === undefined ? {} : { warnDays: readDays(within) }),
  };
}

/** The policy's packages; or, without a policy, the package that the vendor's own variables describe. */
function whatToVerify(
  env: Terminal['env'],
  given: Arguments,
): Pick<LicenseVerifierOptions, 'policy' | 'names' | 'phases'> {
  const names = given.positionals;
  const phases = phasesOf(given.text('phase'));
  const file = given.text('policy');
  const named = phases === undefined ? {} : { phases };
  if (file !== undefined) return { policy: { file }, names, ...named };
  const dropIn = licenseDropIn(names, env);
  if (dropIn === null) {
    throw usageError('name the policy that describes the licence packages: --policy assay.yaml', 'license');
  }
  return given.text('phase') === undefined ? dropIn : { ...dropIn, ...named };
}

function phasesOf(text: string | undefined) {
  return text === undefined ? undefined : parseLicensePhases(text.split(',').map((word) => word.trim()));
}
