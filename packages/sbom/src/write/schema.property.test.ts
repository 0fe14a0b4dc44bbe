import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasClient, officialBomSchema, temporaryFolder } from '@assay/testkit';
import { anyBom } from '../testing/any-bom.js';
import { renderJson } from './render-json.js';
import { renderXml } from './render-xml.js';

/** What is written is valid by the official schemas, read by validators of others. */

const schemas = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
);

function schemaOf(name: string): object {
  return JSON.parse(new TextDecoder().decode(officialBomSchema(name))) as object;
}

function validatorOf(version: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: false });
  ajv.addFormat('date-time', (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text));
  ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+$/);
  ajv.addFormat('iri-reference', /^[^\s<>"{}|\\^`]*$/);
  ajv.addFormat('uri', /^[^\s]*$/);
  ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
  for (const other of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    ajv.addSchema(schemaOf(`${other}.schema.json`), `http://cyclonedx.org/schema/${other}.SNAPSHOT.schema.json`);
  }
  return ajv.compile(schemaOf(`bom-${version}.schema.json`));
}

describe.each(['1.6', '1.7'] as const)('CycloneDX %s', (version) => {
  it('every document that is written as JSON is valid by the official schema', () => {
    const validate = validatorOf(version);
    fc.assert(
      fc.property(anyBom(version), (bom) => {
        validate(JSON.parse([...renderJson(bom)].join('')));
        expect(validate.errors ?? []).toEqual([]);
      }),
    );
  });

  it.skipIf(!hasClient('xmllint'))(
    'every document that is written as XML is valid by the official XSD (xmllint)',
    async () => {
      await using folder = await temporaryFolder();
      const files = fc.sample(anyBom(version), { numRuns: 100, seed: 1 }).map((bom, index) => {
        const file = join(folder.path, `${index}.xml`);
        writeFileSync(file, [...renderXml(bom)].join(''));
        return file;
      });
      const schema = join(schemas, `bom-${version}.SNAPSHOT.xsd`);
      const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...files], {
        encoding: 'utf8',
      });
      expect(stderr.split('\n').filter((line) => line !== '' && !line.endsWith(' validates'))).toEqual([]);
      expect(status).toBe(0);
    },
  );
});
