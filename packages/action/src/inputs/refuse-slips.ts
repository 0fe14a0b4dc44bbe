import { AssayError, nearestWord } from '@assay/model';
import { isFlag } from './input-names.js';
import { allNames, type Inputs } from './read-inputs.js';

/**
 * Throws AssayError `ERR_USAGE` for what can only be a slip, before anything is done: a flag that is no boolean word, and a name close to
 * that of an input. GitHub hands over what no action declares with a mere warning, and a `polcy` would be judged by the built-in one. Other
 * names are left to GitHub's warning: some runners hand down the inputs of the action around this one.
 */
export function refuseSlips(inputs: Inputs): void {
  for (const name of inputs.unknown) {
    const near = nearestWord(name, allNames());
    if (near === null) continue;
    throw new AssayError('ERR_USAGE', `there is no input \`${name}\``, { hint: `Did you mean \`${near}\`?` });
  }
  for (const name of inputs.given) if (isFlag(name)) inputs.flag(name);
}
