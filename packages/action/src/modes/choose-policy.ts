/** Whose policy judges: a change does not bring the one that it is judged by (THREATS row 40). */

import { AssayError, type PolicyInput } from '@assay/verifier';
import { oneOf } from '../inputs/one-of.js';
import type { Inputs } from '../inputs/read-inputs.js';
import { isAboutChange, type Job } from '../runner/job.js';
import { baseFiles, pathInRepository } from './base-files.js';

/** Whose choice it is. */
export interface PolicyChoice {
  readonly inputs: Inputs;
  readonly job: Job;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const maxPolicyBytes = 1024 * 1024;

/**
 * The policy that the input `policy` names; undefined without one, and then the built-in policy judges. On events about a change it is
 * read as it is in the base, with the files that it names, unless `policy-from: workspace` says that whoever may change the workspace may
 * choose the policy. Throws AssayError `ERR_USAGE` for words that are none, `ERR_POLICY` where the base cannot be read.
 */
export async function choosePolicy({ inputs, job, env }: PolicyChoice): Promise<PolicyInput | undefined> {
  const file = inputs.text('policy');
  if (file === undefined || !isFromBase(file, { inputs, job, env })) return file === undefined ? undefined : { file };
  const files = baseFiles({ job, env, token: inputs.text('github-token') });
  const read = (path: string) => files.read(path, maxPolicyBytes);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await read(file));
  return { text, file, readBeside: read };
}

/**
 * True where a file that decides is read in the base of the change: on every event about a change, unless it lies outside of the workspace
 * (no checkout writes there: it is the runner's own). Throws AssayError `ERR_USAGE` for words that are none.
 */
export function isFromBase(file: string, { inputs, job }: PolicyChoice): boolean {
  const from = oneOf(inputs, 'policy-from', ['base', 'workspace']);
  if (from === 'base' && !isAboutChange(job)) {
    throw new AssayError('ERR_USAGE', `\`policy-from: base\` needs an event about a change, not ${job.event}`);
  }
  if (from !== undefined) return from === 'base';
  return isAboutChange(job) && pathInRepository(file, process.cwd()) !== null;
}
