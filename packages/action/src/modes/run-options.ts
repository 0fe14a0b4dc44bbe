import { AssayError, type VerifierOptions } from '@assay/verifier';
import { oneOf } from '../inputs/one-of.js';
import type { Inputs } from '../inputs/read-inputs.js';
import { isAboutChange, type Job } from '../runner/job.js';
import { pathInRepository } from './base-files.js';
import { choosePolicy } from './choose-policy.js';
import type { ModeRun } from './mode-run.js';

/** What the inputs say to the verifier, the policy too unless told. Throws AssayError `ERR_USAGE` for what contradicts itself, `ERR_POLICY` for a policy that cannot be had. */
export async function runOptions(
  { inputs, surroundings, job, trustedRoot }: ModeRun,
  { withPolicy = true }: { readonly withPolicy?: boolean } = {},
): Promise<VerifierOptions> {
  refuseUnprotectedChange(inputs, job);
  refuseEvidenceOfChange(inputs, job);
  const depth = oneOf(inputs, 'depth', ['pins', 'registry', 'artifacts']);
  const policy = withPolicy ? await choosePolicy({ inputs, job, env: surroundings.env }) : undefined;
  return {
    env: surroundings.env,
    unprotected: inputs.flag('unprotected') === true,
    ...(depth === undefined ? {} : { depth }),
    ...(policy === undefined ? {} : { policy }),
    ...(inputs.flag('no-store') === true ? { store: null } : {}),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
    ...textOptions(inputs),
  };
}

function textOptions(inputs: Inputs): Pick<VerifierOptions, 'at' | 'store' | 'record' | 'offline' | 'replay'> {
  const pairs = [
    ['at', inputs.text('at')],
    ['store', inputs.text('store')],
    ['record', inputs.text('record')],
    ['offline', inputs.text('offline')],
    ['replay', inputs.text('replay')],
  ] as const;
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function refuseUnprotectedChange(inputs: Inputs, job: Job): void {
  if (inputs.flag('unprotected') !== true || !isAboutChange(job)) return;
  const hint = 'It lets a checkout choose its own policy and registries.';
  throw new AssayError('ERR_USAGE', `\`unprotected\` cannot be given on the event ${job.event}`, { hint });
}

/** Whoever writes the evidence says what registries answered: a change would vouch for itself. */
function refuseEvidenceOfChange(inputs: Inputs, job: Job): void {
  const file = inputs.text('offline') ?? inputs.text('replay');
  if (file === undefined || !isAboutChange(job) || inputs.text('policy-from') === 'workspace') return;
  if (pathInRepository(file, process.cwd()) === null) return;
  const hint =
    'Keep it outside of the workspace (`${{ runner.temp }}`), or say `policy-from: workspace` where the change cannot write there.';
  throw new AssayError('ERR_USAGE', `evidence from the workspace cannot judge the event ${job.event}`, { file, hint });
}
