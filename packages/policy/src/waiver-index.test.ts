import { describe, expect, it } from 'vitest';
import { waiver } from './testing/judge-case.js';
import { openAccount } from './waiver-account.js';
import { indexWaivers } from './waiver-index.js';

const find = indexWaivers(
  [
    waiver({ purl: 'pkg:npm/**' }),
    waiver({ purl: 'pkg:npm/a@1' }),
    waiver({ purl: 'pkg:npm/a@1', check: 'source' }),
    waiver({ purl: 'pkg:npm/b@1' }),
    waiver({ purl: 'pkg:gem/*' }),
    waiver({ purl: 'pkg:npm/a@1' }),
    waiver({ purl: 'pkg:**', check: 'source' }),
  ].map(openAccount),
);
const found = (check: string, purl: string) => find(check, purl).map(({ index }) => index);

describe('the index of waivers', () => {
  it('finds those of the check that name the purl or hold a pattern, in the policy’s order', () => {
    expect(found('pin-strength', 'pkg:npm/a@1')).toEqual([0, 1, 4, 5]);
    expect(found('pin-strength', 'pkg:npm/b@1')).toEqual([0, 3, 4]);
    expect(found('source', 'pkg:npm/a@1')).toEqual([2, 6]);
    expect(found('pin-strength', 'pkg:npm/c@1')).toEqual([0, 4]);
  });

  it('finds none of a check that no waiver names', () => {
    expect(found('registry-digest', 'pkg:npm/a@1')).toEqual([]);
    expect(found('__proto__', 'constructor')).toEqual([]);
  });

  it('finds a pattern once for a purl that is spelled like it', () => {
    expect(found('pin-strength', 'pkg:gem/*')).toEqual([0, 4]);
  });

  it('knows each account’s place', () => {
    expect(find('source', 'pkg:npm/a@1')[0]).toMatchObject({
      index: 2,
      account: { waiver: { check: 'source' }, count: 0 },
    });
  });
});
