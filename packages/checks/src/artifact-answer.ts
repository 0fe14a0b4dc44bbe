/** The common beginning of checks that look at archives: which files there are to judge, or why there are none. */

import type { CodeCatalogue, Digest, Subject, SubjectFile } from '@assay/model';
import type { Answer, Artifact, CheckContext, CheckResult } from './check.js';
import { missingEvidence, missingEvidenceCodes, unreadableEvidence } from './missing-evidence.js';
import { judgeSourceKind, sourceKindCodes } from './not-applicable.js';

/** Codes of {@link judgeArtifacts} that do not come from the check itself. */
export const artifactCodes = {
  ...sourceKindCodes,
  ...missingEvidenceCodes,
  'git-not-fetched': {
    outcome: 'unknown',
    text: 'Git checkouts are not fetched, so nothing is known about their content.',
    next: 'Use a published version, or allow this package by a rule or a waiver.',
  },
} as const satisfies CodeCatalogue;

/** A code of {@link artifactCodes}. */
export type ArtifactCode = keyof typeof artifactCodes;

/** An archive that was had, and the file of the subject it is. */
export interface ArtifactInHand {
  readonly subject: Subject;
  readonly file: SubjectFile;
  readonly artifact: Artifact;
  readonly evidence: readonly Digest[];
}

/** Runs `judge` on each archive that was had, and says for each other file why there is none. Never empty. */
export function judgeArtifacts<Code extends string>(
  { subject, artifacts }: CheckContext,
  judge: (inHand: ArtifactInHand) => readonly CheckResult<Code>[],
): readonly CheckResult<Code | ArtifactCode>[] {
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind === 'git') {
    return [{ code: 'git-not-fetched', detail: `${subject.name} comes from ${subject.source.url}.` }];
  }
  if (subject.files.length === 0) {
    return [{ code: 'not-asked', detail: `${subject.name} is locked without any file to fetch.` }];
  }
  return subject.files.flatMap((file) => judgeFile({ subject, file }, artifacts.get(file.name), judge));
}

function judgeFile<Code extends string>(
  { subject, file }: Pick<ArtifactInHand, 'subject' | 'file'>,
  answer: Answer<Artifact> | undefined,
  judge: (inHand: ArtifactInHand) => readonly CheckResult<Code>[],
): readonly CheckResult<Code | ArtifactCode>[] {
  if (answer === undefined) return [{ code: 'not-asked', detail: `${file.name} was not asked for.`, file: file.name }];
  if (answer.state === 'unreadable') return [unreadableEvidence(answer, file.name)];
  if (answer.state !== 'have') return [missingEvidence(answer, file.name)];
  const { evidence } = answer;
  const results = judge({ subject, file, artifact: answer.value, evidence });
  return results.map((result) => ({ ...result, file: file.name, evidence }));
}
