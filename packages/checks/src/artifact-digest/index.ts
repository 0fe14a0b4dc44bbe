/**
 * `artifact-digest`: the archive's bytes, downloaded now or taken from the store by their digest, are the bytes that the
 * lockfile pins, by every algorithm it lists.
 */

import { artifactPins, type CodeCatalogue, type Digest } from '@assay/model';
import { artifactCodes, judgeArtifacts, type ArtifactInHand } from '../artifact-answer.js';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { compareDigests, shownDigest } from '../compare-digests.js';
import { unpinnedCode } from '../platform-condition.js';
import { isSameFile } from '../same-file.js';

const own = {
  'artifact-digest-match': { outcome: 'proven', text: 'The archive has every pinned digest.', next: '' },
  'artifact-digest-mismatch': {
    outcome: 'refuted',
    text: 'The registry serves other bytes than the lockfile pins.',
    next: 'Do not install. Compare with another mirror, and report it to whoever runs the registry.',
  },
  'artifact-not-as-stated': {
    outcome: 'refuted',
    text: 'The lockfile pins nothing of what a registry serves, and the registry serves other bytes than it states itself.',
    next: 'Do not install. Compare with another mirror, and report it to whoever runs the registry.',
  },
  'artifact-digest-weak': {
    outcome: 'absent',
    text: 'The archive agrees with the lockfile, but only by MD5 or SHA-1.',
    next: 'Lock the package again so that it is pinned by SHA-512 or SHA-256.',
  },
  'pinned-by-client': {
    outcome: 'absent',
    text: 'The lockfile pins an archive that the package manager makes itself: the bytes that a registry serves cannot be compared with it.',
    next: 'Nothing to mend: Yarn 2 and later lock like this, and compare what they make themselves. To ask for more, harden this code in the policy.',
    follows: 'registry-digest',
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
    text: 'The lockfile pins nothing that the bytes could be compared with.',
    next: 'Mend what `pin-strength` says about this package first.',
    follows: 'pin-strength',
  },
  'digest-not-computed': {
    outcome: 'unknown',
    text: 'A pinned algorithm was not computed: a defect in Assay.',
    next: 'Please report it with this output.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof own>;

export const artifactDigest: Check = {
  id: 'artifact-digest',
  depth: 'artifacts',
  wants: ['artifact', 'release'],
  wantsOf: ({ subject: { files } }) =>
    files.some(({ pins }) => artifactPins(pins).length === 0) ? ['artifact', 'release'] : ['artifact'],
  codes: { ...artifactCodes, ...own },
  run: (context) => judgeArtifacts(context, (inHand) => judge(context, inHand)),
};

/** What the registry states, and signs, is about these bytes: without a pin, that alone ties them to it. */
function compareWithStated({ release }: CheckContext, inHand: ArtifactInHand): Result | null {
  if (release.state !== 'have') return null;
  const { subject, file, artifact } = inHand;
  const stated = release.value.files.filter((candidate) => isSameFile(subject, file, candidate));
  const comparison = compareDigests(
    stated.flatMap(({ digests }) => digests),
    artifact.digests,
  );
  if (comparison.result !== 'different') return null;
  return { code: 'artifact-not-as-stated', detail: difference(inHand, 'stated', comparison) };
}

function difference(
  { subject, file, artifact }: ArtifactInHand,
  said: 'stated' | 'locked',
  { expected, actual }: { readonly expected: Digest; readonly actual: Digest },
): string {
  const from = artifact.where === undefined ? '' : ` from ${artifact.where}`;
  return `${file.name}: ${said} ${shownDigest(subject, expected)}, received ${shownDigest(subject, actual)}${from}.`;
}

function unpinned(context: CheckContext, inHand: ArtifactInHand): Result {
  const lie = compareWithStated(context, inHand);
  if (lie !== null) return lie;
  const { file } = inHand;
  return file.pins.length === 0
    ? { code: unpinnedCode(context, file), detail: `${file.name} is locked without a digest.` }
    : {
        code: 'pinned-by-client',
        detail: `${file.name} is pinned by an archive that the package manager makes of it.`,
      };
}

function judge(context: CheckContext, inHand: ArtifactInHand): readonly Result[] {
  const { file, artifact } = inHand;
  const pins = artifactPins(file.pins);
  if (pins.length === 0) return [unpinned(context, inHand)];
  const comparison = compareDigests(pins, artifact.digests);
  if (comparison.result === 'different') {
    return [{ code: 'artifact-digest-mismatch', detail: difference(inHand, 'locked', comparison) }];
  }
  const missing = pins.find((pin) => !artifact.digests.some((digest) => digest.alg === pin.alg));
  if (missing !== undefined || comparison.result === 'no-common-algorithm') {
    return [
      { code: 'digest-not-computed', detail: `${file.name}: ${missing?.alg ?? 'no algorithm'} was not computed.` },
    ];
  }
  if (comparison.result === 'weakly-equal') {
    return [{ code: 'artifact-digest-weak', detail: `${file.name} agrees by MD5 or SHA-1 only.` }];
  }
  return [{ code: 'artifact-digest-match', detail: `${file.name} has every pinned digest.` }];
}
