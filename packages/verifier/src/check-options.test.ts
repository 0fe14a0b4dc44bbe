import type { Registry, RegistryKey } from '@assay/model';
import { describe, expect, test } from 'vitest';
import { createVerifier } from './create-verifier.js';
import type { VerifierOptions } from './options.js';

const registry: Registry = {
  ecosystem: 'npm',
  url: 'https://npm.example/',
  from: 'policy',
  names: [],
  redirects: [],
  aliases: [],
};
const key: RegistryKey = { id: 'x', key: 'MAMCAQE=', revoked: true };

/** What untyped code may hand over. */
const create = (registries: unknown) => createVerifier({ registries } as VerifierOptions);

describe('registries given as an option', () => {
  test.each([
    ['keys', [{ ...registry, keys: [key] }]],
    ['keys beside one without', [registry, { ...registry, keys: [key] }]],
    ['an empty list of keys', [{ ...registry, keys: [] }]],
  ])('with %s are refused: they would not be used, and a revoked one would count', (_, registries) => {
    expect(() => create(registries)).toThrow(
      expect.objectContaining({ code: 'ERR_USAGE', hint: expect.stringContaining('in the policy') as string }),
    );
  });

  test.each([[[null]], [['https://npm.example/']], [{}], ['x']])(
    'are refused when they are no registries: %j',
    (value) => {
      expect(() => create(value)).toThrow(expect.objectContaining({ code: 'ERR_USAGE' }));
    },
  );

  test('are taken without keys', () => {
    expect(() => create([registry, { ...registry, keys: undefined }])).not.toThrow();
  });
});
