import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { AssayError } from '@assay/model';
import type { Mode } from '../modes/mode-inputs.js';
import type { InputName } from './input-names.js';
import type { Inputs } from './read-inputs.js';

const written: readonly InputName[] = [
  ...(['json', 'sarif', 'junit', 'html', 'markdown', 'record', 'state', 'sbom-statement'] as const),
];

/**
 * Throws AssayError `ERR_USAGE` where a file that is to be written stands in the workspace by its name and elsewhere in truth: a checkout
 * holds what links its author wants, such as one from `out` to the home folder.
 */
export function refuseDetour(inputs: Inputs, mode: Mode): void {
  // In the mode gate these two are read.
  const names = mode === 'gate' ? written : [...written, 'sbom' as const, 'summary' as const];
  for (const name of names) for (const path of inputs.paths(name)) refuseOne(name, path, dirname(resolve(path)));
  for (const path of inputs.paths('store')) refuseOne('store', path, resolve(path));
}

function refuseOne(name: InputName, path: string, folder: string): void {
  const workspace = process.cwd();
  if (!isBelow(workspace, folder) || isBelow(realpathSync(workspace), realpathSync(existing(folder)))) return;
  const hint = 'A folder on the way is a link: name the folder that it leads to, if that is meant.';
  throw new AssayError('ERR_USAGE', `the input \`${name}\` leads out of the workspace`, { file: path, hint });
}

/** The innermost folder that is there. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

function isBelow(root: string, folder: string): boolean {
  const path = relative(root, folder);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
