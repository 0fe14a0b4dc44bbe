import type { InputOfKind } from './input-names.js';
import { unusable, type Inputs } from './read-inputs.js';

/** The only entry of a list, where a mode takes no more than one. Throws AssayError `ERR_USAGE` for two. */
export function single(inputs: Inputs, name: InputOfKind<'list'>): string | undefined {
  const [first, ...others] = inputs.list(name);
  if (others.length > 0) throw unusable(name, 'names one file in this mode');
  return first;
}
