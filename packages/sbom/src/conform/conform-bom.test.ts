import type { ConformityReport, ElementResult } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBom } from '../read/index.js';
import { checklistIds, conformBom } from './conform-bom.js';

type Json = Record<string, unknown>;

function conform(bom: Json, ids: readonly string[] = checklistIds): readonly ConformityReport[] {
  const text = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', ...bom });
  const result = parseBom(new TextEncoder().encode(text));
  if (!result.ok) throw new Error(result.problem.detail);
  return conformBom(result.bom, ids);
}

function element(bom: Json, id: string): ElementResult {
  const found = conform(bom)
    .flatMap(({ elements }) => elements)
    .find((each) => each.id === id);
  if (found === undefined) throw new Error(`no element ${id}`);
  return found;
}

const stateOf = (bom: Json, id: string) => element(bom, id).state;

const component: Json = {
  type: 'library',
  'bom-ref': 'a',
  name: 'a',
  version: '1',
  purl: 'pkg:npm/a@1',
  manufacturer: { name: 'A', url: ['https://a.example'] },
  licenses: [
    { license: { id: 'MIT', acknowledgement: 'declared' } },
    { license: { id: 'MIT', acknowledgement: 'concluded' } },
  ],
  hashes: [{ alg: 'SHA-256', content: 'ab' }],
  externalReferences: [
    { type: 'distribution', url: 'https://r.example/a.tgz', hashes: [{ alg: 'SHA-512', content: 'ab' }] },
    { type: 'source-distribution', url: 'https://r.example/a.git', hashes: [{ alg: 'SHA-256', content: 'ab' }] },
    { type: 'rfc-9116', url: 'https://a.example/.well-known/security.txt' },
  ],
  properties: [
    { name: 'bsi:component:filename', value: 'a-1.tgz' },
    { name: 'bsi:component:executable', value: 'non-executable' },
    { name: 'bsi:component:archive', value: 'archive' },
    { name: 'bsi:component:structured', value: 'structured' },
    { name: 'bsi:component:effectiveLicence', value: 'MIT' },
  ],
};

const main: Json = {
  type: 'application',
  'bom-ref': 'app',
  name: 'app',
  version: '1',
  manufacturer: { contact: [{ email: 'psirt@a.example' }] },
  licenses: [
    { expression: 'MIT', acknowledgement: 'concluded' },
    { license: { name: 'x', acknowledgement: 'declared' } },
  ],
  externalReferences: component['externalReferences'],
  properties: [{ name: 'bsi:component:effectiveLicense', value: 'MIT' }],
};

const full: Json = {
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  signature: { algorithm: 'ES256', value: 'x' },
  metadata: {
    timestamp: '2026-11-26T12:00:00Z',
    lifecycles: [{ phase: 'pre-build' }],
    tools: { components: [{ type: 'application', name: 'Assay', version: '1' }] },
    manufacturer: { name: 'Acme', url: ['https://acme.example'] },
    component: main,
  },
  components: [component],
  dependencies: [{ ref: 'app', dependsOn: ['a'] }, { ref: 'a' }],
  compositions: [{ aggregate: 'complete', dependencies: ['app', 'a'] }],
};

const without = (map: Json, key: string): Json =>
  Object.fromEntries(Object.entries(map).filter(([name]) => name !== key));
const metadata = full['metadata'] as Json;
const withMetadata = (given: Json): Json => ({ ...full, metadata: { ...metadata, ...given } });
const withComponent = (given: Json): Json => ({ ...full, components: [{ ...component, ...given }] });

describe('a document with everything', () => {
  it.each(checklistIds)('conforms to %s, with no element unmet', (id) => {
    const [report] = conform(full, [id]);
    expect(report?.elements.filter(({ state }) => state !== 'met').map((each) => each.id)).toEqual([]);
    expect(report?.conforms).toBe(true);
  });

  it('is answered in the order of the names, and names that are none are left out', () => {
    expect(conform(full, ['ntia', 'bsi', 'nist']).map(({ id }) => id)).toEqual(['ntia', 'bsi']);
  });

  it('conforms with XML’s tree as with JSON’s', () => {
    const xml = `<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"><metadata><timestamp>2026-11-26T12:00:00Z</timestamp><component type="application" bom-ref="app"><name>app</name></component></metadata><components><component type="library" bom-ref="a"><name>a</name><version>1</version></component></components><dependencies><dependency ref="app"><dependency ref="a"/></dependency></dependencies></bom>`;
    const result = parseBom(new TextEncoder().encode(xml));
    if (!result.ok) throw new Error(result.problem.detail);
    expect(conformBom(result.bom, ['cra'])[0]?.conforms).toBe(true);
  });
});

