import type { InputName } from '../inputs/input-names.js';
import { allNames } from '../inputs/read-inputs.js';

/** What the Action can do. */
export const modes = ['verify', 'license', 'attest', 'gate', 'diff'] as const;

/** What the Action is to do. */
export type Mode = (typeof modes)[number];

/** Which inputs a mode reads, and which of them belong to it alone and so choose it where no `mode` is named. */
export interface ModeInputs {
  readonly reads: readonly InputName[];
  readonly chosenBy: readonly InputName[];
}

const logged: readonly InputName[] = ['job-summary', 'quiet', 'verbose'];
const shown: readonly InputName[] = ['json', 'sarif', 'junit', 'html', 'markdown', 'annotations', ...logged];
const judging: readonly InputName[] = ['policy', 'policy-from', 'at'];
const lockfiles: readonly InputName[] = [
  'paths',
  'exclude',
  'depth',
  'trusted-root',
  'strict-policy',
  'unprotected',
  'offline',
  'store',
  'no-store',
];

const signing: readonly InputName[] = ['sign-key', 'sign-passphrase', 'keyless', 'fulcio', 'rekor', 'rekor-api', 'tsa'];
const provenance: readonly InputName[] = allNames().filter((name) => name.startsWith('artifact-'));
const verifying: readonly InputName[] = [...judging, ...lockfiles, ...shown, 'explain', 'record', 'sbom'];
const comparing: readonly InputName[] = ['base', 'comment', 'key'];
const compared: readonly InputName[] = [
  'paths',
  'exclude',
  'depth',
  'trusted-root',
  'offline',
  'store',
  'no-store',
  'json',
  'markdown',
  ...logged,
];
const deploying: readonly InputName[] = ['artifacts', 'report', 'evidence', 'denied', 'state'];
const attesting: readonly InputName[] = ['attest', 'sbom-statement', ...signing, ...provenance];

/** The inputs of each mode. */
export const modeInputs: Readonly<Record<Mode, ModeInputs>> = {
  verify: { reads: [...verifying, 'replay'], chosenBy: [] },
  license: { reads: [...judging, ...shown, 'names', 'phase', 'project', 'within'], chosenBy: ['names', 'phase'] },
  diff: {
    reads: [...judging, ...compared, ...comparing],
    chosenBy: comparing,
  },
  gate: {
    reads: [...judging, 'trusted-root', 'offline', 'json', 'sbom', 'summary', ...logged, ...deploying],
    chosenBy: deploying,
  },
  attest: { reads: [...verifying, ...attesting, 'summary'], chosenBy: attesting },
};
