import { describe, expect, it } from 'vitest';
import { knownKeys } from './known-keys.js';
import { policyShape } from './shape.js';
import { vocabulary } from './testing/vocabulary.js';

const shape = policyShape(vocabulary);

describe('the keys that a policy may have', () => {
  it.each([
    [[], ['version', 'registries', 'rules', 'waivers', 'limits', 'acceptGaps', 'allowEmpty']],
    [
      ['registries', 3],
      ['ecosystem', 'url', 'names', 'redirects', 'aliases', 'insecure'],
    ],
    [
      ['rules', 0],
      ['select', 'checks'],
    ],
    [
      ['rules', 0, 'select'],
      ['ecosystem', 'purl', 'registry', 'scope'],
    ],
    [
      ['rules', 0, 'checks'],
      ['pin-strength', 'source', 'registry-digest'],
    ],
    [['limits'], ['artifactBytes']],
    [['waivers'], []],
    [['version'], []],
    [['none', 'deeper'], []],
  ])('at %j are %j', (path, keys) => {
    expect(knownKeys(shape, path)).toEqual(keys);
  });
});
