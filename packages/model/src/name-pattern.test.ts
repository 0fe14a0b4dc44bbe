import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExactPattern, matchesPattern } from './name-pattern.js';

describe('matchesPattern', () => {
  it.each([
    ['acme', 'acme'],
    ['acme-*', 'acme-'],
    ['acme-*', 'acme-core'],
    ['@acme/*', '@acme/core'],
    ['@acme/*', '@acme/'],
    ['*', 'anything'],
    ['*', ''],
    ['', ''],
    ['**', '@acme/core'],
    ['**', ''],
    ['***', 'a/b'],
    ['pkg:npm/%40acme/*@1.0.0', 'pkg:npm/%40acme/core@1.0.0'],
    ['pkg:npm/**', 'pkg:npm/%40acme/core@1.0.0'],
    ['a*b*c', 'axxbyyc'],
    ['a*b*c', 'abbbcbc'],
    ['*a', 'aaa'],
    ['**/core', '@acme/x/core'],
  ])('%j matches %j', (pattern, text) => {
    expect(matchesPattern(pattern, text)).toBe(true);
  });

  it.each([
    ['acme', 'acme-core'],
    ['acme', 'xacme'],
    ['acme', 'ACME'],
    ['acme', 'acme\n'],
    ['acme-*', 'acme'],
    ['acme-*', 'xacme-core'],
    ['@acme/*', '@acme'],
    ['@acme/*', '@acme-evil/core'],
    ['@acme/*', '@evil/@acme/core'],
    ['@acme/*', '@acme/a/b'],
    ['*', 'a/b'],
    ['*', '@acme/core'],
    ['', 'a'],
    ['a*c', 'ab'],
    ['a*c', 'a/c'],
    ['*a', 'ab'],
    ['pkg:npm/*', 'pkg:npm/%40acme/core@1.0.0'],
    ['**/core', 'core'],
  ])('%j does not match %j', (pattern, text) => {
    expect(matchesPattern(pattern, text)).toBe(false);
  });

  it.each(['.', '.*', 'a.c', '[a-z]', '(a|b)', 'a+', 'a?', '^a$', '\\w', '{a,b}', '!a', 'a|b', '$&'])(
    '%j means itself: nothing but * is special',
    (pattern) => {
      expect(matchesPattern(pattern, pattern)).toBe(true);
      expect(['a', 'b', 'ac', 'abc', 'w'].some((text) => !pattern.includes('*') && matchesPattern(pattern, text))).toBe(
        false,
      );
    },
  );

  it('agrees with a regular expression built from trusted pieces', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '**', '.');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 }),
        (pieces, text) => {
          const source = pieces
            .join('')
            .replace(/\*\*?|\./g, (token) => ({ '**': '[^]*', '*': '[^/]*', '.': '\\.' })[token] ?? token);
          expect(matchesPattern(pieces.join(''), text)).toBe(new RegExp(`^(?:${source})$`).test(text));
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('needs no time for what makes a backtracking matcher hang', () => {
    expect(matchesPattern(`${'*a'.repeat(30)}b`, 'a'.repeat(2000))).toBe(false);
    expect(matchesPattern(`${'**a'.repeat(30)}b`, 'a/'.repeat(1000))).toBe(false);
  });
});

describe('isExactPattern', () => {
  it.each([
    ['a', true],
    ['pkg:npm/a@1.0.0', true],
    ['a*', false],
    ['**', false],
  ])('of %j is %j', (pattern, exact) => {
    expect(isExactPattern(pattern)).toBe(exact);
  });
});
