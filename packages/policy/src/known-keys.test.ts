import { describe, expect, it } from 'vitest';
import { knownKeys } from './known-keys.js';
import { policyShape } from './shape.js';
import { vocabulary } from './testing/vocabulary.js';

const shape = policyShape(vocabulary);

describe('the keys that a policy may have', () => {
  it.each([
    [
      [],
      [
        'version',
        'registries',
        'rules',
        'waivers',
        'publishers',
        'attestations',
        'builders',
        'gems',
        'installScripts',
        'releaseAge',
        'namesakes',
        'licensePackages',
        'sbom',
        'gate',
        'limits',
        'acceptGaps',
        'allowEmpty',
      ],
    ],
    [
      ['registries', 3],
      ['ecosystem', 'url', 'names', 'redirects', 'aliases', 'insecure', 'keys'],
    ],
    [
      ['rules', 0],
      ['select', 'checks', 'harden'],
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
    [['installScripts'], ['allow']],
    [['releaseAge'], ['minimum', 'except']],
    [
      ['namesakes', 0],
      ['purl', 'registries'],
    ],
    [
      ['installScripts', 'allow', 0],
      ['purl', 'scripts'],
    ],
    [['sbom'], ['project', 'manufacturer', 'supplier', 'authors', 'parts', 'suppliers', 'licenses']],
    [
      ['sbom', 'authors', 0],
      ['name', 'email', 'url'],
    ],
    [
      ['gate'],
      [
        'signers',
        'maxAge',
        'depth',
        'policies',
        'verifiers',
        'links',
        'sbom',
        'waivers',
        'warnings',
        'clockSkew',
        'denied',
      ],
    ],
    [
      ['gate', 'denied'],
      ['signers', 'feed', 'maxAge', 'url'],
    ],
    [['waivers'], []],
    [['version'], []],
    [['none', 'deeper'], []],
  ])('at %j are %j', (path, keys) => {
    expect(knownKeys(shape, path)).toEqual(keys);
  });

  const publishers = [
    { purl: 'x', allow: [{ kind: 'registry-key' }, { kind: 'nobody' }, 7] },
    { purl: 'x', kind: 'email' },
    { purl: 'x' },
    7,
  ];
  it.each([
    [
      ['publishers', 0],
      ['purl', 'allow'],
    ],
    [
      ['publishers', 0, 'allow', 0],
      ['kind', 'keyIds', 'versions', 'since', 'until'],
    ],
    [['publishers', 0, 'allow', 1], []],
    [['publishers', 0, 'allow', 2], []],
    [['publishers', 0, 'allow', 3], []],
    [
      ['publishers', 1],
      ['purl', 'kind', 'email', 'issuer', 'versions', 'since', 'until'],
    ],
    [['publishers', 2], []],
    [['publishers', 3], []],
    [['publishers', 3, 'allow'], []],
    [['publishers', 4], []],
  ])('of a mapping that may be one of several, at %j, are %j', (path, keys) => {
    expect(knownKeys(shape, path, { publishers })).toEqual(keys);
  });
});
