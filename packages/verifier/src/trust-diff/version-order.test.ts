import { expect, test } from 'vitest';
import { compareVersions, directionOf, releaseLine, sameLine, sameRelease } from './version-order.js';

test.each([
  ['1.0.0', '1.0.1', 'up'],
  ['1.10.0', '1.9.0', 'down'],
  ['1.0.0-rc.1', '1.0.0', 'up'],
  ['1.0.0-rc.2', '1.0.0-rc.10', 'up'],
  ['3.0.0.beta1', '3.0.0', 'up'],
  ['1.0.0-1', '1.0.0-alpha', 'unclear'],
  ['1.0.0+a', '1.0.0+b', 'unclear'],
  ['v1.0.0', '1.0.1', 'up'],
  ['main', '1.0.0', 'unclear'],
  ['1.0.0', '1.99999999999999999999999.0', 'up'],
])('from %s to %s it goes %s', (a, b, direction) => {
  expect(directionOf(a, b)).toBe(direction);
});

test('a line is the major version, or the minor one of major 0', () => {
  expect([releaseLine('1.2.3'), releaseLine('0.2.3'), releaseLine('007.1'), releaseLine('main')]).toEqual([
    '1',
    '0.2',
    '7',
    null,
  ]);
  expect([sameLine('1.0.0', '1.9.0'), sameLine('0.1.0', '0.2.0'), sameLine('x', 'y'), sameLine('x', 'x')]).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test('sorting is total: what is no version comes first', () => {
  const sorted = ['2.0.0', 'main', '1.0.0', '1.0.0-rc.1', '10.0.0', ''].sort(compareVersions);
  expect(sorted).toEqual(['', 'main', '1.0.0-rc.1', '1.0.0', '2.0.0', '10.0.0']);
});

test('one version has several spellings', () => {
  for (const other of ['1.0.0', 'v1.0.0', '1.0.0+x', '1.0', '01.0.0']) expect(sameRelease('1.0.0', other)).toBe(true);
  for (const other of ['1.0.1', '1.0.0-x', 'main', '']) expect(sameRelease('1.0.0', other)).toBe(false);
  expect(sameRelease('main', 'main')).toBe(true);
});
