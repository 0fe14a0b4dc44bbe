/** `registry-digest`: the registry states the very digests that the lockfile pins. */

import {
  artifactPins,
  type CodeCatalogue,
  type Digest,
  type Release,
  type ReleaseFile,
  type Subject,
  type SubjectFile,
} from '@assay/model';
import type { Answer, Check, CheckContext, CheckResult } from '../check.js';
import { compareDigests, shownDigest } from '../compare-digests.js';
import { missingEvidence, missingEvidenceCodes, unreadableEvidence } from '../missing-evidence.js';
import { judgeSourceKind, sourceKindCodes } from '../not-applicable.js';
import { unpinnedCode } from '../platform-condition.js';
import { isSameFile } from '../same-file.js';

const codes = {
  ...sourceKindCodes,
  ...missingEvidenceCodes,
  'registry-digest-match': { outcome: 'proven', text: 'The registry states the pinned digests.', next: '' },
  'not-in-registry': {
    outcome: 'not-applicable',
    text: 'The package does not come from a registry, so no registry describes it.',
    next: '',
  },
  'registry-digest-mismatch': {
    outcome: 'refuted',
    text: 'The registry states other bytes for this version than the lockfile pins.',
    next: 'Do not install. Find out whether the version was replaced on the registry or the lockfile was changed.',
  },
  'registry-answers-other-package': {
    outcome: 'refuted',
    text: 'The registry’s answer is about another package or version.',
    next: 'Do not install. Ask whoever runs the registry.',
  },
  'registry-digest-malformed': {
    outcome: 'refuted',
    text: 'What the registry states as a digest is not one.',
    next: 'Ask whoever runs the registry.',
  },
  'not-listed': {
    outcome: 'absent',
    text: 'The registry knows the package but does not list this version or platform: it may have been yanked.',
    next: 'Find out why it was withdrawn; move to a listed version.',
  },
  'registry-states-none': {
    outcome: 'absent',
    text: 'The registry states no digest for this file.',
    next: 'Prefer a registry that does, or allow this one by a rule with `registry-digest: prefer`.',
  },
  'no-common-algorithm': {
    outcome: 'unknown',
    text: 'The registry states digests only in algorithms that the lockfile does not pin.',
    next: 'Lock the package again, or rely on `artifact-digest`.',
  },
  'registry-digest-weak': {
    outcome: 'absent',
    text: 'The registry and the lockfile agree, but only by MD5 or SHA-1.',
    next: 'Lock the package again so that it is pinned by SHA-512 or SHA-256.',
  },
  'platform-not-locked': {
    outcome: 'unknown',
    text: 'Bundler may install a platform’s file of this version that the lockfile does not pin.',
    next: 'Lock the platforms you install on: `bundle lock --add-platform x86_64-linux` and so on.',
  },
  'pinned-by-client': {
    outcome: 'absent',
    text: 'The lockfile pins an archive that the package manager makes itself: nothing in it is about what a registry states.',
    next: 'Nothing to mend: Yarn 2 and later lock like this. `registry-signature` and `provenance` tell whether the registry vouches for the package; to ask for more, harden this code in the policy.',
    atMost: 'prefer',
  },
  'conditional-no-pin': {
    outcome: 'absent',
    text: 'The lockfile pins nothing that could be compared: Yarn 2 and later write no checksum for packages of single platforms, as the registry says this one is.',
    next: 'Nothing to mend: see what `pin-strength` says about this package; to ask for more, harden this code in the policy.',
    follows: 'pin-strength',
    atMost: 'prefer',
  },
  'no-pin': {
    outcome: 'absent',
    text: 'The lockfile pins nothing that could be compared.',
    next: 'Mend what `pin-strength` says about this package first.',
    follows: 'pin-strength',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof codes>;
type Readable = Extract<Answer<Release>, { state: 'have' }>;

export const registryDigest: Check = { id: 'registry-digest', depth: 'registry', wants: ['release'], codes, run };

function run(context: CheckContext): readonly Result[] {
  const { subject, release, ecosystem } = context;
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind !== 'registry') {
    return [{ code: 'not-in-registry', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  if (release.state === 'unreadable') return [unreadableEvidence(release)];
  if (release.state !== 'have') return [missingEvidence(release)];
  const { name, version } = release.value;
  if (name !== subject.name || !ecosystem.sameVersion(version, subject.version)) {
    const detail = `Asked about ${subject.name} ${subject.version}, the registry answered about ${name} ${version}.`;
    return [{ code: 'registry-answers-other-package', detail, evidence: release.evidence }];
  }
  return [...subject.files.map((file) => judgeFile(context, file, release)), ...judgePlatforms(subject, release)];
}

/** Files of other platforms, which nobody looks at, where the lockfile leaves the choice to the machine. */
function judgePlatforms(subject: Subject, { value, evidence }: Readable): readonly Result[] {
  if (subject.openPlatforms !== true) return [];
  const locked = new Set(subject.files.map(({ platform }) => platform));
  const others = value.files.filter(({ platform }) => platform !== undefined && !locked.has(platform));
  const [first] = others;
  if (first === undefined) return [];
  const more = others.length === 1 ? '' : ` and ${others.length - 1} more`;
  return [{ code: 'platform-not-locked', detail: `The registry also has ${first.name}${more}.`, evidence }];
}

function judgeFile(context: CheckContext, file: SubjectFile, release: Readable): Result {
  const { subject } = context;
  const base = { file: file.name, evidence: release.evidence };
  const stated = release.value.files.filter((candidate) => isSameFile(subject, file, candidate));
  if (stated.length === 0) {
    return { ...base, code: 'not-listed', detail: `The registry does not list ${file.name}.` };
  }
  const malformed = stated.flatMap((candidate) => candidate.malformedDigests)[0];
  if (malformed !== undefined) {
    return { ...base, code: 'registry-digest-malformed', detail: `The registry states "${malformed}" as a digest.` };
  }
  if (artifactPins(file.pins).length === 0) return { ...base, ...unpinned(context, file) };
  return {
    ...base,
    ...compare(
      subject,
      file,
      stated.flatMap((candidate) => candidate.digests),
    ),
  };
}

function unpinned(context: CheckContext, file: SubjectFile): Result {
  const { name, pins } = file;
  return pins.length === 0
    ? { code: unpinnedCode(context, file), detail: `${name} is locked without a digest.` }
    : { code: 'pinned-by-client', detail: `${name} is pinned by an archive that the package manager makes of it.` };
}

function compare(subject: Subject, file: SubjectFile, stated: ReleaseFile['digests']): Result {
  const pins = artifactPins(file.pins);
  if (stated.length === 0) return { code: 'registry-states-none', detail: `No digest is stated for ${file.name}.` };
  const comparison = compareDigests(pins, stated);
  const shown = (digest: Digest) => shownDigest(subject, digest);
  switch (comparison.result) {
    case 'equal':
      return { code: 'registry-digest-match', detail: `The registry states the pinned digest of ${file.name}.` };
    case 'weakly-equal':
      return { code: 'registry-digest-weak', detail: `${file.name} agrees by MD5 or SHA-1 only.` };
    case 'no-common-algorithm':
      return { code: 'no-common-algorithm', detail: `${file.name}: ${stated.map((d) => d.alg).join(', ')} stated.` };
    case 'different': {
      const detail = `${file.name}: locked ${shown(comparison.expected)}, the registry states ${shown(comparison.actual)}.`;
      return { code: 'registry-digest-mismatch', detail };
    }
  }
}
