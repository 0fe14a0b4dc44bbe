/** Turns gathered evidence into what checks read: a release and the artifacts. */

import type { Answer, Artifact, NoAnswer } from '@assay/checks';
import {
  originOf,
  type Ecosystem,
  type Evidence,
  type FoundEvidence,
  type Gathered,
  type Release,
  type Subject,
  type SubjectFile,
  type Want,
} from '@assay/model';

/** The release, from the last answer about it: earlier rounds that found nothing are superseded by later ones. */
export function releaseAnswer(ecosystem: Ecosystem, subject: Subject, have: readonly Gathered[]): Answer<Release> {
  const answers = have.filter((gathered) => gathered.want === 'release');
  const best = answers.find((gathered) => gathered.evidence.state === 'found') ?? answers.at(-1);
  if (best === undefined) return notAsked(subject, 'release');
  if (best.evidence.state !== 'found') return noAnswer(best.evidence, best.request.url);
  const { digests } = best.evidence;
  const release = ecosystem.release(subject, best.evidence);
  if ('problem' in release) return { state: 'unreadable', why: release, evidence: digests };
  return { state: 'have', value: release, evidence: digests };
}

/** One answer for each file of the subject. */
export function artifactAnswers(
  ecosystem: Ecosystem,
  subject: Subject,
  have: readonly Gathered[],
): ReadonlyMap<string, Answer<Artifact>> {
  return new Map(subject.files.map((file) => [file.name, artifactAnswer(ecosystem, subject, file, have)]));
}

function artifactAnswer(
  ecosystem: Ecosystem,
  subject: Subject,
  file: SubjectFile,
  have: readonly Gathered[],
): Answer<Artifact> {
  const last = have.filter((gathered) => gathered.want === 'artifact' && gathered.file === file.name).at(-1);
  if (last === undefined) return notAsked(subject, 'artifact');
  if (last.evidence.state !== 'found') return noAnswer(last.evidence, last.request.url);
  return readArtifact(ecosystem, subject, file, last.evidence);
}

function readArtifact(
  ecosystem: Ecosystem,
  subject: Subject,
  file: SubjectFile,
  found: FoundEvidence,
): Answer<Artifact> {
  const { digests, listing } = found;
  if (listing === undefined) {
    const why = { problem: 'no-listing', detail: 'the archive came without a listing' };
    return { state: 'unreadable', why, evidence: digests };
  }
  const manifest = ecosystem.manifest(subject, file, listing);
  return { state: 'have', value: { digests, listing, manifest }, evidence: digests };
}

function notAsked(subject: Subject, want: Want): NoAnswer {
  const what = want === 'release' ? 'registry metadata' : 'archive';
  return { state: 'not-asked', detail: `No ${what} was asked for about ${subject.name} ${subject.version}.` };
}

function noAnswer(evidence: Exclude<Evidence, FoundEvidence>, url: string): NoAnswer {
  if (evidence.state === 'unreachable') return evidence;
  return { ...evidence, where: originOf(url) ?? url };
}
