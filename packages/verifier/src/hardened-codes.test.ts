import { describe, expect, test } from 'vitest';
import { hardenedCodes } from './hardened-codes.js';
import { loadPolicy } from './load-policy.js';

describe('hardenedCodes', () => {
  test('names each hardened code with file and line of its rule', async () => {
    const text =
      'version: 1\nrules:\n  - checks: { source: require }\n  - harden:\n      gem-signature: [gem-policy-accepts]\n';
    expect(hardenedCodes(await loadPolicy({ file: 'a.yaml', text }))).toEqual([
      { check: 'gem-signature', code: 'gem-policy-accepts', file: 'a.yaml', line: 4 },
    ]);
  });

  test('names the publisher that rests on the registry’s word for a time too', async () => {
    const text = 'version: 1\nrules:\n  - harden: { registry-signature: [time-unauthenticated] }\n';
    expect(hardenedCodes(await loadPolicy({ file: 'a.yaml', text }))).toEqual([
      { check: 'registry-signature', code: 'time-unauthenticated', file: 'a.yaml', line: 3 },
      { check: 'publisher', code: 'publisher-time-unauthenticated', file: 'a.yaml', line: 3 },
    ]);
  });

  test('are none in the built-in policy', async () => {
    expect(hardenedCodes(await loadPolicy())).toEqual([]);
  });
});
