/** The digest of what a policy means. */

import { digestOfJson, type Digest, type JsonValue } from '@assay/model';
import type { Policy } from './policy.js';

/** SHA-256 of the policy's meaning as canonical JSON. Line numbers, comments and spelling do not count; order of rules does. */
export function policyDigest(policy: Policy): Digest {
  const rules = policy.rules.map(({ select, checks }) => ({ select, checks: Object.fromEntries(checks) }));
  const waivers = policy.waivers.map(({ line: _line, ...waiver }) => waiver);
  return digestOfJson({ ...policy, rules, waivers } as unknown as JsonValue);
}
