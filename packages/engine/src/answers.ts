/** Turns gathered evidence into what checks read: a release and the artifacts. */

import type { Answer, Artifact, CheckContext, NoAnswer, VendoredRead } from '@assay/checks';
import {
  originOf,
  vendoredKey,
  type Attestation,
  type Digest,
  type Ecosystem,
  type Evidence,
  type FoundEvidence,
  type Gathered,
  type Release,
  type Subject,
  type SubjectFile,
  type Unreadable,
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
  if ('problem' in release) {
    // The registry said so twice: of the version itself, and by leaving it out of the list of all.
    const absent = answers.find(({ evidence }) => evidence.state === 'absent');
    if (isVersionMissing(release) && absent?.evidence.state === 'absent') {
      return { ...absent.evidence, where: whereOf(absent.request.url), why: release };
    }
    return { state: 'unreadable', why: release, evidence: digests, ...answeredBy(best) };
  }
  return { state: 'have', value: release, evidence: digests };
}

/** What ecosystems call it when the list of all versions does not have the one that is asked about. */
const withoutVersion: ReadonlySet<string> = new Set(['version-missing', 'version-unpublished', 'version-removed']);

/** True where a list of all versions could be read, and does not have the one that is asked about. */
export function isVersionMissing({ problem }: Unreadable): boolean {
  return withoutVersion.has(problem);
}

/** Base URL of the registry that was asked for the release. */
export function registryAsked(have: readonly Gathered[]): string | undefined {
  return have.find(({ want, request }) => want === 'release' && request.registry !== undefined)?.request.registry;
}

/** When it was published, where that was asked for. */
export function publishedAtAnswer(ecosystem: Ecosystem, subject: Subject, have: readonly Gathered[]): Answer<string> {
  const last = have.filter(({ want }) => want === 'history').at(-1);
  if (last === undefined) return notAsked(subject, 'history');
  if (last.evidence.state !== 'found') return noAnswer(last.evidence, last.request.url);
  return readable(ecosystem.publishedAt(subject, last.evidence), last.evidence.digests, last);
}

/** What the registry holds of attestations, one answer for each file of the subject. */
export function attestationAnswers(
  ecosystem: Ecosystem,
  subject: Subject,
  have: readonly Gathered[],
): ReadonlyMap<string, Answer<readonly Attestation[]>> {
  return new Map(
    subject.files.map((file) => {
      const last = have.filter(({ want, file: about }) => want === 'attestations' && about === file.name).at(-1);
      if (last === undefined) return [file.name, notAsked(subject, 'attestations')];
      if (last.evidence.state !== 'found') return [file.name, noAnswer(last.evidence, last.request.url)];
      return [file.name, readable(ecosystem.attestations(subject, file, last.evidence), last.evidence.digests, last)];
    }),
  );
}

function readable<T extends string | readonly unknown[]>(
  read: T | Unreadable,
  evidence: readonly Digest[],
  gathered: Gathered,
): Answer<T> {
  if (typeof read === 'object' && 'problem' in read) {
    return { state: 'unreadable', why: read, evidence, ...answeredBy(gathered) };
  }
  return { state: 'have', value: read, evidence };
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
  const read = readArtifact(ecosystem, subject, file, last.evidence);
  if (read.state !== 'have') return read;
  return { ...read, value: { ...read.value, ...answeredBy(last) } };
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

/** By {@link vendoredKey}; one for each archive of the subject in the checkout. */
export function vendoredAnswers(subject: Subject, have: readonly Gathered[]): CheckContext['vendored'] {
  const answers = (subject.vendored ?? []).map((archive) => {
    const key = vendoredKey(archive);
    const last = have.filter((gathered) => gathered.want === 'vendored' && gathered.file === key).at(-1);
    return [key, last === undefined ? notAsked(subject, 'vendored') : vendoredAnswer(last)] as const;
  });
  return new Map(answers);
}

function vendoredAnswer({ evidence, request }: Gathered): Answer<VendoredRead> {
  if (evidence.state !== 'found') return noAnswer(evidence, request.url);
  const { digests, listing } = evidence;
  return { state: 'have', value: { digests, ...(listing === undefined ? {} : { listing }) }, evidence: digests };
}

const wanted: Readonly<Record<Want, string>> = {
  release: 'registry metadata',
  artifact: 'archive',
  attestations: 'attestation',
  history: 'publish time',
  namesakes: 'namesake',
  vendored: 'archive in the checkout',
};

/** Who answered, for people: whom to ask, and which of several registries it was. */
function answeredBy({ request }: Gathered): { readonly where?: string } {
  const where = originOf(request.url);
  return where === null ? {} : { where };
}

function notAsked(subject: Subject, want: Want): NoAnswer {
  return { state: 'not-asked', detail: `No ${wanted[want]} was asked for about ${subject.name} ${subject.version}.` };
}

function noAnswer(evidence: Exclude<Evidence, FoundEvidence>, url: string): NoAnswer {
  if (evidence.state === 'unreachable') return evidence;
  return { ...evidence, where: whereOf(url) };
}

function whereOf(url: string): string {
  return originOf(url) ?? url;
}
