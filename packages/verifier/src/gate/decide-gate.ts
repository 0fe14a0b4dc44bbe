/** The decision before a deploy. */

import { AssayError, type GateArtifact, type GateDecision } from '@assay/model';
import { readTime } from '../read-time.js';
import { belongsAnswer, digestFiles, readWholeFiles, sbomAnswer, type DigestedFile } from './belonging-files.js';
import {
  answer,
  conditionsOf,
  decisionOf,
  someConditions,
  type Answer,
  type Answers,
  type GeneralConditionName,
  type GivenConditionName,
  type SummaryConditionName,
} from './condition.js';
import { deniedAnswer } from './denied-answer.js';
import { judgeFeed, readFeedDocument, type FeedAtHand, type FeedFetch } from './denied-feed-at-hand.js';
import { findSummaries, type FoundStatements, type FoundSummary } from './find-summaries.js';
import { readArtifacts, type ArtifactAtHand } from './gate-artifact.js';
import type { GateOptions } from './gate-options.js';
import { readGateTerms, type GateTerms } from './gate-rules-of.js';
import { readGateMemory, rememberSeen, type GateMemory } from './gate-state.js';
import { instant, knownAt } from './instant.js';
import { clockOf, policyOf, replayOf } from './memory-conditions.js';
import { runComponents, type RunFiles } from './run-components.js';
import { createStatementOpener, type StatementOpener } from './statement-opener.js';
import { summaryConditions } from './summary-conditions.js';
import { readSummaryFiles, type PlacedLine } from './summary-files.js';

/** Everything that the decision rests on, read once. */
interface GateWorld extends RunFiles {
  readonly terms: GateTerms;
  readonly lines: readonly PlacedLine[];
  readonly opener: StatementOpener;
  readonly memory: GateMemory | null;
  readonly feed: FeedAtHand;
  readonly evidence: readonly DigestedFile[];
  readonly at: string;
}

interface JudgingWorld extends GateWorld {
  /** SHA-256 of files that the newest summaries of the other artefacts name. */
  readonly named: ReadonlySet<string>;
}

/**
 * Decides whether artefacts may be deployed: each by the newest validly signed summary of its run by an accepted signer, under the policy's
 * section `gate`. Opens no socket but for a feed of what is denied, and none with `offline`. Remembers what it saw in `state`. Throws AssayError
 * `ERR_USAGE`, `ERR_POLICY` or `ERR_CONFIG` for what cannot be read or asked; whatever else is wrong is in the answer.
 */
export async function decideGate(options: GateOptions): Promise<GateDecision> {
  const world = await readWorld(options);
  const artifacts = await readArtifacts(options.artifacts);
  const asked = artifacts.map((artifact) => ({ artifact, found: findSummaries(artifact, world.lines, world) }));
  const judged: JudgedArtifact[] = [];
  for (const each of asked) {
    const others = asked.filter((other) => other !== each).flatMap(({ found }) => byAge(found).newest);
    judged.push(await judgeArtifact(each, { ...world, named: namedFiles(others) }));
  }
  const exitCode = worst(judged.map(({ told }) => told.decision));
  const unwritten = options.state === undefined ? [] : await remember(options.state, exitCode, { judged, world });
  const asAsked = options.at === undefined ? [] : [`Judged at ${world.at}, as asked, and not by this machine’s clock.`];
  const notes = [...asAsked, ...world.opener.notes, ...signerNotes(world.terms), ...unwritten];
  return { exitCode, at: world.at, artifacts: judged.map(({ told }) => told), notes };
}

async function readWorld(options: GateOptions): Promise<GateWorld> {
  if (options.artifacts.length === 0) throw new AssayError('ERR_USAGE', 'no artefact was named');
  const { env = process.env, trustedRoot } = options;
  const at = readTime(options.at);
  const terms = await readGateTerms(options.policy);
  const lines = await readSummaryFiles(options.summaries);
  const document = await readFeedDocument(options, terms, lazyFetch(env));
  const feedLine = document !== null && 'line' in document ? [document.line] : [];
  const place = { env, at, ...(trustedRoot === undefined ? {} : { trustedRoot }) };
  const opener = await createStatementOpener([...lines, ...feedLine], place);
  const memory = options.state === undefined ? null : await readGateMemory(options.state);
  return {
    terms,
    lines,
    opener,
    memory,
    feed: judgeFeed(document, { opener, terms, memory, at }),
    sboms: await readWholeFiles(options.sboms ?? [], 'bill of materials'),
    reports: await readWholeFiles(options.reports ?? [], 'report'),
    evidence: await digestFiles(options.evidence ?? []),
    at,
  };
}

