/** Proofs that the policy does not take for one: `harden` in one of its rules. */

import type { Finding } from '@assay/model';
import type { RenderInput } from './render-input.js';

/** What to say about it, and what to do. */
export interface HardenedProof {
  readonly text: string;
  readonly next: string;
}

/**
 * About a finding that decided a verdict other than a pass; null when it is no proof, so that the catalogue's own words are the whole
 * truth. Only a policy that hardens its code lets a proven finding decide one.
 */
export function hardenedProof(input: RenderInput, { check, code, outcome }: Finding): HardenedProof | null {
  if (outcome !== 'proven') return null;
  const place = input.hardenedAt?.(check, code) ?? null;
  const rule = place === null ? 'A rule of the policy' : `The rule at ${place}`;
  return {
    text: 'The policy does not take that for a proof.',
    next: `${rule} says so (\`harden\`): move to a version with a better proof, waive this one, or take the code out of \`harden\`.`,
  };
}
