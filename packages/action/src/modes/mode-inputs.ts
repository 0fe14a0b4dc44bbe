import type { InputName } from '../inputs/input-names.js';

/** What the Action can do. */
export const modes = ['verify', 'license', 'attest', 'gate', 'diff'] as const;

/** What the Action is to do. */
export type Mode = (typeof modes)[number];

/** Which inputs a mode reads, and which of them belong to it alone and so choose it where no `mode` is named. */
export interface ModeInputs {
  readonly reads: readonly InputName[];
  readonly chosenBy: readonly InputName[];
}

const shown: readonly InputName[] = ['json', 'sarif', 'junit', 'html', 'markdown', 'job-summary', 'annotations'];
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

const signing: readonly InputName[] = ['sign-key', 'sign-passphrase', 'keyless', 'fulcio', 'rekor', 'rekor-api', 'tsa'];
const provenance: readonly InputName[] = [
  'artifact-bundle',
  'artifact-builder',
  'artifact-publisher',
  'artifact-repository-id',
  'artifact-owner-id',
  'artifact-workflow',
  'artifact-ref',
];
const verifying: readonly InputName[] = [...judging, ...lockfiles, ...shown, 'record', 'sbom'];
const comparing: readonly InputName[] = ['base', 'comment', 'key'];
const compared: readonly InputName[] = [
  'paths',
  'depth',
  'trusted-root',
  'offline',
  'store',
  'no-store',
  'json',
  'markdown',
  'job-summary',
];
const deploying: readonly InputName[] = ['artifacts', 'report', 'evidence', 'denied', 'state'];
const attesting: readonly InputName[] = ['attest', 'sbom-statement', ...signing, ...provenance];

/** The inputs of each mode. */
export const modeInputs: Readonly<Record<Mode, ModeInputs>> = {
  verify: { reads: verifying, chosenBy: [] },
  license: { reads: [...judging, ...shown, 'names', 'phase', 'project', 'within'], chosenBy: ['names', 'phase'] },
  diff: {
    reads: [...judging, ...compared, ...comparing],
    chosenBy: comparing,
  },
  gate: {
    reads: [...judging, 'trusted-root', 'offline', 'json', 'job-summary', 'sbom', 'summary', ...deploying],
    chosenBy: deploying,
  },
  attest: { reads: [...verifying, ...attesting, 'summary'], chosenBy: attesting },
};
