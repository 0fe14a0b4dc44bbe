import type { LicensePackage } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { parseCredentialReference } from './rotate-check.js';
import { parseLicensePhases, selectLicenses } from './select-licenses.js';

describe('phases', () => {
  it('are those that were named, in the order in which a package lives through them', () => {
    expect(parseLicensePhases(['installed', 'before'])).toEqual(['before', 'installed']);
    expect(parseLicensePhases(['bundled'])).toEqual(['bundled']);
  });

  it('are all that apply where none, or `all`, is named', () => {
    expect(parseLicensePhases([])).toBeUndefined();
    expect(parseLicensePhases(['all'])).toBeUndefined();
  });

  it.each([['befor'], ['AFTER'], [''], ['after', 'instaled'], ['before,after'], ['__proto__']])(
    'are refused when one is none (%j)',
    (...words) => {
      expect(() => parseLicensePhases(words)).toThrow(/there is no phase/);
    },
  );

  it('are refused when `all` stands among others', () => {
    expect(() => parseLicensePhases(['all', 'before'])).toThrow(/named alone/);
  });
});

describe('packages', () => {
  const packages = ['karafka', 'sidekiq-pro'].map((id) => ({ id }) as LicensePackage);

  it('are those that were named, or all', () => {
    expect(selectLicenses(packages, [], 'assay.yaml')).toBe(packages);
    expect(selectLicenses(packages, ['sidekiq-pro'], 'assay.yaml')).toEqual([{ id: 'sidekiq-pro' }]);
  });

  it('are refused when a name is none of the policy’s, the nearest told', () => {
    expect(() => selectLicenses(packages, ['karafka', 'sidekiq-por'], 'assay.yaml')).toThrow(
      expect.objectContaining({ code: 'ERR_USAGE', hint: 'Did you mean sidekiq-pro?' }),
    );
    expect(() => selectLicenses([], [], 'assay.yaml')).toThrow(/names no licence packages/);
  });
});

describe('a credential on the command line', () => {
  it('is a reference', () => {
    expect(parseCredentialReference('env:USER_NAME:PASS_WORD')).toEqual({
      from: 'env',
      username: 'USER_NAME',
      password: 'PASS_WORD',
    });
    expect(parseCredentialReference('env:TOKEN')).toEqual({ from: 'env', token: 'TOKEN' });
    for (const from of ['client', 'netrc', 'composer', 'none'])
      expect(parseCredentialReference(from)).toEqual({ from });
  });

  it.each(['acme:s3cret', 'env:acme:s3cret!', 'env:ACME:s3cret', 'env:', 'env:a:b:c', 's3cret', 'ENV:A', ''])(
    'is refused when it is anything else (%j), and not repeated',
    (text) => {
      const refused = () => parseCredentialReference(text);
      expect(refused).toThrow(
        expect.objectContaining({ code: 'ERR_USAGE', message: 'a credential is named, never given' }),
      );
      expect(refused).not.toThrow(/s3cret/);
    },
  );
});