function lazyFetch(env: Readonly<Record<string, string | undefined>>): FeedFetch {
  return async (url) => (await import('./fetch-feed.js')).feedFetch(env)(url);
}

interface JudgedArtifact {
  readonly told: GateArtifact;
  readonly summary?: FoundSummary;
}

interface AskedArtifact {
  readonly artifact: ArtifactAtHand;
  readonly found: FoundStatements;
}

/** A file of one artefact's run is no wrong file for another's. */
function namedFiles(summaries: readonly FoundSummary[]): ReadonlySet<string> {
  const digests = summaries.flatMap(({ summary: { sbom, report, evidence } }) => [sbom, report, evidence]);
  return new Set(digests.flatMap((digest) => digest?.value ?? []));
}

async function judgeArtifact({ artifact, found }: AskedArtifact, world: JudgingWorld): Promise<JudgedArtifact> {
  const general = generalAnswers(artifact, found, world);
  const [best] = await judgeNewest(artifact, found, world);
  const conditions = conditionsOf({ ...general, ...(best?.answers ?? unreached) });
  const { label, digests } = artifact;
  const told = {
    name: label,
    digests,
    decision: decisionOf(conditions),
    conditions,
    others: othersOf(found, best?.summary),
  };
  if (best === undefined) return { told };
  const { line, opened, summary } = best.summary;
  const deciding = { from: line.from, line: line.line, at: summary.at, signedBy: opened.signedBy };
  return { told: { ...told, summary: deciding }, summary: best.summary };
}

type General = Readonly<Record<GeneralConditionName, Answer>>;
type OfSummary = Answers<SummaryConditionName>;

/** What can be said whether or not there is a summary. */
function generalAnswers(artifact: ArtifactAtHand, found: FoundStatements, { lines, feed }: GateWorld): General {
  const unreadable = lines.flatMap((line) =>
    line.form === 'unreadable' ? [`${line.from}, line ${String(line.line)}: ${line.problem}`] : [],
  );
  const [odd] = found.notUnderstood;
  const content =
    odd === undefined
      ? answer(found.summaries.length > 0 ? 'summary-understood' : 'not-reached')
      : answer('summary-not-understood', `${odd.code}: ${odd.detail}`);
  return {
    artifact: artifact.read,
    lines:
      unreadable.length === 0
        ? answer('summary-lines-read')
        : answer('summary-line-unreadable', unreadable.slice(0, 5).join(' ')),
    summary: found.found,
    signature: found.signature,
    signer: found.signer,
    content,
    'denied-feed': feed.answer,
  };
}

const notReached = answer('not-reached');

/** Conditions of a summary that is not there. */
const unreached: OfSummary = {
  subject: notReached,
  newest: notReached,
  decision: notReached,
  depth: notReached,
  policy: notReached,
  verifier: notReached,
  freshness: notReached,
  clock: notReached,
  'signing-time': notReached,
  replay: notReached,
  links: notReached,
  waivers: notReached,
  sbom: notReached,
  denied: notReached,
};

interface JudgedSummary {
  readonly summary: FoundSummary;
  readonly answers: OfSummary;
}

/** The newest, of which there may be several, and all others. */
function byAge({ summaries }: FoundStatements): Readonly<Record<'newest' | 'older', readonly FoundSummary[]>> {
  const latest = Math.max(...summaries.map(({ summary }) => instant(knownAt(summary))));
  const older = summaries.filter(({ summary }) => instant(knownAt(summary)) < latest);
  return { newest: summaries.filter((each) => !older.includes(each)), older };
}

/** The newest summary; of several that are equally new, the one that comes off worst. */
async function judgeNewest(
  artifact: ArtifactAtHand,
  found: FoundStatements,
  world: JudgingWorld,
): Promise<readonly JudgedSummary[]> {
  const { newest, older } = byAge(found);
  const judged: JudgedSummary[] = [];
  for (const summary of newest) {
    judged.push({ summary, answers: await summaryAnswers(summary, { artifact, older, world }) });
  }
  return judged.sort((a, b) => severity(b) - severity(a));
}

function severity({ answers }: JudgedSummary): number {
  return ['pass', 'unverified', 'fail'].indexOf(decisionOf(someConditions(answers)));
}

interface SummaryPlace {
  readonly artifact: ArtifactAtHand;
  readonly older: readonly FoundSummary[];
  readonly world: JudgingWorld;
}

