/** What is asked of the summary itself. Each condition for itself, as a pure function of summary, terms and time. */

import { ecosystemById } from '@assay/ecosystems';
import { sameDigest, type Depth, type RunSummary } from '@assay/model';
import { answer, type Answer, type SummaryConditionName } from './condition.js';
import type { ArtifactAtHand } from './gate-artifact.js';
import type { FoundSummary } from './find-summaries.js';
import type { GateTerms } from './gate-rules-of.js';
import { instant, knownAt, spanText } from './instant.js';

/** What a summary is judged with. */
export interface SummaryContext {
  readonly artifact: ArtifactAtHand;
  readonly terms: GateTerms;
  /** RFC 3339 UTC. */
  readonly at: string;
}

type Condition = (found: FoundSummary, context: SummaryContext) => Answer;

const conditions = {
  subject: subjectOf,
  decision: decisionOf,
  depth: depthOf,
  verifier: verifierOf,
  freshness: freshnessOf,
  'signing-time': signingTimeOf,
  links: linksOf,
  waivers: waiversOf,
} as const satisfies Partial<Record<SummaryConditionName, Condition>>;

/** All of them, by name. */
export function summaryConditions(
  found: FoundSummary,
  context: SummaryContext,
): Readonly<Record<keyof typeof conditions, Answer>> {
  return mapValues(conditions, (condition) => condition(found, context));
}

function mapValues<Name extends string, T, R>(from: Readonly<Record<Name, T>>, make: (value: T) => R): Record<Name, R> {
  const entries = Object.entries<T>(from).map(([name, value]) => [name, make(value)] as const);
  return Object.fromEntries(entries) as Record<Name, R>;
}

/** The signature was verified for the SHA-256; here every digest that both have must agree. */
function subjectOf({ summary }: FoundSummary, { artifact }: SummaryContext): Answer {
  const differing = summary.artifact.digests.find((stated) =>
    artifact.digests.some((own) => own.alg === stated.alg && !sameDigest(own, stated)),
  );
  return differing === undefined
    ? answer('subject-matches')
    : answer('subject-differs', `Its ${differing.alg} is another.`);
}

function decisionOf({ summary }: FoundSummary, { terms: { rules } }: SummaryContext): Answer {
  const { decision, decisions, waivers } = summary;
  const detail = countsText(summary);
  if (decision === 'fail') return answer('run-failed', detail);
  if (decision === 'unverified') return answer('run-unverified', detail);
  const isWaived = decision === 'waived' || decisions.waived > 0 || waivers.length > 0;
  const isWarned = decision === 'warn' || decisions.warn > 0;
  if (isWaived && rules.waivers === 'refuse') return answer('run-waivers-refused', detail);
  if (isWarned && rules.warnings === 'refuse') return answer('run-warnings-refused', detail);
  if (isWaived) return answer('run-passed-with-waivers', detail);
  return answer(isWarned ? 'run-passed-with-warnings' : 'run-passed', detail);
}

function countsText({ subjects, decisions, provenance }: RunSummary): string {
  const counted = Object.entries(decisions).filter(([name, count]) => name !== 'pass' && count > 0);
  const parts = counted.map(([name, count]) => `${String(count)} ${name}`);
  const own =
    provenance === undefined || provenance.outcome === 'proven' ? '' : ` Its own provenance: ${provenance.code}.`;
  return `${String(subjects)} packages${parts.length === 0 ? '' : `, of these ${parts.join(', ')}`}.${own}`;
}

const depths: readonly Depth[] = ['pins', 'registry', 'artifacts'];

function depthOf({ summary }: FoundSummary, { terms: { rules } }: SummaryContext): Answer {
  const isEnough = depths.indexOf(summary.depth) >= depths.indexOf(rules.depth);
  return answer(isEnough ? 'depth-enough' : 'depth-too-low', `It looked at ${summary.depth}, asked is ${rules.depth}.`);
}

function verifierOf({ summary: { version } }: FoundSummary, { terms: { rules } }: SummaryContext): Answer {
  const { verifiers } = rules;
  if (verifiers === undefined) return answer('verifier-accepted', `It was Assay ${version}.`);
  const isIn = ecosystemById('npm')?.inRange(version, verifiers) === true;
  return answer(
    isIn ? 'verifier-accepted' : 'verifier-not-accepted',
    `It was Assay ${version}, accepted is ${verifiers}.`,
  );
}

function freshnessOf({ summary }: FoundSummary, { terms: { rules }, at }: SummaryContext): Answer {
  const known = knownAt(summary);
  const age = instant(at) - instant(known);
  const how = known === summary.at ? 'It was made' : 'It was judged from evidence that was gathered';
  const detail = `${how} at ${known}, ${spanText(age)} ${age < 0 ? 'from now' : 'ago'}; allowed are ${spanText(rules.maxAge * 1000)}.`;
  return answer(age > rules.maxAge * 1000 ? 'summary-stale' : 'summary-fresh', detail);
}

/** Whoever signs has the summary in hand already. */
function signingTimeOf({ summary, opened }: FoundSummary, { terms: { rules } }: SummaryContext): Answer {
  if (opened.times.length === 0) return answer('signing-time-not-witnessed');
  const made = instant(summary.at) - rules.clockSkew * 1000;
  const early = opened.times.find((time) => instant(time.at) < made);
  if (early === undefined) return answer('signing-time-agrees', opened.times.map(({ at }) => at).join(', '));
  return answer(
    'signing-time-contradicts',
    `It says ${summary.at}, and was signed at ${early.at} by the clock of ${early.source}.`,
  );
}

function linksOf({ summary: { lockfiles } }: FoundSummary, { terms: { rules } }: SummaryContext): Answer {
  if (lockfiles.length === 0) return answer('no-lockfile');
  const weak = lockfiles.filter(({ link }) => !rules.links.includes(link));
  const shown = (weak.length === 0 ? lockfiles : weak).slice(0, 10).map(({ path, link }) => `${path} ${link}`);
  return answer(weak.length === 0 ? 'links-strong-enough' : 'link-too-weak', `${shown.join(', ')}.`);
}

function waiversOf({ summary: { waivers } }: FoundSummary, { at }: SummaryContext): Answer {
  if (waivers.length === 0) return answer('no-waivers');
  const today = at.slice(0, 'YYYY-MM-DD'.length);
  const expired = waivers.filter(({ expires }) => expires < today);
  const shown = (expired.length === 0 ? waivers : expired)
    .slice(0, 10)
    .map(({ purl, check, expires }) => `${check} of ${purl} until ${expires}`);
  return answer(expired.length === 0 ? 'waivers-in-force' : 'waiver-expired', `${shown.join(', ')}.`);
}
