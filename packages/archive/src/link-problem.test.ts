import { describe, expect, test } from 'vitest';
import { linkProblem, windsWithin } from './link-problem.js';

describe('a link', () => {
  test.each(['/', '/a', '\\a', '\\\\host\\a', 'c:', 'C:a', 'z:/a', 'c:\\a', '//a'])('to %j is absolute', (target) => {
    expect(linkProblem('x/y/link', target)).toBe('link-absolute');
  });

  test.each([
    '..',
    '../',
    './..',
    './../',
    './/..',
    '.././',
    '..//..',
    '..\\..',
    '../a',
    'a/..',
    'a/../b',
    './a/..',
    'a/b/..',
  ])('at the top to %j leads out, or goes up from a name', (target) => {
    expect(linkProblem('link', target)).toBe('link-outside');
  });

  test.each(['a', './a', 'a/b', 'a//b', '.', './', 'a/', '...', '..a', 'a..', 'ab:c', 'a/c:b', 'a\\b'])(
    'at the top to %j stays',
    (target) => {
      expect(linkProblem('link', target)).toBeNull();
    },
  );

  test.each([
    ['..', null],
    ['../..', null],
    ['../../a', null],
    ['.././../a', null],
    ['..//../a', null],
    ['../../..', 'link-outside'],
    ['../../../a', 'link-outside'],
    ['..\\..\\..\\a', 'link-outside'],
    ['../a/..', 'link-outside'],
    ['../a/../..', 'link-outside'],
  ])('two folders down to %j may go up twice', (target, problem) => {
    expect(linkProblem('x/y/link', target)).toBe(problem);
  });
});

describe('a target that goes up again from a name', () => {
  test.each([
    'a/../b',
    'a/..//b',
    'a/.././b',
    './a/../b',
    'a//../b',
    '../a/../b',
    'a/b/../..',
    'a/../../b',
    '.a/../b',
    'a.b/../c',
  ])('winds within the package two folders down: %j', (target) => {
    expect(windsWithin('x/y/link', target)).toBe(true);
  });

  test.each([
    ['goes up nowhere', 'a/b'],
    ['goes up from no name', '../b'],
    ['is absolute', '/a/../b'],
    ['leaves the package', 'a/../../../../b'],
    ['leaves the package and comes back', '../../../x/a'],
    ['leaves the package after a name and comes back', 'a/../../../../p/x/y/b'],
    ['ends at its folder', 'a/../../..'],
    ['holds a backslash', 'a\\..\\b'],
    ['holds a backslash beside', 'a/../b\\c'],
    ['holds a colon', 'a:b/../c'],
    ['has a name that ends in a dot', 'a./../b'],
    ['has a name that ends in a space', 'a /../b'],
    ['has a name of three dots', '.../../b'],
  ])('does not where it %s', (_, target) => {
    expect(windsWithin('x/y/link', target)).toBe(false);
  });

  test('stays below the folder all the way', () => {
    expect(windsWithin('link', 'a/../b')).toBe(true);
    expect(windsWithin('link', 'a/..')).toBe(false);
    expect(windsWithin('link', 'a/../../b')).toBe(false);
    expect(windsWithin('link', 'a//../../b')).toBe(false);
    expect(windsWithin('link', 'a/./../../b')).toBe(false);
    expect(windsWithin('x/link', 'a/../../b')).toBe(true);
    expect(windsWithin('x/link', 'a/../..')).toBe(false);
  });
});
