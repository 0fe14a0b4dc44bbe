/**
 * `pin-strength`: the lockfile pins this package to bytes that nobody can swap. Looks at the lockfile only, but where that says why it
 * pins nothing.
 */

import { artifactPins, isClientMade, isStrong, type CodeCatalogue, type SubjectFile } from '@assay/model';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';
import { platformCondition } from '../platform-condition.js';

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
  'pin-client-replaced': {
    outcome: 'absent',
    text: 'The lockfile pins another kind of archive than Yarn makes for this lockfile: it replaces the checksum and compares nothing.',
    next: 'Run `yarn install` with the version of Yarn that the project uses, and commit the lockfile that it writes; if it was not an upgrade of Yarn, find out who wrote this entry.',
  },
  'pin-conditional': {
    outcome: 'absent',
    text: 'The lockfile pins nothing: Yarn 2 and later write no checksum for packages of single platforms, as the registry says this one is, and install what it serves.',
    next: 'Nothing to mend in the lockfile. `registry-signature` tells whether the registry vouches for the package; to ask for a pin, harden this code in the policy.',
    atMost: 'prefer',
  },
  'pin-conditional-unchecked': {
    outcome: 'unknown',
    text: 'The lockfile pins nothing, and says that the package is for single platforms: whether it is, the registry did not tell.',
    next: 'Verify with `--depth registry` or more, where the registry can be asked: anybody can write that into a lockfile. To go without at depth `pins`, waive this code for these packages, or have a rule of the policy prefer `pin-strength` for them.',
  },
  'pin-conditional-false': {
    outcome: 'refuted',
    text: 'The lockfile pins nothing because, it says, the package is for certain platforms; the registry says otherwise.',
    next: 'Restore the lockfile: this is how an entry looks that was made to avoid a pin.',
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

export const pinStrength: Check = {
  id: 'pin-strength',
  depth: 'pins',
  wants: ['release'],
  wantsOf: ({ subject: { files, source }, depth }) =>
    depth !== 'pins' && source.kind === 'registry' && files.some(({ unpinnable }) => unpinnable !== undefined)
      ? ['release']
      : [],
  codes,
  run,
};

function run(context: CheckContext): readonly Result[] {
  const { subject } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind === 'git') return [judgeCommit(subject.name, subject.source.commit)];
  if (subject.files.length === 0)
    return [{ code: 'pin-missing', detail: `${subject.name} is locked without any file.` }];
  return subject.files.map((file) => judgeFile(context, file));
}

function judgeCommit(name: string, commit: string | undefined): Result {
  const full = commit !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit);
  return full
    ? { code: 'pin-git-commit', detail: `${name} is locked to commit ${commit}.` }
    : { code: 'pin-git-unpinned', detail: `${name} is locked to ${commit ?? 'no commit at all'}.` };
}

function judgeFile(context: CheckContext, file: SubjectFile): Result {
  const { subject } = context;
  const [malformed] = file.malformedPins;
  if (malformed !== undefined) {
    return { code: 'pin-malformed', file: file.name, detail: `"${malformed}" is not a digest.` };
  }
  if (subject.conflictsWith.length > 0) {
    const detail = `${subject.purl} is pinned differently as ${subject.conflictsWith.join(', ')}.`;
    return { code: 'pin-conflict', file: file.name, detail };
  }
  return file.pins.length === 0 ? judgeUnpinned(context, file) : judgeAlgorithms(file);
}

function judgeUnpinned(context: CheckContext, file: SubjectFile): Result {
  const { name, unpinnable = '' } = file;
  const condition = platformCondition(context, file);
  if (condition === 'none') return { code: 'pin-missing', file: name, detail: `${name} is locked without a digest.` };
  const { release } = context;
  const told = `${name} is locked without a digest for ${JSON.stringify(unpinnable)}`;
  const evidence = release.state === 'have' ? { evidence: release.evidence } : {};
  switch (condition) {
    case 'stated':
      return { code: 'pin-conditional', file: name, detail: `${told}; the registry says the same.`, ...evidence };
    case 'unchecked':
      return {
        code: 'pin-conditional-unchecked',
        file: name,
        detail: `${told}, which only the registry could confirm.`,
      };
    case 'denied': {
      const stated = release.state === 'have' ? release.value.platforms?.[0] : undefined;
      const detail = `${told}; ${stated === undefined ? 'no registry says that it is for those alone' : `the registry says ${JSON.stringify(stated)}`}.`;
      return { code: 'pin-conditional-false', file: name, detail, ...evidence };
    }
  }
}

function judgeAlgorithms(file: SubjectFile): Result {
  if (file.pins.every(isClientMade)) {
    if (file.replaceable === true) {
      const detail = `${file.name} is pinned by an archive of the kind ${JSON.stringify(file.archiveKind ?? '')}, which is not that of the lockfile.`;
      return { code: 'pin-client-replaced', file: file.name, detail };
    }
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
