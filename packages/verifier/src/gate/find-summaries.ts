/** Which of the statements are summaries of runs about an artefact, signed by somebody who is accepted. */

import type { GateOtherStatement, RunSummary } from '@assay/model';
import { attestationCodeInfo, parseRunSummary, runSummaryPredicateType, type OpenedStatement } from '@assay/signature';
import { answer, type Answer } from './condition.js';
import type { ArtifactAtHand } from './gate-artifact.js';
import type { GateTerms } from './gate-rules-of.js';
import type { StatementOpener } from './statement-opener.js';
import type { PlacedLine, ReadableLine } from './summary-files.js';

/** A summary by an accepted signer. */
export interface FoundSummary {
  readonly line: ReadableLine;
  readonly opened: OpenedStatement;
  readonly summary: RunSummary;
}

/** What there is about an artefact. */
export interface FoundStatements {
  readonly summaries: readonly FoundSummary[];
  /** Summaries by accepted signers that cannot be understood. */
  readonly notUnderstood: readonly GateOtherStatement[];
  /** Statements about the artefact that do not decide. */
  readonly others: readonly GateOtherStatement[];
  /** Conditions as far as they hold of any statement: why there is no summary, where there is none. */
  readonly found: Answer;
  readonly signature: Answer;
  readonly signer: Answer;
}

/** What the statements are judged with. */
export interface StatementContext {
  readonly terms: GateTerms;
  readonly opener: StatementOpener;
  readonly at: string;
}

/** Sorts all statements for one artefact. Those that say they are about other bytes are left out: to say so is to be left out. */
export function findSummaries(
  artifact: ArtifactAtHand,
  lines: readonly PlacedLine[],
  context: StatementContext,
): FoundStatements {
  const about = lines.filter((line): line is ReadableLine => line.form !== 'unreadable' && isAbout(line, artifact));
  const candidates = about.filter(({ claim }) => claim.predicateType === runSummaryPredicateType);
  const judged = candidates.map((line) => judge(line, artifact, context));
  const summaries = judged.flatMap((each) => ('summary' in each ? [each] : []));
  const refused = judged.flatMap((each) => ('summary' in each ? [] : [each]));
  return {
    summaries,
    notUnderstood: refused.filter(({ stage }) => stage === 'content').map(({ told }) => told),
    others: [
      ...refused.map(({ told }) => told),
      ...about.filter((line) => !candidates.includes(line)).map(ofOtherType),
    ],
    found: foundAnswer(artifact, { about, candidates, lines }),
    ...reached(summaries, refused),
  };
}

interface Refused {
  readonly stage: 'signature' | 'signer' | 'type' | 'content';
  readonly outcome: 'refuted' | 'unknown';
  readonly told: GateOtherStatement;
}

function judge(line: ReadableLine, artifact: ArtifactAtHand, context: StatementContext): FoundSummary | Refused {
  const { terms, opener, at } = context;
  // By SHA-256 alone: that another digest differs is a condition of its own, with its own answer.
  const digests = artifact.digests.filter(({ alg }) => alg === 'sha256');
  const opened = opener.open(line, { digests, signers: terms.rules.signers, at });
  if (!opened.ok) return refusedAt('signature', line, opened);
  if (opened.refused !== null) return refusedAt('signer', line, opened.refused);
  const parsed = parseRunSummary(opened.statement);
  if (parsed.ok) return { line, opened, summary: parsed.summary };
  return refusedAt(parsed.code === 'summary-other-type' ? 'type' : 'content', line, parsed);
}

function refusedAt(
  stage: Refused['stage'],
  { from, line }: ReadableLine,
  { code, detail }: { readonly code: string; readonly detail: string },
): Refused {
  const outcome = isAboutTrust(code) ? 'unknown' : 'refuted';
  return { stage, outcome, told: { from, line, code, detail } };
}

/** What the judge's own trust leaves open says nothing about the statement. */
function isAboutTrust(code: string): boolean {
  return attestationCodeInfo(code).outcome === 'unknown' && code !== 'envelope-key-missing';
}

/** By SHA-256: every statement that Assay writes has it. */
function isAbout({ claim }: ReadableLine, { digests }: ArtifactAtHand): boolean {
  const [own] = digests;
  return claim.subjects.some((subject) =>
    subject.digests.some(({ alg, value }) => alg === own?.alg && value === own.value),
  );
}

function ofOtherType({ from, line, claim }: ReadableLine): GateOtherStatement {
  return { from, line, code: 'statement-of-other-type', detail: `It is a ${claim.predicateType}.` };
}

function foundAnswer(
  { name }: ArtifactAtHand,
  {
    about,
    candidates,
    lines,
  }: Record<'about' | 'candidates', readonly ReadableLine[]> & { lines: readonly PlacedLine[] },
): Answer {
  if (candidates.length > 0) return answer('summary-found');
  if (about.length > 0)
    return answer('summary-only-other-types', about.map(({ claim }) => claim.predicateType).join(', '));
  const namesakes = lines.filter(
    (line) => line.form !== 'unreadable' && line.claim.subjects.some((subject) => subject.name === name),
  );
  const [first] = name === undefined ? [] : namesakes;
  if (first === undefined)
    return answer(
      'summary-missing',
      lines.length === 0
        ? 'The files hold no statement.'
        : `${String(lines.length)} statements are about something else.`,
    );
  return answer('summary-wrong-subject', `${first.from}, line ${String(first.line)}.`);
}

/** How far the best of the statements came. */
function reached(
  summaries: readonly FoundSummary[],
  refused: readonly Refused[],
): Pick<FoundStatements, 'signature' | 'signer'> {
  const [best] = summaries;
  if (best !== undefined) {
    return {
      signature: answer('summary-signature-valid'),
      signer: answer('summary-signer-accepted', `Signed by ${best.opened.signedBy}.`),
    };
  }
  const valid = refused.find(({ stage }) => stage === 'content' || stage === 'type');
  if (valid !== undefined)
    return { signature: answer('summary-signature-valid'), signer: answer('summary-signer-accepted') };
  const stranger = refused.find(({ stage }) => stage === 'signer');
  if (stranger !== undefined) {
    return {
      signature: answer('summary-signature-valid'),
      signer: answer('summary-signer-not-accepted', stranger.told.detail),
    };
  }
  const [first] = refused;
  if (first === undefined) return { signature: answer('not-reached'), signer: answer('not-reached') };
  const code = first.outcome === 'unknown' ? 'summary-signature-unknown' : 'summary-signature-invalid';
  return { signature: answer(code, `${first.told.code}: ${first.told.detail}`), signer: answer('not-reached') };
}
