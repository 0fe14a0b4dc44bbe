import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bom, Component } from '../cyclonedx/index.js';
import { parseBom, type ReadBom } from '../read/index.js';
import { anyBom } from '../testing/any-bom.js';
import { renderJson, renderXml } from '../write/index.js';
import { diffBoms } from './diff-boms.js';
import { renderBomDiff } from './render-bom-diff.js';

function readBom(text: string): ReadBom {
  const result = parseBom(new TextEncoder().encode(text));
  if (!result.ok) throw new Error(result.problem.detail);
  return result.bom;
}

const bomOf = (parts: object): ReadBom =>
  readBom(JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...parts }));

const withComponents = (...components: object[]): ReadBom => bomOf({ components });

const sha = (digit: string): object[] => [{ alg: 'SHA-256', content: digit.repeat(64) }];

const a = { type: 'library', name: 'a', version: '1.0.0', purl: 'pkg:npm/a@1.0.0' };

const codesOf = (before: ReadBom, after: ReadBom): string[] =>
  diffBoms(before, after).differences.map(({ code }) => code);

describe('what is no difference', () => {
  it('order, bom-refs, serial numbers, times, tools, versions and formats', () => {
    const b = { type: 'library', name: 'b', version: '1', purl: 'pkg:npm/b@1' };
    const before = bomOf({
      serialNumber: 'urn:uuid:1',
      metadata: { timestamp: '2026-01-01T00:00:00Z', tools: [{ name: 'one' }] },
      components: [
        { ...a, 'bom-ref': '1' },
        { ...b, 'bom-ref': '2' },
      ],
      dependencies: [{ ref: '1', dependsOn: ['2'] }],
    });
    const after = bomOf({
      serialNumber: 'urn:uuid:2',
      version: 3,
      specVersion: '1.7',
      metadata: { timestamp: '2027-01-01T00:00:00Z', tools: { components: [{ type: 'application', name: 'two' }] } },
      components: [
        { ...b, 'bom-ref': 'x' },
        { ...a, 'bom-ref': 'y' },
      ],
      dependencies: [{ ref: 'x' }, { ref: 'y', dependsOn: ['x'] }],
    });
    expect(diffBoms(before, after).differences).toEqual([]);
  });

  it('two spellings of one purl, and a scope that is the one which the specification assumes', () => {
    const one = { type: 'library', name: '@x/y', purl: 'pkg:npm/%40x/y@1.0.0', scope: 'required' };
    const other = { type: 'library', group: '@x', name: 'y', purl: 'pkg:NPM/@x/y@1.0.0' };
    expect(codesOf(withComponents(one), withComponents(other))).toEqual([]);
  });

  it('a nested component and one that is not', () => {
    const nested = withComponents({ type: 'application', name: 'app', components: [a] });
    expect(codesOf(nested, withComponents({ type: 'application', name: 'app' }, a))).toEqual([]);
  });

  it('any document is the same as itself, in either format and any order', () => {
    fc.assert(
      fc.property(anyBom('1.7'), (bom) => {
        const json = readBom([...renderJson(bom)].join(''));
        const turned = {
          ...bom,
          components: [...bom.components].reverse(),
          dependencies: [...bom.dependencies].reverse(),
        };
        expect(diffBoms(json, readBom([...renderJson(turned as Bom)].join(''))).differences).toEqual([]);
        const xml = readBom([...renderXml(bom)].join(''));
        expect(diffBoms(xml, readBom([...renderXml(turned as Bom)].join(''))).differences).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('components', () => {
  it('another hash of the same version comes first', () => {
    const before = withComponents({ ...a, hashes: sha('a') }, { type: 'library', name: 'gone' });
    const after = withComponents({ ...a, hashes: sha('b') }, { type: 'library', name: 'new' });
    const { differences } = diffBoms(before, after);
    expect(differences[0]).toEqual({
      code: 'hash-changed',
      component: 'pkg:npm/a@1.0.0',
      what: 'SHA-256',
      before: ['a'.repeat(64)],
      after: ['b'.repeat(64)],
    });
    expect(differences.slice(1).map(({ code }) => code)).toEqual(['component-added', 'component-removed']);
  });

  it('one of several files of a release that was replaced is another hash; one more is not', () => {
    const files = (...digits: string[]): object => ({
      ...a,
      externalReferences: digits.map((digit) => ({
        type: 'distribution',
        url: 'https://r.example/a',
        hashes: sha(digit),
      })),
    });
    expect(codesOf(withComponents(files('a', 'b')), withComponents(files('b', 'c')))).toEqual(['hash-changed']);
    expect(codesOf(withComponents(files('a')), withComponents(files('a', 'b')))).toEqual(['hash-added']);
    expect(codesOf(withComponents(files('a', 'b')), withComponents(files('a')))).toEqual(['hash-removed']);
  });

  it('the spelling of a hash is no difference', () => {
    const upper = [{ alg: 'SHA-256', content: 'A'.repeat(64) }];
    expect(codesOf(withComponents({ ...a, hashes: sha('a') }), withComponents({ ...a, hashes: upper }))).toEqual([]);
  });

  it('another version has other hashes and other addresses: that is said once', () => {
    const at = (version: string, host = 'r.example'): object => ({
      ...a,
      version,
      purl: `pkg:npm/a@${version}`,
      hashes: sha(version.slice(0, 1)),
      externalReferences: [{ type: 'distribution', url: `https://${host}/a-${version}.tgz` }],
    });
    const { differences } = diffBoms(withComponents(at('1.0.0')), withComponents(at('2.0.0')));
    expect(differences).toEqual([
      { code: 'version-changed', component: 'pkg:npm/a@2.0.0', before: ['1.0.0'], after: ['2.0.0'] },
    ]);
    expect(codesOf(withComponents(at('1.0.0')), withComponents(at('2.0.0', 'evil.example')))).toEqual([
      'source-changed',
      'version-changed',
    ]);
  });

  it('of several versions of a package the equal ones meet', () => {
    const at = (version: string): object => ({ ...a, version, purl: `pkg:npm/a@${version}` });
    const before = withComponents(at('1'), at('2'), at('3'));
    const after = withComponents(at('3'), at('1'), at('4'));
    expect(diffBoms(before, after).differences).toEqual([
      { code: 'version-changed', component: 'pkg:npm/a@4', before: ['2'], after: ['4'] },
    ]);
  });

  it('duplicates count', () => {
    expect(codesOf(withComponents(a, a), withComponents(a))).toEqual(['component-removed']);
    const [one, other] = [
      { ...a, hashes: sha('a') },
      { ...a, hashes: sha('b') },
    ];
    expect(codesOf(withComponents(one, other), withComponents(other, one))).toEqual([]);
  });

  it('tools that state no purl are matched by group and name, then by CPE', () => {
    const plain = { type: 'library', name: 'a', version: '1.0.0' };
    expect(codesOf(withComponents(a), withComponents(plain))).toEqual([]);
    expect(codesOf(withComponents(plain), withComponents(a))).toEqual([]);
    const cpe = 'cpe:2.3:a:x:y:1:*:*:*:*:*:*:*';
    expect(
      codesOf(withComponents({ type: 'library', name: 'x', cpe }), withComponents({ type: 'library', name: 'y', cpe })),
    ).toEqual([]);
  });

  it('packages of two ecosystems are two packages, whatever they are called', () => {
    const gem = { type: 'library', name: 'a', version: '1.0.0', purl: 'pkg:gem/a@1.0.0' };
    expect(codesOf(withComponents(a), withComponents(gem))).toEqual(['component-added', 'component-removed']);
  });

  it('licences, parties, scope, sources, signers, verdicts and findings are compared', () => {
    const before = {
      ...a,
      licenses: [{ license: { id: 'MIT' } }],
      publisher: 'Somebody',
      supplier: { name: 'S' },
      scope: 'optional',
      externalReferences: [{ type: 'vcs', url: 'https://git.example/a' }],
      properties: [
        { name: 'assay:verdict', value: 'pass' },
        { name: 'assay:finding:provenance', value: 'proven ok' },
        { name: 'assay:signed:provenance:by', value: 'https://git.example/a' },
      ],
    };
    const after = {
      ...a,
      licenses: [{ expression: 'GPL-3.0-only' }],
      publisher: 'Somebody else',
      supplier: { name: 'T' },
      externalReferences: [{ type: 'vcs', url: 'https://git.example/fork' }],
      properties: [
        { name: 'assay:verdict', value: 'fail' },
        { name: 'assay:finding:provenance', value: 'refuted other' },
        { name: 'assay:signed:provenance:by', value: 'https://git.example/fork' },
      ],
    };
    expect(codesOf(withComponents(before), withComponents(after))).toEqual([
      'signer-changed',
      'verdict-changed',
      'finding-changed',
      'source-changed',
      'party-changed',
      'party-changed',
      'license-changed',
      'scope-changed',
    ]);
    expect(codesOf(withComponents(a), withComponents({ ...a, properties: before.properties.slice(2) }))).toEqual([
      'signer-added',
    ]);
  });

  it('what is not there is as much of a difference as what is other: a signer that is lost is loud', () => {
    const signed = { ...a, properties: [{ name: 'assay:signed:provenance:by', value: 'x' }] };
    expect(codesOf(withComponents(signed), withComponents(a))).toEqual(['signer-changed']);
  });
});

describe('the document', () => {
  it('edges are compared by the packages they lead to, and a new version is no new edge', () => {
    const c = { type: 'library', name: 'c', version: '1', purl: 'pkg:npm/c@1' };
    const graph = (components: object[], dependsOn: string[]): ReadBom =>
      bomOf({ components, dependencies: [{ ref: 'a', dependsOn }] });
    const before = graph(
      [
        { ...a, 'bom-ref': 'a' },
        { ...c, 'bom-ref': 'c' },
      ],
      ['c'],
    );
    const newer = { ...c, version: '2', purl: 'pkg:npm/c@2', 'bom-ref': 'c2' };
    expect(codesOf(before, graph([{ ...a, 'bom-ref': 'a' }, newer], ['c2']))).toEqual(['version-changed']);
    expect(
      diffBoms(
        before,
        graph(
          [
            { ...a, 'bom-ref': 'a' },
            { ...c, 'bom-ref': 'c' },
          ],
          [],
        ),
      ).differences,
    ).toEqual([{ code: 'dependencies-changed', component: 'pkg:npm/a@1.0.0', before: ['pkg:npm/c@1'], after: [] }]);
  });

  it('its subject, what it says of itself and how complete it claims to be are compared', () => {
    const document = (name: string, supplier: string, aggregate: string): ReadBom =>
      bomOf({
        metadata: { component: { type: 'application', name, 'bom-ref': 'app' }, supplier: { name: supplier } },
        compositions: [{ aggregate, dependencies: ['app'] }],
      });
    expect(codesOf(document('a', 'S', 'complete'), document('b', 'T', 'incomplete'))).toEqual([
      'subject-changed',
      'completeness-changed',
      'metadata-changed',
    ]);
  });

  it('names that objects have, nonsense and wrong types do no harm', () => {
    const strange = bomOf({
      components: [
        { name: '__proto__', purl: '__proto__', 'bom-ref': 'constructor' },
        { name: 1, hashes: 'x', licenses: [null, 1], properties: {}, components: [[]] },
        'text',
      ],
      dependencies: [{ ref: '__proto__', dependsOn: [1, '__proto__'] }, 1],
      compositions: 'x',
      metadata: [],
    });
    expect(codesOf(strange, strange)).toEqual([]);
    expect(codesOf(bomOf({}), strange)).toEqual(['component-added', 'component-added']);
  });

  it('a hundred thousand copies of one component are compared in one go', () => {
    const many = withComponents(...Array.from({ length: 100_000 }, () => a));
    expect(diffBoms(many, withComponents(a)).differences).toHaveLength(99_999);
  });
});

describe('renderBomDiff', () => {
  it('says that two documents say the same', () => {
    expect(renderBomDiff(diffBoms(withComponents(a), withComponents(a)))).toEqual([
      'The documents say the same (1 and 1 components).',
    ]);
  });

  it('groups what differs by kind, each with its sentence', () => {
    const components: Component[] = [{ ...a, type: 'library', hashes: [{ alg: 'SHA-1', content: 'cd'.repeat(20) }] }];
    const other = [{ ...components[0], hashes: [{ alg: 'SHA-1', content: 'ab'.repeat(20) }] }];
    expect(renderBomDiff(diffBoms(withComponents(...components), withComponents(...other)))).toEqual([
      '1 difference (1 and 1 components).',
      '',
      'hash-changed (1): The same package in the same version has other bytes.',
      '  pkg:npm/a@1.0.0: SHA-1',
      `    - ${'cd'.repeat(20)}`,
      `    + ${'ab'.repeat(20)}`,
    ]);
  });
});
