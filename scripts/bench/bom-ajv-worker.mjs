/**
 * Validates the JSON documents that are named with Ajv and the official schema, as @cyclonedx/cyclonedx-library does. Its formats are left
 * out, which is in its favour.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const sbom = createRequire(new URL('../../packages/sbom/package.json', import.meta.url));
const { Ajv } = sbom('ajv');
const schemas = join(dirname(sbom.resolve('@cyclonedx/cyclonedx-library/package.json')), 'res/schema');
const read = (name) => JSON.parse(readFileSync(join(schemas, `${name}.SNAPSHOT.schema.json`), 'utf8'));

const ajv = new Ajv({ strict: false, validateFormats: false });
for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
  ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
}
const validate = ajv.compile(read('bom-1.6'));
for (const file of process.argv.slice(2)) {
  if (!validate(JSON.parse(readFileSync(file, 'utf8')))) throw new Error(`${file}: ${JSON.stringify(validate.errors)}`);
}
