/** The answer about one artefact. */

import type { GateArtifact } from '@assay/model';
import { answer, conditionsOf, decisionOf, type Answer, type GeneralConditionName } from './condition.js';
import type { FoundStatements, FoundSummary } from './find-summaries.js';
import type { ArtifactAtHand } from './gate-artifact.js';
import type { GateWorld } from './gate-world.js';
import { judgeNewest, unreached, type JudgingWorld } from './judge-summary.js';

/** What is told, and the summary that decided. */
export interface JudgedArtifact {
  readonly told: GateArtifact;
  readonly summary?: FoundSummary;
}

/** An artefact and the statements about it. */
export interface AskedArtifact {
  readonly artifact: ArtifactAtHand;
  readonly found: FoundStatements;
}

/** Judges an artefact by the newest statement about it. */
export async function judgeArtifact({ artifact, found }: AskedArtifact, world: JudgingWorld): Promise<JudgedArtifact> {
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
