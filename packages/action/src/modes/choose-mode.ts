/** What the Action is to do: what `mode` says, or what the inputs tell. */

import { AssayError } from '@assay/model';
import type { InputName } from '../inputs/input-names.js';
import { oneOf } from '../inputs/one-of.js';
import { unusable, type Inputs } from '../inputs/read-inputs.js';
import { modeInputs, modes, type Mode } from './mode-inputs.js';

/**
 * The mode. Without `mode`, an input that belongs to one mode alone chooses it, and without such an input it is `verify`, on every event.
 * Throws AssayError `ERR_USAGE` where inputs choose two modes, and for an input that the mode does not read: it would be passed over
 * in silence.
 */
export function chooseMode(inputs: Inputs): Mode {
  const named = oneOf(inputs, 'mode', modes);
  const mode = named ?? inferMode(inputs.given);
  const stray = inputs.given.find(
    (name) => name !== 'mode' && name !== 'github-token' && !modeInputs[mode].reads.includes(name),
  );
  if (stray !== undefined) throw unusable(stray, `is not read in the mode ${mode}${whereItIs(stray)}`);
  return mode;
}

function inferMode(given: readonly InputName[]): Mode {
  const chosen = modes.filter((mode) => modeInputs[mode].chosenBy.some((name) => given.includes(name)));
  const [first = 'verify', second] = chosen;
  if (second === undefined) return first;
  const hint = 'Name one with the input `mode`, or make two steps of it.';
  throw new AssayError('ERR_USAGE', `the inputs choose two modes, ${first} and ${second}`, { hint });
}

function whereItIs(name: InputName): string {
  const others = modes.filter((mode) => modeInputs[mode].reads.includes(name));
  return `: it belongs to ${others.join(', ')}`;
}