describe('every element', () => {
  const elements = conform({}).flatMap((report) => report.elements);

  it('has an id of its own, a section, and words on what to fill in unless every document that is read has it', () => {
    expect(new Set(elements.map(({ id }) => id)).size).toBe(elements.length);
    for (const { section, fill, state } of elements) {
      expect(section).not.toBe('');
      if (state !== 'met') expect(fill).toMatch(/\.$/);
    }
  });

  it('that is asked of components is not asked of a document without any, but of what it is about', () => {
    expect(stateOf({}, 'ntia-supplier')).toBe('not-applicable');
    expect(stateOf({ metadata: { component: main } }, 'bsi-component-name')).toBe('met');
  });

  it('of level must keeps the document from conforming, of another level not', () => {
    const report = (bom: Json, id: string) => conform(bom, [id])[0]?.conforms;
    expect(report(withMetadata({ timestamp: '' }), 'bsi')).toBe(false);
    expect(report(without(full, 'serialNumber'), 'bsi')).toBe(true);
  });
});

const unmet: readonly (readonly [string, string, Json])[] = [
  ['bsi-format', 'an older version', { ...full, specVersion: '1.5' }],
  ['bsi-vulnerabilities', 'a vulnerability', { ...full, vulnerabilities: [{ id: 'CVE-1' }] }],
  ['bsi-creator', 'a creator without address', withMetadata({ manufacturer: { name: 'Acme' } })],
  ['bsi-creator', 'an address that is none', withMetadata({ manufacturer: { contact: [{ email: 'a at b' }] } })],
  ['bsi-creator', 'a supplier alone', withMetadata({ manufacturer: {}, supplier: { url: ['https://a.example'] } })],
  ['bsi-creator', 'a URL of a script', withMetadata({ manufacturer: { url: ['javascript:1'] } })],
  ['bsi-timestamp', 'no time', withMetadata({ timestamp: 'yesterday' })],
  ['bsi-timestamp', 'an impossible time', withMetadata({ timestamp: '2026-13-45T99:00:00Z' })],
  ['bsi-uri', 'no serial number', without(full, 'serialNumber')],
  ['bsi-component-creator', 'nobody who can be reached', withComponent({ manufacturer: { name: 'A' } })],
  ['bsi-component-name', 'an empty name', withComponent({ name: ' ' })],
  ['bsi-component-version', 'a version that says nothing', withComponent({ version: 'NOASSERTION' })],
  ['bsi-dependencies', 'no line in the graph', { ...full, dependencies: [{ ref: 'app', dependsOn: ['a'] }] }],
  ['bsi-dependencies', 'no bom-ref', withComponent({ 'bom-ref': '' })],
  ['bsi-completeness', 'no composition', without(full, 'compositions')],
  [
    'bsi-completeness',
    'one that says nothing',
    { ...full, compositions: [{ aggregate: 'not_specified', assemblies: ['app', 'a'] }] },
  ],
  [
    'bsi-distribution-licences',
    'declared licences alone',
    withComponent({ licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }] }),
  ],
  [
    'bsi-original-licences',
    'concluded licences alone',
    withComponent({ licenses: [{ expression: 'MIT', acknowledgement: 'concluded' }] }),
  ],
  ['bsi-filename', 'a path', withComponent({ properties: [{ name: 'bsi:component:filename', value: 'dist/a.tgz' }] })],
  [
    'bsi-hash',
    'SHA-256 alone',
    withComponent({
      externalReferences: [
        { type: 'distribution', url: 'https://a.example', hashes: [{ alg: 'SHA-256', content: 'ab' }] },
      ],
    }),
  ],
  [
    'bsi-hash',
    'SHA-512 beside the reference',
    withComponent({ externalReferences: [], hashes: [{ alg: 'SHA-512', content: 'ab' }] }),
  ],
  [
    'bsi-executable',
    'another word',
    withComponent({ properties: [{ name: 'bsi:component:executable', value: 'maybe' }] }),
  ],
  ['bsi-archive', 'no word', withComponent({ properties: [] })],
  ['bsi-structured', 'no word', withComponent({ properties: [] })],
  ['bsi-source-uri', 'no reference', withComponent({ externalReferences: [] })],
  [
    'bsi-deployable-uri',
    'a reference without a URL',
    withComponent({ externalReferences: [{ type: 'distribution', url: '' }] }),
  ],
  ['bsi-identifiers', 'no identifier', withComponent({ purl: '' })],
  ['bsi-effective-licence', 'none', withComponent({ properties: [] })],
  ['bsi-source-hash', 'none', withComponent({ externalReferences: [] })],
  ['bsi-security-txt', 'none', withComponent({ externalReferences: [] })],
  ['ntia-supplier', 'nobody', withComponent({ manufacturer: {}, authors: [{ name: 'A' }] })],
  ['ntia-name', 'no name', withComponent({ name: '' })],
  ['ntia-version', 'no version', withComponent({ version: '' })],
  ['ntia-identifiers', 'no identifier', withComponent({ purl: '' })],
  ['ntia-dependencies', 'no relation', { ...full, dependencies: [{ ref: 'app', dependsOn: [] }] }],
  ['ntia-author', 'a tool alone', withMetadata({ manufacturer: {} })],
  ['ntia-timestamp', 'no time', withMetadata({ timestamp: '' })],
  ['ntia-depth', 'a document about nothing', withMetadata({ component: null })],
  ['ntia-known-unknowns', 'no composition', without(full, 'compositions')],
  ['cisa-author', 'nobody', withMetadata({ manufacturer: {} })],
  ['cisa-signature', 'none', without(full, 'signature')],
  ['cisa-context', 'none', withMetadata({ lifecycles: [] })],
  ['cisa-timestamp', 'none', withMetadata({ timestamp: '' })],
  ['cisa-tool-name', 'none', withMetadata({ tools: [] })],
  ['cisa-tool-version', 'none', withMetadata({ tools: [{ name: 'x' }] })],
  ['cisa-version', 'none', without(full, 'version')],
  ['cisa-name', 'none', withComponent({ name: '' })],
  ['cisa-component-version', 'none of the product', withMetadata({ component: without(main, 'version') })],
  ['cisa-producer', 'nobody', withComponent({ manufacturer: {} })],
  ['cisa-identifiers', 'none', withComponent({ purl: '' })],
  ['cisa-hash', 'none', withComponent({ hashes: [], externalReferences: [] })],
  ['cisa-license', 'none', withComponent({ licenses: [] })],
  ['cisa-dependencies', 'no line in the graph', { ...full, dependencies: [{ ref: 'app', dependsOn: ['a'] }] }],
  [
    'cisa-coverage',
    'incomplete dependencies',
    { ...full, compositions: [{ aggregate: 'incomplete', dependencies: ['app'] }] },
  ],
  ['cisa-unknowns', 'no composition', without(full, 'compositions')],
  ['cra-product', 'a product without a name', withMetadata({ component: without(main, 'name') })],
  ['cra-top-level', 'a dependency that is not there', { ...full, dependencies: [{ ref: 'app', dependsOn: ['b'] }] }],
  ['cra-top-level', 'components and no dependency', { ...full, dependencies: [{ ref: 'app' }] }],
  ['cra-names', 'no name', withComponent({ name: '' })],
  ['cra-versions', 'no version', withComponent({ version: '' })],
  ['cra-identifiers', 'no identifier', withComponent({ purl: '' })],
  ['cra-relationships', 'no line in the graph', { ...full, dependencies: [{ ref: 'app', dependsOn: ['a'] }] }],
  ['cra-manufacturer', 'nobody', withMetadata({ manufacturer: {}, component: without(main, 'manufacturer') })],
  ['cra-timestamp', 'no time', withMetadata({ timestamp: '' })],
];

