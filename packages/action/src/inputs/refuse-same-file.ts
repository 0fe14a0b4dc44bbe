import { resolve } from 'node:path';
import { AssayError } from '@assay/model';
import type { InputName } from './input-names.js';
import type { Inputs } from './read-inputs.js';

/** Inputs that name a file which is written, or that must be the same after the run. */
const files: readonly InputName[] = [
  'json',
  'sarif',
  'junit',
  'markdown',
  'html',
  'sbom',
  'sbom-statement',
  'summary',
  'record',
  'offline',
  'replay',
  'policy',
  'trusted-root',
];

/** Throws AssayError `ERR_USAGE` where two inputs name the same file: one of them would be lost. */
export function refuseSameFile(inputs: Inputs): void {
  const taken = new Map<string, InputName>();
  for (const name of files) {
    for (const path of inputs.paths(name)) {
      const other = taken.get(resolve(path));
      if (other !== undefined) {
        throw new AssayError('ERR_USAGE', `the inputs \`${other}\` and \`${name}\` name the same file, "${path}"`);
      }
      taken.set(resolve(path), name);
    }
  }
}
