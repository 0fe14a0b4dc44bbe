import { matchesPattern } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSpecificity } from './purl-specificity.js';

describe('of two patterns the more specific', () => {
  it.each([
    ['pkg:npm/%40acme/tool@1.0.0', 'pkg:npm/%40acme/tool@1.0.*'],
    ['pkg:npm/%40acme/tool@1.0.0', 'pkg:npm/%40acme/tool@1.0.0*'],
    ['pkg:npm/%40acme/tool@1.0.*', 'pkg:npm/%40acme/tool@1.*'],
    ['pkg:npm/%40acme/tool@1.*', 'pkg:npm/%40acme/tool@*'],
    ['pkg:npm/%40acme/tool@*', 'pkg:npm/%40acme/tool*'],
    ['pkg:npm/%40acme/tool@*', 'pkg:npm/%40acme/*@1.0.0'],
    ['pkg:npm/%40acme/*', 'pkg:npm/**'],
    ['pkg:npm/%40acme/*', 'pkg:npm/%40acme/**'],
    ['pkg:npm/%40acme/*-types', 'pkg:npm/%40acme/*'],
    ['pkg:npm/%40acme/*@1.0.0', 'pkg:npm/%40acme/*'],
    ['pkg:npm/%40acme/*', 'pkg:npm/**@1.0.0'],
    ['pkg:npm/%40acme/tool@1.*', 'pkg:**'],
    ['pkg:npm/**', 'pkg:**'],
    ['pkg:npm/**', 'pkg:*/**'],
    ['pkg:*/rack@*', 'pkg:gem/**'],
  ])('is %s before %s', (more, less) => {
    expect(compareSpecificity(more, less)).toBeGreaterThan(0);
    expect(compareSpecificity(less, more)).toBeLessThan(0);
  });

  it.each([
    ['pkg:npm/*a*', 'pkg:npm/*b*'],
    ['pkg:npm/**', 'pkg:gem/**'],
    ['pkg:**', 'pkg:*/**'],
  ])('is neither of %s and %s', (a, b) => {
    expect(compareSpecificity(a, b)).toBe(0);
  });

  it('is never one that matches all that the other matches, and more', () => {
    const part = fc.constantFrom('a', 'b', '/', '@', '*', '**');
    const pattern = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => `pkg:npm/${parts.join('')}`);
    const narrowed = fc.tuple(pattern, fc.array(fc.constantFrom('', 'a', 'b@', '*'), { maxLength: 5 }));
    fc.assert(
      fc.property(narrowed, ([wide, replacements]) => {
        let next = 0;
        const narrow = wide.replaceAll(/\*+/g, (stars) => replacements[next++] ?? stars);
        expect(matchesPattern(wide, narrow)).toBe(true);
        expect(compareSpecificity(narrow, wide)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
