import { describe, expect, it } from 'vitest';
import { normaliseComposerVersion, sameComposerVersion } from './composer-version.js';

describe('a version', () => {
  it.each([
    ['1', '1.0.0.0'],
    ['v1.2', '1.2.0.0'],
    ['V1.2.3', '1.2.3.0'],
    ['1.2.3.4', '1.2.3.4'],
    ['00.1', '00.1.0.0'],
    ['1.', '1.0.0.0'],
    ['1.2.3+build.7', '1.2.3.0'],
    ['1.0.0-beta', '1.0.0.0-beta'],
    ['1.0b2', '1.0.0.0-beta2'],
    ['1.0.0RC.3', '1.0.0.0-RC3'],
    ['1.0-alpha.2.1', '1.0.0.0-alpha2.1'],
    ['1.0pl1', '1.0.0.0-patch1'],
    ['1.0-stable', '1.0.0.0'],
    ['1.0.0-beta1-dev', '1.0.0.0-beta1-dev'],
    ['1.0.0-dev', '1.0.0.0-dev'],
    ['1.x-dev', '1.9999999.9999999.9999999-dev'],
    ['2.3.*-dev', '2.3.9999999.9999999-dev'],
    ['20230102', '20230102'],
    ['2023-01-02', '2023.01.02'],
    ['dev-main', 'dev-main'],
    ['DEV-feature/x', 'dev-feature/x'],
    ['dev-a+b', 'dev-a+b'],
    ['master', 'dev-master'],
    [' 1.0 ', '1.0.0.0'],
  ])('%j is %j in Composer’s normal form', (text, normal) => {
    expect(normaliseComposerVersion(text)).toBe(normal);
    expect(sameComposerVersion(text, text)).toBe(true);
  });

  it.each([
    '',
    'v',
    'one',
    '1.2.3.4.5',
    '^1.0',
    '1.*',
    '1.0 as 2.0',
    '1.0@dev',
    '1.0\u0660',
    '1,0',
    '../1',
    '1/2',
    'x-dev',
  ])('%j is none', (text) => {
    expect(normaliseComposerVersion(text)).toBeNull();
  });

  it('is another than its branch, its prerelease and its neighbour', () => {
    for (const other of ['1.0.0.1', '1.0-dev', '1.0-beta', 'dev-1.0', '1.0.1']) {
      expect(sameComposerVersion('1.0.0', other)).toBe(false);
    }
    expect(sameComposerVersion('1.0.0', 'v1')).toBe(true);
    expect(sameComposerVersion('one', 'two')).toBe(false);
  });

  it.each(['1.'.repeat(100_000), '1'.repeat(250), `1.0-beta${'.1'.repeat(120)}x`, `${'2023.01.'.repeat(30)}x`])(
    'made to be slow is not (%#)',
    (text) => {
      const before = performance.now();
      normaliseComposerVersion(text);
      expect(performance.now() - before).toBeLessThan(30_000);
    },
  );
});