async function summaryAnswers(found: FoundSummary, place: SummaryPlace): Promise<OfSummary> {
  const { artifact, older, world } = place;
  const { terms, memory, at, sboms, reports, evidence, named } = world;
  const context = { artifact, terms, at };
  const { summary } = found;
  const report = belongsAnswer('report', summary.report, { given: reports, named });
  const recorded = belongsAnswer('evidence', summary.evidence, { given: evidence, named });
  const given: Partial<Record<GivenConditionName, Answer>> = {
    ...(report === null ? {} : { report }),
    ...(recorded === null ? {} : { evidence: recorded }),
  };
  return {
    ...summaryConditions(found, context),
    newest: newestOf(found, older),
    policy: policyOf(found, { older, memory, terms }),
    clock: clockOf(found, memory, context),
    replay: replayOf(found, memory),
    sbom: sbomAnswer(summary.sbom, { given: sboms, named }, terms.rules.sbom),
    ...given,
    denied: await deniedOf(found, place),
  };
}

/** An older one that passed must not be what somebody goes by. */
function newestOf({ summary }: FoundSummary, older: readonly FoundSummary[]): Answer {
  const passed = older.find((each) => each.summary.exitCode === 0);
  if (summary.exitCode === 0 || passed === undefined)
    return answer('summary-newest', `It was made at ${summary.at}; ${String(older.length)} older.`);
  return answer(
    'summary-superseded',
    `The one of ${passed.summary.at} passed, that of ${summary.at} says ${summary.decision}.`,
  );
}

async function deniedOf({ summary, opened }: FoundSummary, { artifact, world }: SummaryPlace): Promise<Answer> {
  const { feed } = world.feed;
  if (feed === null) return answer(world.feed.answer.code === 'denied-not-asked' ? 'denied-not-asked' : 'not-reached');
  const known = await runComponents(summary, world);
  const digests = [...artifact.digests, ...summary.artifact.digests];
  return deniedAnswer(feed, { digests, signer: opened.signer, known });
}

function othersOf({ summaries, others }: FoundStatements, best: FoundSummary | undefined): GateArtifact['others'] {
  const older = summaries.filter((each) => each !== best);
  const told = older.map(({ line, opened, summary }) => ({
    from: line.from,
    line: line.line,
    code: 'older-summary',
    detail: `Made at ${summary.at}, says ${summary.decision}, signed by ${opened.signedBy}.`,
  }));
  return [...told, ...others];
}

function worst(decisions: readonly GateArtifact['decision'][]): GateDecision['exitCode'] {
  if (decisions.includes('fail')) return 1;
  return decisions.includes('unverified') ? 3 : 0;
}

/** Nothing passes that is not remembered; that a refusal could not be, is a note. */
async function remember(
  file: string,
  exitCode: GateDecision['exitCode'],
  { judged, world }: { readonly judged: readonly JudgedArtifact[]; readonly world: GateWorld },
): Promise<readonly string[]> {
  try {
    await rememberSeen(file, seenOf(judged, world, exitCode === 0));
    return [];
  } catch (error) {
    if (exitCode === 0 || !(error instanceof AssayError)) throw error;
    return [`What was seen is not remembered: ${error.message}.`];
  }
}

/** Passes are remembered where all passed; runs that did not pass, and issues of feeds, always. */
function seenOf(
  judged: readonly JudgedArtifact[],
  { terms, at, feed: { feed } }: GateWorld,
  passed: boolean,
): GateMemory {
  const latest = instant(at) + terms.rules.clockSkew * 1000;
  const seen = judged.flatMap(({ summary: found }) => {
    if (found === undefined) return [];
    const { artifact, policy, exitCode } = found.summary;
    const digest = artifact.digests.find(({ alg }) => alg === 'sha256')?.value ?? '';
    return [{ name: artifact.name, digest, at: knownAt(found.summary), policy: policy.value, exitCode }];
  });
  const failures = seen.filter((each) => each.exitCode !== 0 && instant(each.at) <= latest);
  return {
    decidedAt: passed ? at : null,
    artifacts: passed ? seen.map(({ exitCode: _passed, ...each }) => each) : [],
    failures: failures.map((each) => ({ digest: each.digest, at: each.at })),
    feeds: feed === null ? [] : [{ feed: feed.feed, sequence: feed.sequence, issuedAt: feed.issuedAt }],
  };
}

/** A name can be given up and registered again by somebody else; a number cannot. */
function signerNotes({ rules }: GateTerms): readonly string[] {
  return [...rules.signers, ...(rules.denied?.signers ?? [])].flatMap((signer) => {
    const isNamed = signer.kind === 'github' || signer.kind === 'gitlab';
    if (!isNamed || signer.repositoryId !== undefined || signer.ownerId !== undefined) return [];
    return [
      `The signer ${signer.repository} is named without repositoryId or ownerId: whoever registers that name next would be accepted.`,
    ];
  });
}
