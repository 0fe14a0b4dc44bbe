import type { InputName } from '../inputs/input-names.js';

/** What the Action can do. */
export const modes = ['verify', 'license'] as const;

/** What the Action is to do. */
export type Mode = (typeof modes)[number];

/** Which inputs a mode reads, and which of them belong to it alone and so choose it where no `mode` is named. */
export interface ModeInputs {
  readonly reads: readonly InputName[];
  readonly chosenBy: readonly InputName[];
}

const shown: readonly InputName[] = ['json', 'sarif', 'junit', 'html', 'markdown', 'summary', 'annotations'];
const judging: readonly InputName[] = ['policy', 'policy-from', 'at'];
const lockfiles: readonly InputName[] = [
  'paths',
  'depth',
  'trusted-root',
  'strict-policy',
  'unprotected',
  'offline',
  'store',
  'no-store',
];

/** The inputs of each mode. */
export const modeInputs: Readonly<Record<Mode, ModeInputs>> = {
  verify: { reads: [...judging, ...lockfiles, ...shown, 'record', 'sbom'], chosenBy: [] },
  license: { reads: [...judging, ...shown, 'names', 'phase', 'project', 'within'], chosenBy: ['names', 'phase'] },
};
