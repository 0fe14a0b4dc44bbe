/** Which policy a run judges by: DESIGN §3's rule that it never comes from an unreviewed checkout. */

import { join, resolve } from 'node:path';
import { commonFolder, isFile, type LockfileOnDisk } from '@assay/acquire';
import { loadPolicy, type LoadedPolicy } from './load-policy.js';
import type { VerifierOptions } from './options.js';

/** A policy and what to say about its choice. */
export interface ChosenPolicy {
  readonly policy: LoadedPolicy;
  /** For the report: the checkout judged itself. */
  readonly warnings: readonly string[];
  /** For the user: a policy lies there and was not used. */
  readonly notes: readonly string[];
}

const policyName = 'assay.yaml';

/** The named policy; with `unprotected` the checkout's own `assay.yaml`; otherwise the built-in one. */
export async function choosePolicy(
  options: VerifierOptions,
  lockfiles: readonly LockfileOnDisk[],
): Promise<ChosenPolicy> {
  if (options.policy !== undefined) return { policy: await loadPolicy(options.policy), warnings: [], notes: [] };
  const file = join(commonFolder(lockfiles.map(({ path }) => path)), policyName);
  if (!(await isFile(resolve(options.folder ?? '.', file))))
    return { policy: await loadPolicy(), warnings: [], notes: [] };
  if (options.unprotected === true) {
    const warnings = [`Run with --unprotected: judged by ${file}, which comes with what it judges.`];
    return {
      policy: await loadPolicy({ file: options.folder === undefined ? file : resolve(options.folder, file) }),
      warnings,
      notes: [],
    };
  }
  const notes = [
    `${file} was not used: a checkout does not choose its own policy. Name it with --policy ${file} if it is yours.`,
  ];
  return { policy: await loadPolicy(), warnings: [], notes };
}
