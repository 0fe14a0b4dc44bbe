/** `pin-strength`: the lockfile pins this package to bytes that nobody can swap. Looks at the lockfile only. */

import { artifactPins, isClientMade, isStrong, type CodeCatalogue, type Subject, type SubjectFile } from '@assay/model';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';

const relock = 'Let the package manager write the lockfile anew so that it records SHA-512 or SHA-256 digests';

const codes = {
  ...sourceKindCodes,
  'pin-strong': { outcome: 'proven', text: 'The lockfile pins a SHA-256 or longer digest.', next: '' },
  'pin-git-commit': { outcome: 'proven', text: 'The lockfile pins a full git commit id.', next: '' },
  'pin-client-archive': {
    outcome: 'proven',
    text: 'The lockfile pins, by SHA-512, the archive that Yarn itself makes of the package: Yarn refuses other files, and nothing else can compare them.',
    next: '',
  },
  'pin-conditional': {
    outcome: 'absent',
    text: 'The lockfile pins nothing: Yarn 2 and later write no checksum for packages of single platforms, and install what the registry serves.',
    next: 'Nothing to mend in the lockfile. `registry-signature` tells whether the registry vouches for the package; to ask for a pin, harden this code in the policy.',
    atMost: 'prefer',
  },
  'pin-missing': {
    outcome: 'absent',
    text: 'The lockfile pins no digest: any bytes would be accepted.',
    next: `${relock} (npm: delete the entry and install again; Bundler ≥ 2.6: \`bundle lock --add-checksums\`).`,
  },
  'pin-weak': {
    outcome: 'absent',
    text: 'The lockfile pins only MD5 or SHA-1, for which different bytes with one digest can be made.',
    next: `${relock} (npm: delete the entry and install again).`,
  },
  'pin-git-unpinned': {
    outcome: 'absent',
    text: 'The lockfile names a branch, a tag or an abbreviated commit, which can move.',
    next: 'Lock the dependency to a full commit id.',
  },
  'pin-malformed': {
    outcome: 'refuted',
    text: 'What stands where a digest should be is not one, so clients may skip it.',
    next: `${relock}; find out who wrote this entry.`,
  },
  'pin-conflict': {
    outcome: 'refuted',
    text: 'The same version is pinned to different bytes in different places.',
    next: 'Find out which bytes are right, then lock again; one of the entries may be planted.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof codes>;

export const pinStrength: Check = { id: 'pin-strength', depth: 'pins', wants: [], codes, run };

function run({ subject }: CheckContext): readonly Result[] {
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind === 'git') return [judgeCommit(subject.name, subject.source.commit)];
  if (subject.files.length === 0)
    return [{ code: 'pin-missing', detail: `${subject.name} is locked without any file.` }];
  return subject.files.map((file) => judgeFile(subject, file));
}

function judgeCommit(name: string, commit: string | undefined): Result {
  const full = commit !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit);
  return full
    ? { code: 'pin-git-commit', detail: `${name} is locked to commit ${commit}.` }
    : { code: 'pin-git-unpinned', detail: `${name} is locked to ${commit ?? 'no commit at all'}.` };
}

function judgeFile(subject: Subject, file: SubjectFile): Result {
  const [malformed] = file.malformedPins;
  if (malformed !== undefined) {
    return { code: 'pin-malformed', file: file.name, detail: `"${malformed}" is not a digest.` };
  }
  if (subject.conflictsWith.length > 0) {
    const detail = `${subject.purl} is pinned differently as ${subject.conflictsWith.join(', ')}.`;
    return { code: 'pin-conflict', file: file.name, detail };
  }
  if (file.pins.length === 0 && file.unpinnable === true) {
    return {
      code: 'pin-conditional',
      file: file.name,
      detail: `${file.name} is for single platforms, and locked without a digest.`,
    };
  }
  if (file.pins.length === 0) {
    return { code: 'pin-missing', file: file.name, detail: `${file.name} is locked without a digest.` };
  }
  return judgeAlgorithms(file);
}

function judgeAlgorithms(file: SubjectFile): Result {
  if (file.pins.every(isClientMade)) {
    return {
      code: 'pin-client-archive',
      file: file.name,
      detail: `${file.name} is pinned by the archive that Yarn makes of it.`,
    };
  }
  const pins = artifactPins(file.pins);
  const algorithms = pins.map((pin) => pin.alg).join(', ');
  const code = pins.some((pin) => isStrong(pin.alg)) ? 'pin-strong' : 'pin-weak';
  return { code, file: file.name, detail: `${file.name} is pinned by ${algorithms}.` };
}
