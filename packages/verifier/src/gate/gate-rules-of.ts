import { AssayError } from '@assay/model';
import type { GateRules } from '@assay/policy';
import { loadPolicy, type PolicyInput } from '../load-policy.js';

/** What the gate asks, and the policies that it accepts by digest. */
export interface GateTerms {
  readonly rules: GateRules;
  /** SHA-256 in hex, in the order of the policy's list: `this` is the digest of the policy itself. */
  readonly policies: readonly string[];
}

const minimal = 'gate: { signers: [{ kind: github, repository: OWNER/NAME, repositoryId: NUMBER }] }';

/** Reads the policy. Throws AssayError `ERR_POLICY` for one that cannot be read or says nothing of a gate. */
export async function readGateTerms(input: PolicyInput): Promise<GateTerms> {
  const { policy, policyDigest } = await loadPolicy(input);
  const { gate } = policy;
  if (gate === undefined) {
    const hint = `Say at least who signs summaries: \`${minimal}\`, or \`kind: managed-key\` with the \`key\` as PEM.`;
    throw new AssayError('ERR_POLICY', 'the policy has no section `gate`, so nobody’s word counts', {
      file: input.file,
      hint,
    });
  }
  return { rules: gate, policies: gate.policies.map((text) => (text === 'this' ? policyDigest.value : text)) };
}
