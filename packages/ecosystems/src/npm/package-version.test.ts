import { expect, it } from 'vitest';
import { normaliseVersion, sameVersion } from './package-version.js';

it.each([
  ['1.0.0', '1.0.0'],
  ['1.0.0', 'v1.0.0'],
  ['1.0.0', ' =1.0.0 '],
  ['1.0.0', '1.0.0+build.5'],
  ['1.2.3-beta', '1.2.3beta'],
  ['not a version', 'not a version'],
])('%s and %s are one version', (a, b) => {
  expect(sameVersion(a, b)).toBe(true);
});

it.each([
  ['1.0.0', '1.0.1'],
  ['1.0.0', '1.0.0-rc.1'],
  ['1.0', '1.0.0'],
  ['not a version', 'Not a version'],
  ['', '0.0.0'],
  ['1.0.0', '1.0.0\u0000'],
])('%s and %s are two', (a, b) => {
  expect(sameVersion(a, b)).toBe(false);
});

it('reads no version from ranges, tags and long texts', () => {
  for (const text of [
    '^1.0.0',
    '1.x',
    'latest',
    '',
    '1.0.0 || 2.0.0',
    `1.0.0-${'a'.repeat(300)}`,
    'v'.repeat(100_000),
  ]) {
    expect(normaliseVersion(text)).toBeNull();
  }
});
