/** Where a summary says one thing and another: no signature makes that right. */

import { isStrong, type Decision, type RunSummary } from '@assay/model';
import { endInstantOf, instantOf } from '../registry/instant.js';

/** Best first (DESIGN §1). */
const severity: readonly Decision[] = ['pass', 'waived', 'warn', 'unverified', 'fail'];

/** The first contradiction as a sentence; null where there is none. */
export function summaryContradiction(summary: RunSummary): string | null {
  return (
    countsContradiction(summary) ??
    decisionContradiction(summary) ??
    waiversContradiction(summary) ??
    linksContradiction(summary) ??
    evidenceContradiction(summary) ??
    provenanceContradiction(summary)
  );
}

function countsContradiction({ subjects, decisions }: RunSummary): string | null {
  const sum = severity.reduce((all, decision) => all + decisions[decision], 0);
  return sum === subjects ? null : `It is about ${String(subjects)} packages and counts ${String(sum)} verdicts.`;
}

/**
 * The decision is the worst of what was counted and of the provenance. One step is allowed beyond: a run that would pass and in which
 * something was left open is unverified.
 */
function decisionContradiction(summary: RunSummary): string | null {
  const { decision, exitCode } = summary;
  if (exitCode !== exitCodeOf(decision)) return `Its decision is ${decision} and its exit code ${String(exitCode)}.`;
  const worst = worstOf(summary);
  if (decision === worst || (decision === 'unverified' && exitCodeOf(worst) === 0)) return null;
  return `Its decision is ${decision}, and the worst of what it counts is ${worst}.`;
}

function worstOf({ decisions, provenance }: RunSummary): Decision {
  const counted = severity.findLast((decision) => decisions[decision] > 0) ?? 'pass';
  const own = provenance === undefined ? 'pass' : decisionOn[provenance.outcome];
  return severity.indexOf(own) > severity.indexOf(counted) ? own : counted;
}

/** Provenance that was given was asked for: DESIGN §1's column `require`. */
const decisionOn = { proven: 'pass', refuted: 'fail', absent: 'fail', unknown: 'unverified' } as const;

function exitCodeOf(decision: Decision): 0 | 1 | 3 {
  if (decision === 'fail') return 1;
  return decision === 'unverified' ? 3 : 0;
}

function waiversContradiction({ at, decisions, waivers }: RunSummary): string | null {
  const used = waivers.reduce((all, { count }) => all + count, 0);
  if (used < decisions.waived) return `It counts ${String(decisions.waived)} waived packages and ${String(used)} uses.`;
  const late = waivers.find(({ expires }) => (endInstantOf(expires) ?? 0) <= (instantOf(at) ?? Infinity));
  return late === undefined ? null : `It used a waiver that had expired on ${late.expires}.`;
}

/** Bytes that nobody read show nothing that is in them. */
function linksContradiction({ artifact, lockfiles }: RunSummary): string | null {
  const paths = lockfiles.map(({ path }) => path);
  if (new Set(paths).size < paths.length) return 'It names a lockfile twice.';
  const wasRead = artifact.digests.filter(({ alg }) => isStrong(alg)).length > 1;
  const embedded = lockfiles.filter(({ link }) => link === 'embedded');
  if (embedded.length > 0 && !wasRead) return 'It says what is in an artefact whose bytes were not read.';
  const stray = lockfiles.find(({ link, within }) => (link === 'embedded') !== (within !== undefined));
  return stray === undefined ? null : `The link ${stray.link} and where it was found do not go together.`;
}

function evidenceContradiction({ evidence, evidenceAt }: RunSummary): string | null {
  const isStray = evidenceAt !== undefined && evidence === undefined;
  return isStray ? 'It says when evidence was gathered that it does not name.' : null;
}

function provenanceContradiction({ provenance, lockfiles }: RunSummary): string | null {
  const isProven = provenance?.outcome === 'proven';
  if (provenance?.level !== undefined && !isProven) return 'It claims a level by provenance that was not proven.';
  const linked = lockfiles.some(({ link }) => link === 'provenance');
  return linked && !isProven ? 'A lockfile is linked by provenance that was not proven.' : null;
}
