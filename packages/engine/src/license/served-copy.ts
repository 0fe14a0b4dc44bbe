/** The phase `before`: what the vendor's server would hand out now. */

import type { LicenseCopy, NoCopies } from '@assay/checks';
import { readPackageFacts } from '@assay/ecosystems';
import {
  originOf,
  type Ecosystem,
  type Evidence,
  type FileListing,
  type FoundEvidence,
  type Gathered,
  type LicensePackage,
  type Subject,
} from '@assay/model';
import { gather } from '../gather.js';
import { licenseSubject } from './license-inventory.js';
import { listedFacts } from './listed-facts.js';
import type { LicenseRunOptions } from './license-options.js';
import { askingAlso, type LicenseQuestion } from './license-question.js';

/** Downloads it anew: nothing is taken from a store, because nothing is pinned in the question. */
export async function servedCopy(
  license: LicensePackage,
  question: LicenseQuestion,
  options: LicenseRunOptions,
): Promise<readonly LicenseCopy[] | NoCopies> {
  if (license.source === null) {
    const state = options.phasesNamed ? 'not-asked' : 'does-not-apply';
    return { state, detail: 'The policy names no server for it.' };
  }
  const missing = options.missingCredentials.get(license.id);
  if (missing !== undefined) return { state: 'no-credential', detail: missing };
  const ecosystem = options.ecosystems.find(({ id }) => id === license.ecosystem);
  if (ecosystem === undefined) return { state: 'not-asked', detail: `${license.ecosystem} is not read yet.` };
  const asked: Asked = { license, ecosystem, subject: unpinned(license), options, question };
  const have = await gatherFor(asked, license.ecosystem === 'rubygems' ? ['artifact'] : ['release', 'artifact']);
  const answer = have.findLast(({ want }) => want === 'artifact') ?? have.at(-1);
  if (answer === undefined) return { state: 'not-asked', detail: `No allowed registry serves ${license.name}.` };
  if (answer.want === 'artifact' && answer.evidence.state === 'found') {
    const listed = await listedFacts(asked.subject, have, options.sourceFor(license));
    return [{ ...copyOf(license, answer.request.url, answer.evidence), ...(listed === null ? {} : { listed }) }];
  }
  return whyNot(asked, have, answer);
}

interface Asked {
  readonly license: LicensePackage;
  readonly ecosystem: Ecosystem;
  readonly subject: Subject;
  readonly options: LicenseRunOptions;
  readonly question: LicenseQuestion;
}

/** What is served now must not be answered by what was served before. */
function unpinned(license: LicensePackage): Subject {
  const subject = licenseSubject(license);
  return { ...subject, files: subject.files.map((file) => ({ ...file, pins: [] })) };
}

function gatherFor(
  { license, ecosystem, subject, options, question }: Asked,
  wants: readonly ('release' | 'artifact')[],
) {
  const { registries, sourceFor, policy } = options;
  const asking = { source: askingAlso(sourceFor(license), question), maxArtifactBytes: policy.limits.artifactBytes };
  return gather(ecosystem, { subject, wants, registries, lockfile: '', needsPublishTime: () => false }, asking);
}

async function whyNot(asked: Asked, have: readonly Gathered[], answer: Gathered): Promise<NoCopies> {
  const { evidence, request } = answer;
  const where = originOf(request.url) ?? request.url;
  if (evidence.state === 'found') return notNamed(asked, evidence, where);
  if (evidence.state !== 'absent') return evidence.state === 'denied' ? { ...evidence, where } : evidence;
  const releases = have.filter(({ want }) => want === 'release');
  const known = releases.length > 0 ? releases : await gatherFor(asked, ['release']);
  return isWithdrawn(asked, known) ? { state: 'withdrawn', where } : { ...evidence, where };
}

/** A Composer repository answers for all of its packages at once. */
function notNamed({ ecosystem, subject }: Asked, evidence: FoundEvidence, where: string): NoCopies {
  const release = ecosystem.release(subject, evidence);
  if (!('problem' in release)) return { state: 'not-asked', detail: `${where} names no archive that could be had.` };
  if (release.problem === 'version-missing') return { state: 'withdrawn', where };
  return { state: 'not-asked', detail: `${where}: ${release.detail}` };
}
/** The registry answers about the package, to these credentials, and does not list this version; an answer that cannot be read says nothing. */
function isWithdrawn({ ecosystem, subject }: Asked, have: readonly Gathered[]): boolean {
  const found = have.map(({ evidence }) => evidence).filter((evidence: Evidence) => evidence.state === 'found');
  return found.some((evidence) => {
    const release = ecosystem.release(subject, evidence);
    return 'problem' in release ? release.problem === 'version-missing' : release.files.length === 0;
  });
}

function copyOf(license: LicensePackage, url: string, evidence: FoundEvidence): LicenseCopy {
  const listing = evidence.listing ?? plainFile(license, evidence);
  return {
    kind: 'archive',
    where: originOf(url) ?? url,
    digests: evidence.digests,
    listing,
    facts: readPackageFacts(license.ecosystem, listing),
    problems: [],
    ...(evidence.looksLike === undefined ? {} : { looksLike: evidence.looksLike }),
  };
}

/** A file that is no archive is its own only content. */
function plainFile({ name }: LicensePackage, { size, digests, body }: FoundEvidence): FileListing {
  const sha256 = digests.find(({ alg }) => alg === 'sha256')?.value;
  const entry = { path: name, type: 'file', mode: 0o644, size, ...(sha256 === undefined ? {} : { sha256 }) } as const;
  const members = body === undefined ? new Map<string, Uint8Array>() : new Map([[name, body]]);
  return { entries: [entry], problems: [], members, complete: true };
}
