import { describe, expect, it } from 'vitest';
import { npmPurl } from './package-purl.js';

describe('the purl of a locked version', () => {
  it.each(['1.0.0', 'v1.0.0', '=1.0.0', ' 1.0.0', '1.0.0 ', '1.0.0+x', 'v1.0.0+build.7', '=v1.0.0', '01.0.0'])(
    'is that of the version which registries list: %j',
    (version) => {
      expect(npmPurl('@acme/tool', version)).toBe('pkg:npm/%40acme/tool@1.0.0');
    },
  );

  it.each(['', '1.0', 'latest', '1.0.0.0', '1.0.0\0'])('is of the text where that is no version: %j', (text) => {
    expect(npmPurl('tool', text)).not.toBe('pkg:npm/tool@1.0.0');
  });

  it('keeps prereleases', () => {
    expect(npmPurl('tool', 'v1.0.0-rc.1')).toBe('pkg:npm/tool@1.0.0-rc.1');
  });
});
