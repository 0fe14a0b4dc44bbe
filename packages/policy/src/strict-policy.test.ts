import type { WaiverUse } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { strictPolicyErrors } from './strict-policy.js';

function use(state: WaiverUse['state'], check = 'source'): WaiverUse {
  const purl = 'pkg:npm/left-pad@1.3.0';
  return { waiver: 0, purl, check, expires: '2026-11-21', owner: 'platform', reason: 'r', state, count: 0 };
}

describe('a strict policy', () => {
  it('has no waiver that is not in force', () => {
    expect(strictPolicyErrors({ waivers: [use('expired')] })).toEqual([
      'the waiver of source for pkg:npm/left-pad@1.3.0 (platform) is not in force; its last day is 2026-11-21',
    ]);
  });

  it('has no waiver that excuses nothing', () => {
    expect(strictPolicyErrors({ waivers: [use('unused')] })).toEqual([
      'the waiver of source for pkg:npm/left-pad@1.3.0 (platform) excuses nothing',
    ]);
  });

  it('may have waivers that are used, or that this run could not judge', () => {
    expect(strictPolicyErrors({ waivers: [use('used'), use('not-judged')] })).toEqual([]);
    expect(strictPolicyErrors({ waivers: [] })).toEqual([]);
  });

  it('hears of all of them, in order', () => {
    const waivers = [use('unused', 'a'), use('used', 'b'), use('expired', 'c')];
    expect(strictPolicyErrors({ waivers }).map((text) => text.slice(0, 16))).toEqual([
      'the waiver of a ',
      'the waiver of c ',
    ]);
  });
});
