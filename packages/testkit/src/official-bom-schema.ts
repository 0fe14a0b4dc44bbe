import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const library = createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json');

/** An official CycloneDX schema by the specification's name for it (`bom-1.6.xsd`), out of the library that brings copies of them. */
export function officialBomSchema(name: string): Uint8Array {
  const file = name.replace(/(?=\.schema\.json$|\.xsd$)/, '.SNAPSHOT');
  return new Uint8Array(readFileSync(join(dirname(library), 'res/schema', file)));
}
