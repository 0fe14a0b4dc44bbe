/**
 * `release-age`: the version has been published for as long as the policy asks. What is harmful is mostly found out in its first days.
 * Ages are counted back from the time that is judged at.
 */

import type { Digest, SubjectFile } from '@assay/model';
import { attestedFiles } from '../attested/attested-files.js';
import type { Check, CheckContext, CheckResult } from '../check.js';
import { missingEvidence, unreadableEvidence } from '../missing-evidence.js';
import { judgeSourceKind } from '../not-applicable.js';
import { releaseAgeEntry } from './codes.js';
import { spanText } from './span-text.js';

type Result = CheckResult<keyof (typeof releaseAgeEntry)['codes']>;

export const releaseAge: Check = {
  ...releaseAgeEntry,
  depth: 'registry',
  wants: ['release', 'history'],
  // The history is the whole package document, some of which have ten megabytes: nothing is asked for without need.
  wantsOf: ({ expected }) => (expected.releaseAge?.isExcepted === false ? releaseAge.wants : []),
  run,
};

function run(context: CheckContext): readonly Result[] {
  const { subject, expected } = context;
  if (expected.releaseAge === null) return [{ code: 'no-minimum-age', detail: 'No age is asked for.' }];
  if (expected.releaseAge.isExcepted) return [{ code: 'age-excepted', detail: `${subject.name} may be younger.` }];
  const settled = judgeSourceKind(subject);
  if (settled !== null) return [settled];
  if (subject.source.kind === 'archive') {
    return [{ code: 'project-file', detail: `${subject.name} is the file ${subject.source.path}.` }];
  }
  if (subject.source.kind !== 'registry') {
    return [{ code: 'no-registry-time', detail: `${subject.name} comes from a ${subject.source.kind} source.` }];
  }
  if (context.release.state === 'unreadable') return [unreadableEvidence(context.release)];
  if (context.release.state !== 'have') return [missingEvidence(context.release)];
  const { minimum } = expected.releaseAge;
  if (subject.files.length === 0) return [judgeFile(context, undefined, minimum)];
  return subject.files.map((file) => ({ ...judgeFile(context, file, minimum), file: file.name }));
}

/** What the registry states, or why that is nothing. */
type Stated = { readonly time: string; readonly evidence: readonly Digest[] } | { readonly result: Result };

function judgeFile(context: CheckContext, file: SubjectFile | undefined, minimum: number): Result {
  const stated = statedTime(context, file);
  const signed = file === undefined ? noSignedTimes : signedTimes(context, file);
  if ('result' in stated)
    return signed.published === null ? stated.result : judgeAge(context, signed.published, minimum);
  const { time, evidence } = stated;
  return { ...judgeStated(context, { time, signed, minimum }), evidence };
}

/** The release's own word about this file, where it has one; otherwise that of the history. */
function statedTime({ release, publishedAt, subject }: CheckContext, file: SubjectFile | undefined): Stated {
  if (release.state === 'have') {
    const own = release.value.files.find(({ platform }) => platform === file?.platform)?.publishedAt;
    if (own !== undefined) return { time: own, evidence: release.evidence };
  }
  switch (publishedAt.state) {
    case 'have':
      return { time: publishedAt.value, evidence: publishedAt.evidence };
    case 'unreadable':
      return { result: unreadableTime(publishedAt.why) };
    case 'absent':
    case 'not-asked':
      return {
        result: missingTime(`The registry says nothing of when ${subject.name} ${subject.version} was published.`),
      };
    default:
      return { result: missingEvidence(publishedAt) };
  }
}

function unreadableTime({ problem, detail }: { readonly problem: string; readonly detail: string }): Result {
  return problem === 'version-missing' || problem === 'incomplete'
    ? missingTime(detail)
    : { code: 'publish-time-malformed', detail };
}

function missingTime(detail: string): Result {
  return { code: 'publish-time-missing', detail };
}

/** Before the first registries of npm (2009) and RubyGems (2003) there was nothing to publish to. Some servers state 1970 for "unknown". */
const beginnings: Readonly<Record<string, string>> = { npm: '2009-01-01T00:00:00Z', rubygems: '2003-01-01T00:00:00Z' };

/** Clocks differ; what is signed and published in one go takes minutes. */
const toleranceSeconds = 3600;

interface StatedTime {
  readonly time: string;
  readonly signed: SignedTimes;
  readonly minimum: number;
}

function judgeStated(context: CheckContext, { time, signed, minimum }: StatedTime): Result {
  const { subject, at } = context;
  const what = `By the registry, ${subject.name} ${subject.version} was published at ${time}`;
  const beginning = beginnings[subject.ecosystem];
  if (beginning !== undefined && secondsBetween(beginning, time) < 0) {
    return { code: 'publish-time-impossible', detail: `${what}.` };
  }
  if (secondsBetween(at, time) > toleranceSeconds) {
    return { code: 'published-in-future', detail: `${what}, which is after ${at}.` };
  }
  if (signed.first !== null && secondsBetween(time, signed.first) > toleranceSeconds) {
    return { code: 'publish-time-contradicted', detail: `${what}, but it was first signed at ${signed.first}.` };
  }
  if (signed.published !== null) return judgeAge(context, signed.published, minimum);
  const age = secondsBetween(time, at);
  if (age < minimum) return tooYoung(context, time, minimum);
  return { code: 'age-unauthenticated', detail: `${what}, ${spanText(age)} ago; nobody signed that.` };
}

function judgeAge(context: CheckContext, published: string, minimum: number): Result {
  const { subject, at } = context;
  const age = secondsBetween(published, at);
  if (age < minimum) return tooYoung(context, published, minimum);
  const detail = `${subject.name} ${subject.version} was published at ${published}, ${spanText(age)} ago: the registry signed that, and a log recorded it.`;
  return { code: 'age-attested', detail };
}

function tooYoung({ subject, at }: CheckContext, time: string, minimum: number): Result {
  const age = Math.max(0, secondsBetween(time, at));
  const until = new Date((Math.floor(Date.parse(time) / 1000) + minimum) * 1000).toISOString().replace('.000Z', 'Z');
  const detail = `${subject.name} ${subject.version} was published at ${time}, ${spanText(age)} ago; it will be ${spanText(minimum)} old at ${until}.`;
  return { code: 'too-young', detail };
}

/** Verified times of signatures over a file. */
interface SignedTimes {
  /** The first of all: it cannot have been published long before. */
  readonly first: string | null;
  /**
   * Of the registry's own attestation that it published the file. What the publisher signed can have been signed long before it was
   * published, and makes nothing older.
   */
  readonly published: string | null;
}

const noSignedTimes: SignedTimes = { first: null, published: null };

/** Nothing is asked for it: where `provenance` asked for attestations, their times are at hand. */
function signedTimes(context: CheckContext, file: SubjectFile): SignedTimes {
  if (context.attestations.get(file.name)?.state !== 'have') return noSignedTimes;
  const signers = attestedFiles(context).get(file.name)?.signers ?? [];
  const times = signers.flatMap(({ signer, signedAt }) => signedAt.map(({ at }) => ({ kind: signer.kind, at })));
  const first = earliest(times.map(({ at }) => at));
  return { first, published: earliest(times.filter(({ kind }) => kind === 'registry-key').map(({ at }) => at)) };
}

function earliest(times: readonly string[]): string | null {
  return times.reduce<string | null>(
    (known, time) => (known === null || secondsBetween(known, time) < 0 ? time : known),
    null,
  );
}

function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000;
}
