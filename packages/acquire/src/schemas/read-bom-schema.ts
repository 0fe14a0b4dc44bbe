/** The official CycloneDX schemas: third-party data that comes with an installed package, and that the bundled command brings along. */

import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the bundled command keeps its copies, beside itself. What lies there comes with the program. */
const bundled = fileURLToPath(new URL('./cyclonedx', import.meta.url));

/**
 * The bytes of an official schema by the specification's name for it (`bom-1.6.xsd`). It is looked for beside the program first: what a
 * bundled command finds in `node_modules` above it is the project's, which must not choose how it is judged. Throws where there is none.
 */
export function readBomSchema(name: string): Uint8Array {
  if (!/^[a-z0-9.-]+\.(?:schema\.json|xsd)$/.test(name)) throw new TypeError(`${name} is no name of a schema`);
  const copy = name.replace(/(?=\.schema\.json$|\.xsd$)/, '.SNAPSHOT');
  return new Uint8Array(readFileSync(join(existsSync(bundled) ? bundled : installed(), copy)));
}

function installed(): string {
  return join(
    dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
    'res/schema',
  );
}