describe('an element is not met', () => {
  it.each(unmet)('%s: with %s', (id, _what, bom) => {
    expect(stateOf(full, id)).toBe('met');
    expect(stateOf(bom, id)).toBe('not-met');
  });

  it('in one of these cases at least, each of them', () => {
    const always = ['ntia-automation', 'cisa-format', 'cra-format'];
    const all = conform(full).flatMap(({ elements }) => elements.map(({ id }) => id));
    expect(new Set([...unmet.map(([id]) => id), ...always])).toEqual(new Set(all));
  });
});

describe('what else counts', () => {
  it.each([
    ['ntia-author', 'a person', withMetadata({ manufacturer: {}, authors: [{ name: 'Jo' }] })],
    ['bsi-creator', 'a person’s address', withMetadata({ manufacturer: {}, authors: [{ email: 'jo@a.example' }] })],
    [
      'bsi-component-creator',
      'a supplier’s address',
      withComponent({ manufacturer: {}, supplier: { contact: [{ email: 'a@b.example' }] } }),
    ],
    [
      'bsi-component-creator',
      'an author’s address',
      withComponent({ manufacturer: {}, authors: [{ email: 'a@b.example' }] }),
    ],
    ['ntia-supplier', 'a publisher', withComponent({ manufacturer: {}, publisher: 'A' })],
    ['ntia-identifiers', 'a CPE', withComponent({ purl: '', cpe: 'cpe:2.3:a:a:a:1:*:*:*:*:*:*:*' })],
    ['ntia-identifiers', 'a SWID tag', withComponent({ purl: '', swid: { tagId: 'x', name: 'a' } })],
    ['ntia-identifiers', 'an intrinsic identifier', withComponent({ purl: '', swhid: ['swh:1:cnt:0'] })],
    [
      'bsi-source-uri',
      'a repository',
      withComponent({ externalReferences: [{ type: 'vcs', url: 'https://a.example' }] }),
    ],
    [
      'bsi-distribution-licences',
      'a licence of which it is not said who says so',
      withComponent({ licenses: [{ expression: 'MIT' }] }),
    ],
    [
      'bsi-distribution-licences',
      'what who makes the product declares of it',
      withMetadata({ component: { ...main, licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }] } }),
    ],
    [
      'bsi-completeness',
      'that it is unknown',
      { ...full, compositions: [{ aggregate: 'unknown', assemblies: ['app', 'a'] }] },
    ],
    [
      'cisa-tool-version',
      'a tool as 1.4 writes it',
      withMetadata({ tools: [{ vendor: 'x', name: 'x', version: '1' }] }),
    ],
    ['cisa-hash', 'a hash on the distribution', withComponent({ hashes: [] })],
    ['cra-top-level', 'a product without dependencies', { ...full, components: [], dependencies: [{ ref: 'app' }] }],
    [
      'cra-names',
      'an unnamed component that is no direct dependency',
      { ...full, components: [component, { type: 'library', 'bom-ref': 'b' }] },
    ],
  ])('%s: %s', (id, _what, bom) => {
    expect(stateOf(bom, id)).toBe('met');
  });

  it('is every nested component', () => {
    const nested = withComponent({
      components: [{ type: 'library', name: 'inner', components: [{ type: 'file', name: 'leaf' }] }],
    });
    expect(element(nested, 'ntia-name')).toMatchObject({ met: 4, of: 4 });
    expect(element(nested, 'ntia-version').missing).toEqual(['inner', 'leaf']);
  });

  it('is no file of what lies outside of the delivery', () => {
    const external = { ...full, specVersion: '1.7', components: [{ ...component, isExternal: true, properties: [] }] };
    expect(stateOf(external, 'bsi-filename')).toBe('not-applicable');
  });
});

