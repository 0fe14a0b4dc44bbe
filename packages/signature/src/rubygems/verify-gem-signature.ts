import type { GemRefusalCode } from '../codes/gem-codes.js';
import type { Checked, Refusal } from '../outcome.js';
import { judgeByAssay } from './assay-policy.js';
import type { GemSignatureInput } from './gem-signature-input.js';
import type { GemSignature } from './gem-signature.js';
import { duplicateMember } from './member-coverage.js';
import { judgeByRubyGems } from './rubygems-policy.js';

/**
 * Judges the X.509 signatures of a gem under a policy. The codes and what they mean are {@link gemCodes}; those of gems that are
 * not signed are refusals too, since nothing was verified. Throws AssayError `ERR_INTERNAL` when `at` is no time.
 */
export function verifyGemSignature(input: GemSignatureInput): Checked<GemSignature> | Refusal<GemRefusalCode> {
  const duplicate = duplicateMember(input);
  if (duplicate !== null) return duplicate;
  return input.policy === 'assay' ? judgeByAssay(input) : judgeByRubyGems(input, input.policy);
}
