import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from './pattern.js';

describe('patterns of XML schemas', () => {
  it.each([
    ['a', ['a'], ['', 'aa', 'b']],
    ['a?b*c+', ['c', 'abbcc', 'bc'], ['', 'ab', 'aac']],
    ['a|bc|', ['a', 'bc', ''], ['b', 'abc']],
    ['(ab){2}', ['abab'], ['ab', 'ababab']],
    ['a{0,3}', ['', 'a', 'aaa'], ['aaaa']],
    ['a{2,}', ['aa', 'aaaaa'], ['a']],
    ['[a-c0-]', ['a', 'b', '0', '-'], ['d', '1', '']],
    ['[\\-a]\\.', ['-.', 'a.'], ['--', 'b.', 'ax']],
    ['.', ['x', '😀', '\t'], ['\n', '\r', '']],
    ['^a$', ['^a$'], ['a']],
    ['(\\?*|\\*?)x', ['x', '??x', '*x'], ['**x', '?*x']],
  ])('%s', (source, right, wrong) => {
    const matches = compilePattern(source);
    expect(right.map(matches)).toEqual(right.map(() => true));
    expect(wrong.map(matches)).toEqual(wrong.map(() => false));
  });

  it.each(['\\d', '\\p{L}', '[^a]', '(a', 'a)', '[a', '*', '\\'])(
    '%s is not known, and an error of the program',
    (source) => {
      expect(() => compilePattern(source)).toThrow(TypeError);
    },
  );

  it('a pattern with exponentially many ways takes linear time', () => {
    const matches = compilePattern('(a|a|aa)*(a*)*(a?){9}b');
    expect(matches('a'.repeat(100_000))).toBe(false);
    expect(matches(`${'a'.repeat(100_000)}b`)).toBe(true);
  });

  it('matches what the engine of the language matches', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '.', '(a|b)', '(ab|)', '(a*b?)');
    const part = fc.tuple(atom, fc.constantFrom('', '?', '*', '+', '{2}', '{1,2}')).map(([one, many]) => one + many);
    const source = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(source, text, (pattern, value) => {
        expect(compilePattern(pattern)(value)).toBe(new RegExp(`^(?:${pattern})$`, 'u').test(value));
      }),
    );
  });
});
