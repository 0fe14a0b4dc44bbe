/** All that is found out about one subject: which checks run, what is asked for them, and what they say. */

import { sourceCheck, type Check, type CheckContext, type Demanded, type LockedElsewhere } from '@assay/checks';
import {
  vendoredKey,
  type Depth,
  type Ecosystem,
  type Expectations,
  type Finding,
  type Gathered,
  type RegistryTable,
  type Subject,
  type SubjectFacts,
  type Voucher,
  type Want,
} from '@assay/model';
import type { Trust } from '@assay/signature';
import {
  artifactAnswers,
  attestationAnswers,
  publishedAtAnswer,
  registryAsked,
  releaseAnswer,
  vendoredAnswers,
} from './answers.js';
import { gather, type Asking } from './gather.js';
import { namesElsewhere } from './names-elsewhere.js';
import { runCheck } from './run-check.js';
import { factsOf } from './subject-facts.js';

const depths: readonly Depth[] = ['pins', 'registry', 'artifacts'];

/** True when a check can run at this depth. */
export function runsAt(check: Check, depth: Depth): boolean {
  return depths.indexOf(check.depth) <= depths.indexOf(depth);
}

/** What it takes to look at one subject. */
export interface SubjectTask {
  readonly subject: Subject;
  readonly ecosystem: Ecosystem;
  /** The checks that the policy does not ignore for this subject, at the run's depth. */
  readonly checks: readonly Check[];
  readonly registries: RegistryTable;
  readonly demanded?: readonly Demanded[];
  readonly lockedElsewhere?: readonly LockedElsewhere[];
  readonly lockfile: string;
  readonly asking: Asking;
  /** RFC 3339 UTC. */
  readonly at: string;
  readonly trust: Trust;
  readonly expected: Expectations;
  readonly depth: Depth;
  /** Called once with what else is known of the subject. */
  readonly onFacts?: (facts: SubjectFacts) => void;
}

/** Gathers evidence, runs the checks, and lets go of the evidence. */
export async function findAbout(task: SubjectTask): Promise<readonly Finding[]> {
  const bare = withoutEvidence(task);
  const sourceFindings = runCheck(sourceCheck, bare);
  const { context, have } = mayAsk(sourceFindings) ? await withEvidence(bare, task) : { context: bare, have: [] };
  const vouchers: Voucher[] = [];
  const findings = task.checks.flatMap((check) => {
    return check === sourceCheck ? sourceFindings : runCheck(check, context, (voucher) => vouchers.push(voucher));
  });
  task.onFacts?.(factsOf({ context, ecosystem: task.ecosystem, have, vouchers }));
  return findings;
}

/** Everything that checks may look at, asked for as they want it. */
export async function contextOf(task: SubjectTask): Promise<CheckContext> {
  return (await withEvidence(withoutEvidence(task), task)).context;
}

/** What checks look at, and what it was made from. */
interface Evident {
  readonly context: CheckContext;
  readonly have: readonly Gathered[];
}

/**
 * The allow-list comes before any request: a subject whose source is not allowed is asked about nowhere, even where the policy
 * ignores the `source` check itself.
 */
function mayAsk(findings: readonly Finding[]): boolean {
  return findings.every(({ outcome }) => outcome === 'proven' || outcome === 'not-applicable');
}

async function withEvidence(bare: CheckContext, task: SubjectTask): Promise<Evident> {
  const { subject, ecosystem, registries, lockfile, asking, trust, expected, depth } = task;
  const curious = task.checks.filter((check) => check.ecosystem === undefined || check.ecosystem === subject.ecosystem);
  const wants = [...new Set(curious.flatMap((check) => check.wantsOf?.({ subject, expected, depth }) ?? check.wants))];
  if (wants.length === 0) return { context: bare, have: [] };
  const needsPublishTime = (registry: string, keyIds: readonly string[]) =>
    asksForAge(expected) ||
    (keyIds.length > 0 && (limitsKeysByDay(expected) || trust.needsPublishTime(registry, keyIds)));
  const have = await gather(ecosystem, { subject, wants, registries, lockfile, needsPublishTime }, asking);
  const namesakes = wants.includes('namesakes') ? await askNames(task) : null;
  return { context: { ...answered(bare, { ecosystem, wants, have }), namesakes }, have };
}

/** The name of a private package is nobody else's business, unless the policy says so. */
async function askNames({
  subject,
  ecosystem,
  registries,
  expected,
  asking,
}: SubjectTask): Promise<CheckContext['namesakes']> {
  const { namesakes: allowed } = expected;
  return allowed === null ? null : namesElsewhere({ subject, ecosystem, registries, allowed, asking });
}

function asksForAge({ releaseAge }: Expectations): boolean {
  return releaseAge?.isExcepted === false;
}

/** True where a registry's key counts for some days only: it signs without a clock, so they are compared with the publish time. */
function limitsKeysByDay({ publishers }: Expectations): boolean {
  return (publishers ?? []).some(
    ({ kind, since, until }) => kind === 'registry-key' && (since !== undefined || until !== undefined),
  );
}

interface Gathering {
  readonly ecosystem: Ecosystem;
  readonly wants: readonly Want[];
  readonly have: readonly Gathered[];
}

function answered(bare: CheckContext, { ecosystem, wants, have }: Gathering): CheckContext {
  const { subject } = bare;
  const registry = registryAsked(have);
  return {
    ...bare,
    ...(registry === undefined ? {} : { registry }),
    release: wants.includes('release') ? releaseAnswer(ecosystem, subject, have) : bare.release,
    artifacts: wants.includes('artifact') ? artifactAnswers(ecosystem, subject, have) : bare.artifacts,
    attestations: wants.includes('attestations') ? attestationAnswers(ecosystem, subject, have) : bare.attestations,
    publishedAt: publishedAtAnswer(ecosystem, subject, have),
    vendored: wants.includes('vendored') ? vendoredAnswers(subject, have) : bare.vendored,
  };
}

function withoutEvidence(task: SubjectTask): CheckContext {
  const { subject, ecosystem, registries, demanded = [], lockedElsewhere = [], at, trust, expected, depth } = task;
  const notAsked = (want: Want) =>
    ({ state: 'not-asked', detail: `${subject.name} was not asked about (${want}): see \`source\`.` }) as const;
  return {
    at,
    trust,
    expected,
    depth,
    subject,
    registries,
    demanded,
    lockedElsewhere,
    namesakes: null,
    ecosystem,
    release: notAsked('release'),
    publishedAt: notAsked('history'),
    attestations: new Map(subject.files.map((file) => [file.name, notAsked('attestations')])),
    artifacts: new Map(subject.files.map((file) => [file.name, notAsked('artifact')])),
    vendored: new Map((subject.vendored ?? []).map((archive) => [vendoredKey(archive), notAsked('vendored')])),
  };
}
