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
  const from = oneOf(inputs, 'policy-from', ['base', 'workspace']);
  if (file === undefined) {
    if (from === undefined) return undefined;
    throw new AssayError('ERR_USAGE', '`policy-from` says where `policy` is read, and there is no `policy`');
  }
  if (from === 'workspace' || (from === undefined && !isAboutChange(job))) return { file };
  // No checkout writes outside of the workspace: such a file is the runner's own.
  if (from === undefined && pathInRepository(file, process.cwd()) === null) return { file };
  if (job.baseSha === undefined) {
    throw new AssayError('ERR_USAGE', `\`policy-from: base\` needs an event about a change, not ${job.event}`);
  }
  return readFromBase(file, { job, env, token: inputs.text('github-token') });
}

async function readFromBase(file: string, base: Parameters<typeof baseFiles>[0]): Promise<PolicyInput> {
  const files = baseFiles(base);
  const read = (path: string) => files.read(path, maxPolicyBytes);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await read(file));
  return { text, file, readBeside: read };
}
