/** The readers of CycloneDX documents as targets of fuzzing. */

import { DocMap } from '@assay/documents';
import { bytesOf, mutateDocument, mutateJsonDocument, unlessProblem, type FuzzTarget } from '@assay/testkit';
import { parseBom } from '../read/parse-bom.js';

const json = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  version: 1,
  components: [
    {
      type: 'library',
      name: 'a',
      version: '1.0.0',
      purl: 'pkg:npm/a@1.0.0',
      hashes: [{ alg: 'SHA-256', content: 'ab'.repeat(32) }],
      licenses: [{ license: { id: 'MIT' } }],
    },
  ],
  dependencies: [{ ref: 'a', dependsOn: ['b'] }],
};

const xml =
  '<?xml version="1.0" encoding="UTF-8"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">\n' +
  '  <!-- a comment -->\n  <components>\n    <component type="library" bom-ref="a">\n      <name>a &amp; b</name>\n' +
  '      <version>1.0.0</version>\n      <hashes><hash alg="SHA-256">abab</hash></hashes>\n      <licenses><license><id>MIT</id></license></licenses>\n' +
  '      <description><![CDATA[<x>]]></description>\n    </component>\n  </components>\n</bom>\n';

/** Every reader of this package. */
export const sbomTargets: readonly FuzzTarget[] = [
  bom('CycloneDX JSON', JSON.stringify(json), mutateJsonDocument),
  bom('CycloneDX XML', xml, mutateDocument),
];

function bom(name: string, seed: string, mutate: FuzzTarget['mutate']): FuzzTarget {
  return { name, seeds: [bytesOf(seed)], mutate, opaque: [DocMap], read: (bytes) => unlessProblem(parseBom(bytes)) };
}
