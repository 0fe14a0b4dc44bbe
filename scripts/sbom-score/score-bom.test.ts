import { expect, test } from 'vitest';
import { scoreBom } from './score-bom.mjs';

type Json = Record<string, unknown>;

const component = (changes: Json = {}): Json => ({
  type: 'library',
  'bom-ref': 'b',
  name: 'left',
  version: '1.0.0',
  purl: 'pkg:npm/left@1.0.0',
  cpe: 'cpe:2.3:a:left:left:1.0.0:*:*:*:*:*:*:*',
  hashes: [{ alg: 'SHA-512', content: 'ab' }],
  supplier: { name: 'Left & Co', url: ['https://left.example'] },
  licenses: [
    { license: { id: 'MIT', acknowledgement: 'declared' } },
    { license: { id: 'MIT', acknowledgement: 'concluded' } },
  ],
  externalReferences: [{ type: 'vcs', url: 'https://git.example/left' }],
  ...changes,
});

/** A document to which nothing lacks. */
const full = (changes: Json = {}, metadata: Json = {}): Json => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  metadata: {
    timestamp: '2026-01-02T03:04:05Z',
    authors: [{ name: 'A. Maintainer' }],
    tools: { components: [{ type: 'application', name: 'tool', version: '1' }] },
    supplier: { name: 'Shop', url: ['https://shop.example'] },
    lifecycles: [{ phase: 'build' }],
    licenses: [{ license: { id: 'CC0-1.0' } }],
    component: component({ 'bom-ref': 'a', type: 'application' }),
    ...metadata,
  },
  components: [component()],
  dependencies: [
    { ref: 'a', dependsOn: ['b'] },
    { ref: 'b', dependsOn: ['a'] },
  ],
  compositions: [{ aggregate: 'complete', assemblies: ['a', 'b'] }],
  signature: { algorithm: 'ES256', value: 'ab', publicKey: { kty: 'EC' } },
  ...changes,
});

test('a document to which nothing lacks has the full score of every engine', () => {
  const { published, program, classic, components } = scoreBom(full());
  expect([published, program, classic, components]).toEqual([10, 10, 10, 2]);
});

const lacks = (changes: Json) => full({ components: [component(changes)] });

test.each<[feature: string, bom: Json]>([
  ['published/identification/comp_with_name', lacks({ name: ' ' })],
  ['published/identification/comp_with_version', lacks({ version: undefined })],
  ['published/identification/comp_with_local_id', lacks({ 'bom-ref': undefined })],
  ['published/integrity/comp_with_checksums', lacks({ hashes: [] })],
  ['published/integrity/comp_with_sha256', lacks({ hashes: [{ alg: 'SHA-1', content: 'ab' }] })],
  ['program/integrity/comp_with_strong_checksums', lacks({ hashes: [{ alg: 'MD5', content: 'ab' }] })],
  ['program/integrity/comp_with_weak_checksums', lacks({ hashes: [{ alg: 'MD5', content: 'ab' }] })],
  ['published/completeness/comp_with_dependencies', full({ dependencies: [{ ref: 'a', dependsOn: ['b'] }] })],
  [
    'published/completeness/sbom_completeness_declared',
    full({ compositions: [{ aggregate: 'complete', assemblies: ['a'] }] }),
  ],
  ['published/completeness/comp_with_source_code', lacks({ externalReferences: [] })],
  ['published/completeness/comp_with_supplier', lacks({ supplier: undefined })],
  ['published/completeness/comp_with_purpose', lacks({ type: undefined })],
  ['published/licensing_and_compliance/comp_with_licenses', lacks({ licenses: [] })],
  ['published/licensing_and_compliance/comp_with_valid_licenses', lacks({ licenses: [{ license: { name: 'Own' } }] })],
  [
    'published/licensing_and_compliance/comp_no_deprecated_licenses',
    lacks({ licenses: [{ license: { id: 'GPL-2.0' } }] }),
  ],
  [
    'published/licensing_and_compliance/comp_no_restrictive_licenses',
    lacks({ licenses: [{ expression: 'MIT OR GPL-2.0-only' }] }),
  ],
  [
    'published/licensing_and_compliance/comp_with_declared_licenses',
    lacks({ licenses: [{ license: { id: 'MIT', acknowledgement: 'concluded' } }] }),
  ],
  ['program/licensing_and_compliance/comp_with_licenses', lacks({ licenses: [{ license: { id: 'MIT' } }] })],
  ['published/vulnerability_and_traceability/comp_with_purl', lacks({ purl: 'left' })],
  ['published/vulnerability_and_traceability/comp_with_cpe', lacks({ cpe: undefined })],
  ['classic/quality/comp_valid_licenses', lacks({ licenses: [{ license: { name: 'LicenseRef-own' } }] })],
  ['classic/quality/comp_with_primary_purpose', lacks({ type: 'machine-learning-model' })],
  ['classic/quality/comp_with_multi_vuln_lookup_id', lacks({ cpe: undefined })],
  ['classic/quality/comp_with_any_vuln_lookup_id', lacks({ cpe: undefined, purl: undefined })],
  ['classic/quality/comp_with_deprecated_licenses', lacks({ licenses: [{ license: { id: 'LGPL-2.1' } }] })],
  ['classic/quality/comp_with_restrictive_licenses', lacks({ licenses: [{ license: { id: 'LGPL-2.1' } }] })],
  ['classic/NTIA-minimum-elements/comp_with_supplier', lacks({ supplier: { name: '' } })],
  ['classic/semantic/comp_with_licenses', lacks({ licenses: [{ expression: 'NONE' }] })],
  ['classic/semantic/comp_with_checksums', lacks({ hashes: undefined })],
  ['classic/bsi-v1.1/comp_with_executable_uri', lacks({ externalReferences: [] })],
])('%s is half where one of two components lacks it', (feature, bom) => {
  expect(scoreBom(bom).features[feature]).toBe(feature.endsWith('executable_uri') ? 0 : 5);
});

