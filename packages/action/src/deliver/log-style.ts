import type { Inputs } from '../inputs/read-inputs.js';
import type { Surroundings } from '../runner/surroundings.js';

/** How much of a report the job's log holds, and in which dress. */
export function logStyle({ inputs, surroundings }: { readonly inputs: Inputs; readonly surroundings: Surroundings }) {
  const detail = inputs.flag('quiet') === true ? 'quiet' : inputs.flag('verbose') === true ? 'verbose' : 'normal';
  return { color: surroundings.env['NO_COLOR'] === undefined, width: 120, detail } as const;
}
