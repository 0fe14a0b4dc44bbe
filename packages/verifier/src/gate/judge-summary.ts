/** What the conditions are about one summary, and which of several decides. */

import { belongsAnswer, sbomAnswer } from './belonging-files.js';
import {
  answer,
  decisionOf,
  someConditions,
  type Answer,
  type Answers,
  type GivenConditionName,
  type SummaryConditionName,
} from './condition.js';
import { deniedAnswer } from './denied-answer.js';
import type { FoundStatements, FoundSummary } from './find-summaries.js';
import type { ArtifactAtHand } from './gate-artifact.js';
import type { GateWorld } from './gate-world.js';
import { instant, knownAt } from './instant.js';
import { clockOf, policyOf, replayOf } from './memory-conditions.js';
import { runComponents } from './run-components.js';
import { summaryConditions } from './summary-conditions.js';

/** Answers to the conditions of a summary, each of them. */
export type SummaryAnswers = Answers<SummaryConditionName>;

/** The world of one artefact among others. */
export interface JudgingWorld extends GateWorld {
  /** SHA-256 of files that the newest summaries of the other artefacts name. */
  readonly named: ReadonlySet<string>;
}

const notReached = answer('not-reached');

/** Conditions of a summary that is not there. */
export const unreached: SummaryAnswers = {
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

/** A summary and what came of it. */
export interface JudgedSummary {
  readonly summary: FoundSummary;
  readonly answers: SummaryAnswers;
}

/** The newest, of which there may be several, and all others. */
export function byAge({ summaries }: FoundStatements): Readonly<Record<'newest' | 'older', readonly FoundSummary[]>> {
  const latest = Math.max(...summaries.map(({ summary }) => instant(knownAt(summary))));
  const older = summaries.filter(({ summary }) => instant(knownAt(summary)) < latest);
  return { newest: summaries.filter((each) => !older.includes(each)), older };
}

/** The newest summary; of several that are equally new, the one that comes off worst. */
export async function judgeNewest(
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

async function summaryAnswers(found: FoundSummary, place: SummaryPlace): Promise<SummaryAnswers> {
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
