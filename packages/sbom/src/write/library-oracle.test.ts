import * as CDX from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import type { Bom, Component, SpecVersion } from '../cyclonedx/index.js';
import { renderJson } from './render-json.js';
import { renderXml } from './render-xml.js';
import { parseBom } from '../read/parse-bom.js';
import { plainValue } from '../testing/plain-value.js';

/** What @cyclonedx/cyclonedx-library models too, its serializer must write as we do. */

const { Enums, Models, Serialize, Spec } = CDX;
const specs = { '1.6': Spec.Spec1dot6, '1.7': Spec.Spec1dot7 };
const digest = 'ab'.repeat(32);
const text = 'a <b> & "c" \u2028 😀 \\ \t';

const ours: Component = {
  type: 'library',
  'bom-ref': 'pkg:npm/%40acme/a@1.0.0',
  supplier: { name: text, url: ['https://acme.example/'] },
  publisher: text,
  group: '@acme',
  name: 'a',
  version: '1.0.0',
  description: text,
  scope: 'optional',
  hashes: [{ alg: 'SHA-256', content: digest }],
  licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }, { license: { name: text } }],
  copyright: text,
  externalReferences: [
    {
      type: 'distribution',
      url: 'https://r.example/a.tgz',
      comment: text,
      hashes: [{ alg: 'SHA-256', content: digest }],
    },
  ],
  properties: [{ name: 'assay:verdict', value: text }],
};

function theirs(): InstanceType<typeof Models.Component> {
  const hashes = (): InstanceType<typeof Models.HashDictionary> =>
    new Models.HashDictionary([[Enums.HashAlgorithm['SHA-256'], digest]]);
  const { Declared } = Enums.LicenseAcknowledgement;
  return new Models.Component(Enums.ComponentType.Library, 'a', {
    bomRef: 'pkg:npm/%40acme/a@1.0.0',
    supplier: new Models.OrganizationalEntity({ name: text, url: new Set(['https://acme.example/']) }),
    publisher: text,
    group: '@acme',
    version: '1.0.0',
    description: text,
    scope: Enums.ComponentScope.Optional,
    hashes: hashes(),
    licenses: new Models.LicenseRepository([
      new Models.SpdxLicense('MIT', { acknowledgement: Declared }),
      new Models.NamedLicense(text),
    ]),
    copyright: text,
    externalReferences: new Models.ExternalReferenceRepository([
      new Models.ExternalReference('https://r.example/a.tgz', Enums.ExternalReferenceType.Distribution, {
        comment: text,
        hashes: hashes(),
      }),
    ]),
    properties: new Models.PropertyRepository([new Models.Property('assay:verdict', text)]),
  });
}

function libraryJson(version: SpecVersion): string {
  const bom = new Models.Bom();
  bom.components.add(theirs());
  return new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(specs[version])).serialize(bom);
}

function componentsIn(document: string): unknown {
  const result = parseBom(new TextEncoder().encode(document));
  if (!result.ok) throw new Error(result.problem.detail);
  return (plainValue(result.bom.root) as { readonly components: unknown }).components;
}

describe.each(['1.6', '1.7'] as const)('CycloneDX %s', (specVersion) => {
  const bom: Bom = {
    bomFormat: 'CycloneDX',
    specVersion,
    serialNumber: 'urn:uuid:00000000-0000-8000-8000-000000000000',
    version: 1,
    metadata: { timestamp: '2026-01-01T00:00:00Z' },
    components: [ours],
    dependencies: [],
  };

  it("the library's JSON means what ours means", () => {
    expect(componentsIn([...renderJson(bom)].join(''))).toEqual(componentsIn(libraryJson(specVersion)));
  });

  it("our XML means what the library's JSON means", () => {
    expect(componentsIn([...renderXml(bom)].join(''))).toEqual(componentsIn(libraryJson(specVersion)));
  });
});
