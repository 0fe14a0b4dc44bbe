/** Whether a signed gem has all that RubyGems writes into one. */

import type { GemRefusalCode } from '../codes/gem-codes.js';
import { refuse, type Refusal } from '../outcome.js';
import { prove, type Proof } from '../sigstore/proof.js';
import type { SignedMembers } from './member-coverage.js';

/** Metadata, data and checksums are among the signed members. */
export type CompleteMembers = Proof<'complete', null>;

/** Each of these, in one of its spellings. */
const needed = [['metadata.gz', 'metadata'], ['data.tar.gz'], ['checksums.yaml.gz']] as const;

/**
 * Every RubyGems that signs with SHA-256 writes all three, and SHA-256 into the checksums: one that is missing was taken out.
 * RubyGems itself verifies no signature without SHA-256 there.
 */
export function checkPresence(
  { value: names }: SignedMembers,
  checksumAlgorithms: readonly string[] | undefined,
): CompleteMembers | Refusal<GemRefusalCode> {
  const missing = needed.find((spellings) => !spellings.some((name) => names.includes(name)));
  if (missing !== undefined) return refuse('gem-member-missing', `The gem is signed but has no ${missing[0]}.`);
  if (checksumAlgorithms?.includes('SHA256') === false) {
    return refuse('gem-checksums-unfit', 'checksums.yaml has no SHA256.');
  }
  return prove('complete', null, 'Metadata, data and checksums are all there.');
}