test.each<[feature: string, bom: Json]>([
  ['published/provenance/sbom_creation_timestamp', full({}, { timestamp: 'yesterday' })],
  ['published/provenance/sbom_authors', full({}, { authors: [] })],
  ['published/provenance/sbom_tool_version', full({}, { tools: [{ name: 'tool' }] })],
  ['published/provenance/sbom_supplier', full({}, { supplier: { name: 'Shop' } })],
  ['published/provenance/sbom_namespace', full({ serialNumber: undefined })],
  ['published/provenance/sbom_lifecycle', full({}, { lifecycles: undefined })],
  ['published/integrity/sbom_signature', full({ signature: undefined })],
  ['published/completeness/sbom_primary_component', full({}, { component: undefined })],
  ['published/licensing_and_compliance/sbom_data_license', full({}, { licenses: [{ license: { name: 'Ours' } }] })],
  ['published/structural/sbom_spec_declared', full({ bomFormat: undefined })],
  ['published/structural/sbom_spec_version', full({ specVersion: '9.9' })],
  ['classic/semantic/sbom_required_fields', full({ dependencies: [{ ref: '' }] })],
  ['classic/NTIA-minimum-elements/sbom_dependencies', full({ dependencies: [{ ref: 'a', dependsOn: ['z'] }] })],
  ['classic/NTIA-minimum-elements/sbom_authors', full({}, { authors: [], tools: [] })],
  ['classic/quality/sbom_with_creator_and_version', full({}, { tools: undefined })],
  ['classic/quality/sbom_with_primary_component', full({}, { component: component({ 'bom-ref': undefined }) })],
  ['classic/sharing/sbom_sharable', full({}, { licenses: [{ license: { id: 'MIT' } }] })],
  ['classic/bsi-v2.0/sbom_with_vuln', full({ vulnerabilities: [{ id: 'CVE-2026-0001' }] })],
  ['classic/bsi-v2.0/sbom_build_process', full({}, { lifecycles: [{ phase: 'pre-build' }] })],
])('%s is nothing where the document lacks it', (feature, bom) => {
  expect(scoreBom(bom).features[feature]).toBe(0);
});

test('a document that its schema refuses loses what that weighs', () => {
  expect(scoreBom(full(), { schemaValid: false }).features['published/structural/sbom_schema_valid']).toBe(0);
  expect(scoreBom(full(), { schemaValid: false }).published).toBeCloseTo(10 - (10 * 0.2 * 8) / 82, 6);
});

test('a signature without a key counts half', () => {
  const unkeyed = full({ signature: { algorithm: 'ES256', value: 'ab' } });
  expect(scoreBom(unkeyed).features['published/integrity/sbom_signature']).toBe(5);
});

test('the specification takes a declared licence for a licence, the program only a concluded one', () => {
  const declared = lacks({ licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }] });
  expect(scoreBom(declared).features['published/licensing_and_compliance/comp_with_licenses']).toBe(10);
  expect(scoreBom(declared).features['program/licensing_and_compliance/comp_with_licenses']).toBe(5);
});

test('before CycloneDX 1.6 a licence whose acknowledgement is not said is a concluded one', () => {
  const plain = { ...lacks({ licenses: [{ license: { id: 'MIT' } }] }), specVersion: '1.5' };
  expect(scoreBom(plain).features['program/licensing_and_compliance/comp_with_licenses']).toBe(10);
});

test('nested components count, and the same bom-ref counts once', () => {
  const nested = full({ components: [component({ components: [component({ 'bom-ref': 'c' }), component()] })] });
  expect(scoreBom(nested).components).toBe(3);
});

test('the classic engine counts what does not apply as nothing, the one of 2.0 leaves it out', () => {
  const empty = scoreBom({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: {} });
  expect(empty.features['classic/NTIA-minimum-elements/comp_with_name']).toBeNull();
  expect(empty.classic).toBeCloseTo((4 * 10 + 5) / 23, 6);
});
