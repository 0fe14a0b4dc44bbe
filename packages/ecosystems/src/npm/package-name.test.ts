import { expect, it } from 'vitest';
import { baseOf, isPackageName, metadataSegment } from './package-name.js';

it.each(['a', 'lodash.merge', 'JSONStream', '@scope/a', '@Scope/A_b', 'a~b', "it's", '-a', 'a'.repeat(214)])(
  '%s is a name',
  (name) => {
    expect(isPackageName(name)).toBe(true);
  },
);

it.each([
  '',
  '.',
  '..',
  '.a',
  '_a',
  '__proto__',
  'a/b',
  '@a',
  '@/a',
  '@a/',
  '@a/b/c',
  '@a/..',
  '@../a',
  'a b',
  'a%2fb',
  'a\\b',
  'a\u0000',
  'ä',
  'a\u202e',
  '\ud800',
  'a?b',
  'a'.repeat(215),
])('%j is none', (name) => {
  expect(isPackageName(name)).toBe(false);
});

it('writes names as one path segment', () => {
  expect(metadataSegment('@scope/a')).toBe('@scope%2fa');
  expect(metadataSegment('a')).toBe('a');
  expect(baseOf('@scope/a')).toBe('a');
});
