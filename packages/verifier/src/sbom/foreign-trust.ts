import { withPolicyTrust } from '../policy-trust.js';
import type { LoadedPolicy } from '../load-policy.js';
import type { VerifyResult } from '../options.js';
import { readTime } from '../read-time.js';
import { readTrustForRun } from '../trust-for-run.js';

/**
 * One sentence where a recording was judged by trust documents that this machine would not use: whoever made it chose them. They may just
 * be older ones, so it is no verdict.
 */
export async function foreignTrustNotes(
  { report }: VerifyResult,
  policy: LoadedPolicy | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  const { documents } = await readTrustForRun({ env, folders: [process.cwd()], at: readTime() });
  const own = policy === undefined ? documents : withPolicyTrust(documents, policy.policy);
  const known = new Set(own.map(({ digest }) => digest.value));
  const foreign = report.trustedRoots.filter(({ value }) => !known.has(value));
  if (foreign.length === 0) return [];
  const list = foreign.map(({ alg, value }) => `${alg}:${value}`).join(', ');
  return [`The recording trusts documents that are not in force here; compare with \`assay trust show\`: ${list}.`];
}
