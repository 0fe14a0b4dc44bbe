import { expect, test } from 'vitest';
import { statedFacts } from './stated-facts.mjs';

const facts = (bom: Record<string, unknown>): Record<string, number> =>
  Object.fromEntries(statedFacts(bom) as Map<string, number>);

test('a fact of components is named by where it stands and counted once a component', () => {
  const hashes = [{ alg: 'SHA-512', content: 'ab' }];
  const components = [{ name: 'a', hashes }, { name: 'b', hashes }, { name: 'c' }];
  expect(facts({ components })).toEqual({ component: 3, 'component.name': 3, 'component.hashes[SHA-512]': 2 });
});

test('what is nested in a component is a component, and that there is nesting is a fact', () => {
  const stated = facts({ components: [{ name: 'a', components: [{ name: 'b' }] }] });
  expect(stated).toEqual({ component: 2, 'component.name': 2, 'component.components': 1 });
});

test('kinds of references, properties, licences and purl qualifiers are part of the name, values are not', () => {
  const component = {
    purl: 'pkg:npm/a@1?vcs_url=git%2Bhttps%3A%2F%2Fgit.example',
    externalReferences: [{ type: 'vcs', url: 'https://git.example' }],
    properties: [{ name: 'cdx:npm:package:path', value: 'node_modules/a' }],
    licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }],
  };
  expect(Object.keys(facts({ components: [component] }))).toEqual(
    expect.arrayContaining([
      'component.purl',
      'component.purl?vcs_url',
      'component.externalReferences[vcs].url',
      'component.properties[cdx:npm:package:path]',
      'component.licenses[id].license.acknowledgement',
    ]),
  );
});

test('every edge of the graph counts', () => {
  const dependencies = [{ ref: 'a', dependsOn: ['b', 'c'] }, { ref: 'b', dependsOn: ['c'] }, { ref: 'c' }];
  expect(facts({ dependencies })).toEqual({ 'dependencies.dependsOn': 3, 'dependencies.ref': 3 });
});

test('what is empty is not stated', () => {
  expect(facts({ metadata: { component: { name: 'a', group: '', author: null } } })).toEqual({
    metadata: 1,
    'metadata.component': 1,
    'metadata.component.name': 1,
  });
});
