import { describe, expect, it } from 'vitest';
import { inRange } from './version-range.js';

it.each([
  '',
  ' ',
  'latest',
  '>=',
  '1.2.3.4',
  'npm:a@1',
  '>=1.0.0 nonsense',
  '1.0.0 || nonsense',
  `>=1.0.0${' '.repeat(300)}`,
])('%j is no range', (range) => expect(inRange('1.0.0', range)).toBeNull());

it.each([
  ['1.2.3', '1.2.3', true],
  ['1.2.3', '^1.0.0', true],
  ['2.0.0', '^1.0.0', false],
  ['1.9.9', '>=1.0.0 <2.0.0', true],
  ['3.0.0', '1.x || 3.x', true],
  ['1.0.0', '*', true],
  ['v1.2.3+build', '1.2.3', true],
  ['1.0.0', '< 2.5', true],
  ['no version', '*', false],
  ['1'.repeat(300), '*', false],
])('%s lies in %s: %s', (version, range, expected) => expect(inRange(version, range)).toBe(expected));

describe('two ranges that meet leave no version out and none in both', () => {
  it.each([
    ['<2.5.0', '>=2.5.0'],
    ['<2.5', '>=2.5'],
  ])('%s and %s', (before, since) => {
    for (const version of ['2.4.9', '2.5.0-0', '2.5.0-rc.1', '2.5.0', '2.5.1-beta', '3.0.0-alpha.1', '1.0.0-x']) {
      expect([inRange(version, before), inRange(version, since)].filter(Boolean)).toHaveLength(1);
    }
  });
});
