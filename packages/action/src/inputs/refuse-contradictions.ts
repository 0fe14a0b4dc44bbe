import { AssayError } from '@assay/model';
import { isFlag, type InputName } from './input-names.js';
import type { Inputs } from './read-inputs.js';

/** A repeated run has its own time, policy, lockfiles and roots. */
const settledByRecording = ['policy', 'policy-from', 'depth', 'at', 'trusted-root', 'paths', 'exclude'] as const;

const exclusive: readonly (readonly InputName[])[] = [
  ['record', 'offline', 'replay'],
  ['store', 'no-store'],
  ['quiet', 'verbose'],
  ...settledByRecording.map((name) => ['replay', name] as const),
];

/** Throws AssayError `ERR_USAGE` for inputs that exclude each other: one of them would be passed over. A flag that says no excludes nothing. */
export function refuseContradictions(inputs: Inputs): void {
  for (const names of exclusive) {
    const used = names.filter((name) => inputs.given.includes(name) && (!isFlag(name) || inputs.flag(name) === true));
    if (used.length < 2) continue;
    const listed = used.map((name) => `\`${name}\``).join(' and ');
    throw new AssayError('ERR_USAGE', `the inputs ${listed} exclude each other`);
  }
}
