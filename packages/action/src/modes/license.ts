/** The mode `license`: licence packages, before and after the step that installs them. */

import type { RenderInput } from '@assay/report';
import {
  AssayError,
  codeInfo,
  licenseDropIn,
  parseLicensePhases,
  verifyLicenses,
  type LicenseVerifierOptions,
} from '@assay/verifier';
import { deliver } from '../deliver/deliver.js';
import { sentenceOf } from '../deliver/sentence.js';
import { unusable, type Inputs } from '../inputs/read-inputs.js';
import { choosePolicy } from './choose-policy.js';
import type { ModeResult, ModeRun } from './mode-run.js';

/** Verifies licence packages in the phases that are asked for, and tells what came of it. */
export async function license(run: ModeRun): Promise<ModeResult> {
  const { report, inventory, notes } = await verifyLicenses(await licenseOptions(run));
  const input: RenderInput = { report, inventory, codeInfo };
  const outputs = await deliver(run, input, notes);
  return { exitCode: report.exitCode, sentence: sentenceOf(input), outputs };
}

async function licenseOptions({ inputs, surroundings: { env }, job }: ModeRun): Promise<LicenseVerifierOptions> {
  const policy = await choosePolicy({ inputs, job, env });
  const [project, at, within] = [inputs.text('project'), inputs.text('at'), inputs.text('within')];
  const words = inputs.list('phase');
  const phases = words.length === 0 ? undefined : parseLicensePhases(words);
  return {
    ...(policy === undefined ? dropIn(inputs, env) : { policy, names: inputs.list('names') }),
    ...(phases === undefined ? {} : { phases }),
    env,
    ...(project === undefined ? {} : { project }),
    ...(at === undefined ? {} : { at }),
    ...(within === undefined ? {} : { warnDays: readDays(within) }),
  };
}

/** Without a policy: the package that the vendor's own variables describe. */
function dropIn(inputs: Inputs, env: Readonly<Record<string, string | undefined>>) {
  const found = licenseDropIn(inputs.list('names'), env);
  if (found !== null) return found;
  const hint = 'Name the policy that describes the licence packages: `policy: assay.yaml`.';
  throw new AssayError('ERR_USAGE', 'there is no policy to tell what was bought', { hint });
}

function readDays(text: string): number {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days === undefined) throw unusable('within', 'is a number of days, such as 30d');
  return Number(days);
}
