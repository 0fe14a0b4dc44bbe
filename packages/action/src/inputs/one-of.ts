import type { InputOfKind } from './input-names.js';
import { unusable, type Inputs } from './read-inputs.js';

/** One of a closed list of words; undefined where nothing was given. Throws AssayError `ERR_USAGE` for any other word. */
export function oneOf<T extends string>(inputs: Inputs, name: InputOfKind<'text'>, words: readonly T[]): T | undefined {
  const given = inputs.text(name);
  if (given === undefined) return undefined;
  const word = words.find((candidate) => candidate === given);
  if (word === undefined) throw unusable(name, `is one of ${words.join(', ')}, not "${given}"`);
  return word;
}