describe('components that lack something', () => {
  it('are counted, and up to ten are named by purl, or by name and version', () => {
    const many = Array.from({ length: 25 }, (_, index) => ({
      type: 'library',
      group: 'g',
      name: `p${String(index)}`,
      version: '1',
    }));
    const found = element({ ...full, components: [component, ...many] }, 'ntia-identifiers');
    expect(found).toMatchObject({ met: 1, of: 26, state: 'not-met' });
    expect(found.missing).toHaveLength(10);
    expect(found.missing[0]).toBe('g/p0@1');
  });

  it('have names that are cut, so that none fills the report', () => {
    const [label = ''] = element(withComponent({ purl: '', name: 'x'.repeat(100_000) }), 'ntia-identifiers').missing;
    expect(label.length).toBeLessThan(210);
  });
});

describe('hostile documents', () => {
  it('with members of any type are answered, never thrown at', () => {
    const member = fc.anything({ withNullPrototype: true, maxDepth: 3 });
    const keys = [
      'metadata',
      'components',
      'dependencies',
      'compositions',
      'vulnerabilities',
      'version',
      'serialNumber',
      '__proto__',
    ];
    const inner = [
      'component',
      'tools',
      'authors',
      'manufacturer',
      'licenses',
      'hashes',
      'properties',
      'bom-ref',
      'externalReferences',
    ];
    const bom = fc.dictionary(
      fc.constantFrom(...keys),
      fc.oneof(
        member,
        fc.array(fc.dictionary(fc.constantFrom(...inner), member)),
        fc.dictionary(fc.constantFrom(...inner), member),
      ),
    );
    fc.assert(
      fc.property(bom, (given) => {
        const text = JSON.stringify({ ...given, bomFormat: 'CycloneDX', specVersion: '1.6' }, (_key, value: unknown) =>
          typeof value === 'bigint' || (typeof value === 'number' && Math.abs(value) > 1e15)
            ? 1
            : typeof value === 'string'
              ? value.toWellFormed()
              : value,
        );
        const result = parseBom(new TextEncoder().encode(text));
        if (result.ok) expect(conformBom(result.bom, checklistIds)).toHaveLength(4);
      }),
      { numRuns: 500 },
    );
  });

  it('with names of Object’s own members find nothing there', () => {
    const odd = {
      ...full,
      dependencies: [{ ref: '__proto__', dependsOn: ['constructor'] }],
      components: [{ ...component, 'bom-ref': 'toString' }],
    };
    expect(stateOf(odd, 'bsi-dependencies')).toBe('not-met');
  });

  it('with dependencies that go round in a circle, and refs that stand twice, are answered', () => {
    const circle = {
      ...full,
      components: [component, component],
      dependencies: [
        { ref: 'app', dependsOn: ['a', 'a'] },
        { ref: 'a', dependsOn: ['app', 'a'] },
      ],
    };
    expect(stateOf(circle, 'cra-top-level')).toBe('met');
  });
});
