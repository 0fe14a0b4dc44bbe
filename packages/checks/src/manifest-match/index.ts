/** `manifest-match`: the manifest inside the archive names the package, version and platform that were locked. */

import type { CodeCatalogue, Manifest, Subject, Unreadable } from '@assay/model';
import { artifactCodes, judgeArtifacts, type ArtifactInHand } from '../artifact-answer.js';
import type { Check, CheckContext, CheckResult } from '../check.js';

const otherPackage =
  'Do not install. The archive is another package than the lockfile says; find out who put it there.';

const own = {
  'manifest-match': { outcome: 'proven', text: 'The archive’s own manifest says what the lockfile says.', next: '' },
  'manifest-name-mismatch': {
    outcome: 'refuted',
    text: 'The archive’s manifest names another package.',
    next: otherPackage,
  },
  'manifest-version-mismatch': {
    outcome: 'refuted',
    text: 'The archive’s manifest names another version.',
    next: otherPackage,
  },
  'manifest-platform-mismatch': {
    outcome: 'refuted',
    text: 'The archive’s manifest names another platform.',
    next: otherPackage,
  },
  'manifest-unreadable': {
    outcome: 'refuted',
    text: 'The archive has no manifest that all clients would read alike.',
    next: 'Do not install. Look at the archive with `assay inspect`.',
  },
  'bundled-missing': {
    outcome: 'refuted',
    text: 'The lockfile says that other packages are inside this archive, and they are not: clients would fetch them unpinned.',
    next: 'Restore the lockfile: this is how an entry looks that was made to avoid a pin.',
  },
  'manifest-bin-mismatch': {
    outcome: 'refuted',
    text: 'The lockfile gives the package commands that its own manifest does not: clients would install those.',
    next: 'Restore the lockfile: this is how an entry looks that was made to run another file under a known command’s name.',
  },
  'manifest-dependencies-mismatch': {
    outcome: 'refuted',
    text: 'The lockfile gives the package other dependencies than its own manifest asks for: clients would install those.',
    next: 'Restore the lockfile: this is how an entry looks that was made to put one package in another’s place.',
  },
  'gem-checksum-mismatch': {
    outcome: 'refuted',
    text: 'The gem’s own checksums do not fit its members.',
    next: 'Do not install. The gem was changed after it was built.',
  },
} as const satisfies CodeCatalogue;

type Result = CheckResult<keyof typeof own>;

/** Problems that ecosystems name and that have a code of their own here. */
const named: ReadonlyMap<string, keyof typeof own> = new Map([
  ['gem-checksum-mismatch', 'gem-checksum-mismatch'],
  ['bundle-missing', 'bundled-missing'],
  ['bin-mismatch', 'manifest-bin-mismatch'],
  ['dependencies-mismatch', 'manifest-dependencies-mismatch'],
]);

export const manifestMatch: Check = {
  id: 'manifest-match',
  depth: 'artifacts',
  wants: ['artifact'],
  codes: { ...artifactCodes, ...own },
  run: (context) => judgeArtifacts(context, (inHand) => judge(context, inHand)),
};

function judge(context: CheckContext, { file, artifact }: ArtifactInHand): readonly Result[] {
  const { manifest } = artifact;
  if (isUnreadable(manifest)) {
    const code = named.get(manifest.problem) ?? 'manifest-unreadable';
    return [{ code, detail: `${file.name}: ${manifest.detail}` }];
  }
  const differences = compare(context, file.platform, manifest);
  if (differences.length > 0) return differences;
  const notes = manifest.notes.length === 0 ? '' : ` (${manifest.notes.join('; ')})`;
  return [{ code: 'manifest-match', detail: `${file.name} holds ${manifest.name} ${manifest.version}${notes}.` }];
}

function compare({ subject, ecosystem }: CheckContext, platform: string | undefined, manifest: Manifest): Result[] {
  const differences: Result[] = [];
  const differ = (code: Result['code'], locked: string, found: string) =>
    differences.push({ code, detail: `Locked as ${locked}, the manifest inside says ${found}.` });
  if (manifest.name !== subject.name) differ('manifest-name-mismatch', subject.name, manifest.name);
  if (!isUnversioned(subject) && !ecosystem.sameVersion(manifest.version, subject.version)) {
    differ('manifest-version-mismatch', `${subject.name} ${subject.version}`, manifest.version);
  }
  if (manifest.platform !== platform) {
    differ('manifest-platform-mismatch', platform ?? 'any platform', manifest.platform ?? 'any platform');
  }
  return differences;
}

/** Of an archive at a URL, or in the project, some lockfiles state the name only: whatever version is in it is what they lock. */
function isUnversioned({ source, version }: Subject): boolean {
  return version === '' && (source.kind === 'url' || source.kind === 'archive');
}

function isUnreadable(manifest: Manifest | Unreadable): manifest is Unreadable {
  return 'problem' in manifest;
}
