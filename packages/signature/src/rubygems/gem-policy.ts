/** How strict a gem's signatures are judged: Assay's own way, or one of RubyGems' by name. */

import type { GemPolicyName } from '@assay/model';

/** What one of RubyGems' policies looks at (rubygems/security/policies.rb). */
export interface RubyGemsRules {
  readonly data: boolean;
  readonly signer: boolean;
  readonly chain: boolean;
  readonly root: boolean;
  readonly trusted: boolean;
  readonly signed: boolean;
}

const none: RubyGemsRules = { data: false, signer: false, chain: false, root: false, trusted: false, signed: false };
const medium: RubyGemsRules = { ...none, data: true, signer: true, chain: true, root: true, trusted: true };

/** RubyGems' own table. */
export const rubyGemsRules: Readonly<Record<Exclude<GemPolicyName, 'assay'>, RubyGemsRules>> = {
  NoSecurity: none,
  AlmostNoSecurity: { ...none, data: true },
  LowSecurity: { ...none, data: true, signer: true },
  MediumSecurity: medium,
  HighSecurity: { ...medium, signed: true },
};
