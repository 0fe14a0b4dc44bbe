/**
 * Makes a document of COUNT components and writes it as CONTENDER does, text thrown away piece by piece; prints the CPU that took,
 * modules loaded, and how long the text was. `node sbom-write-worker.mjs CONTENDER COUNT`
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { renderJson, renderXml } from '../../packages/sbom/dist/index.js';

const [, , contender, count] = process.argv;
const total = Number(count);
const require = createRequire(new URL('../../packages/sbom/package.json', import.meta.url));
const CDX = contender.startsWith('library') ? require('@cyclonedx/cyclonedx-library') : undefined;

const digests = ['sha512', 'sha256'].map((alg) => createHash(alg).update('x').digest('hex'));
const purlOf = (index) => `pkg:npm/%40acme/package-${index}@1.${index}.0`;

function component(index) {
  const hashes = [
    { alg: 'SHA-512', content: digests[0] },
    { alg: 'SHA-256', content: digests[1] },
  ];
  const url = `https://registry.example/@acme/package-${index}/-/package-${index}-1.${index}.0.tgz`;
  return {
    type: 'library',
    'bom-ref': purlOf(index),
    publisher: 'Somebody <somebody@acme.example>',
    group: '@acme',
    name: `package-${index}`,
    version: `1.${index}.0`,
    description: 'Does one thing & does it "well"',
    scope: 'required',
    hashes,
    licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }],
    purl: purlOf(index),
    externalReferences: [
      { url, type: 'distribution', hashes },
      { url: `git+https://git.example/acme/package-${index}.git`, type: 'vcs' },
    ],
    evidence: {
      identity: [{ field: 'purl', confidence: 1, methods: [{ technique: 'hash-comparison', confidence: 1 }] }],
      occurrences: [{ location: 'package-lock.json', line: index + 1 }],
    },
    properties: [
      { name: 'assay:verdict', value: 'pass' },
      { name: 'assay:finding:integrity', value: 'proven integrity-proven' },
      { name: 'cdx:npm:package:path', value: `node_modules/@acme/package-${index}` },
    ],
  };
}

const dependency = (index) => ({ ref: purlOf(index), dependsOn: index === 0 ? [] : [purlOf(index >> 1)] });

function* each(make) {
  for (let index = 0; index < total; index++) yield make(index);
}

const document = (components, dependencies) => ({
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.7',
  serialNumber: 'urn:uuid:00000000-0000-8000-8000-000000000000',
  version: 1,
  metadata: { timestamp: '2026-01-01T00:00:00Z' },
  components,
  dependencies,
});

function lengthOf(chunks) {
  let length = 0;
  for (const chunk of chunks) length += chunk.length;
  return length;
}

/** The same facts in the library's own models; it has none for evidence. */
function libraryBom() {
  const { Models, Enums } = CDX;
  const bom = new Models.Bom({ serialNumber: 'urn:uuid:00000000-0000-8000-8000-000000000000' });
  const made = [];
  for (const plain of each(component)) {
    const hashes = () => new Models.HashDictionary(plain.hashes.map(({ alg, content }) => [alg, content]));
    const [distribution, vcs] = plain.externalReferences;
    const one = new Models.Component(Enums.ComponentType.Library, plain.name, {
      bomRef: plain['bom-ref'],
      publisher: plain.publisher,
      group: plain.group,
      version: plain.version,
      description: plain.description,
      scope: Enums.ComponentScope.Required,
      hashes: hashes(),
      licenses: new Models.LicenseRepository([new Models.SpdxLicense('MIT')]),
      purl: plain.purl,
      externalReferences: new Models.ExternalReferenceRepository([
        new Models.ExternalReference(distribution.url, Enums.ExternalReferenceType.Distribution, { hashes: hashes() }),
        new Models.ExternalReference(vcs.url, Enums.ExternalReferenceType.VCS),
      ]),
      properties: new Models.PropertyRepository(
        plain.properties.map(({ name, value }) => new Models.Property(name, value)),
      ),
    });
    if (made.length > 0) one.dependencies.add(made[made.length >> 1].bomRef);
    made.push(one);
    bom.components.add(one);
  }
  return bom;
}

const ours = () => document(each(component), each(dependency));
const contenders = {
  floor: () => JSON.stringify(document([...each(component)], [...each(dependency)])).length,
  json: () => lengthOf(renderJson(ours())),
  xml: () => lengthOf(renderXml(ours())),
  'json 1.6': () => lengthOf(renderJson({ ...ours(), specVersion: '1.6' })),
  'library json': () => {
    const { Serialize, Spec } = CDX;
    const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot7));
    return serializer.serialize(libraryBom(), { sortLists: false }).length;
  },
};

const before = process.cpuUsage();
const length = contenders[contender]();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (user + system) / 1000, length }));
