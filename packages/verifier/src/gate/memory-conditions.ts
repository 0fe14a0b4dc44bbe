/** The summary against what was let through before, and against the clock. */

import type { RunSummary } from '@assay/model';
import { answer, type Answer } from './condition.js';
import type { FoundSummary } from './find-summaries.js';
import type { GateMemory } from './gate-state.js';
import { instant, knownAt } from './instant.js';
import type { SummaryContext } from './summary-conditions.js';

/** Nothing older than what was seen of these bytes, nor than what was let through of this name. */
export function replayOf({ summary }: FoundSummary, memory: GateMemory | null): Answer {
  if (memory === null) return answer('nothing-remembered');
  const { name, digests } = summary.artifact;
  const known = knownAt(summary);
  const own = digests.find(({ alg }) => alg === 'sha256')?.value;
  const newer = memory.artifacts.filter(({ at }) => instant(at) > instant(known));
  const failures = memory.failures.filter(({ at }) => instant(at) > instant(known));
  const replayed = [...newer, ...failures].find(({ digest }) => digest === own);
  if (replayed !== undefined)
    return answer('summary-replayed', `It tells what was known at ${known}, and one of ${replayed.at} was seen.`);
  const rolledBack = newer.find((each) => each.name === name);
  if (rolledBack === undefined) return answer('nothing-newer-seen');
  return answer(
    'summary-rolled-back',
    `It tells what was known at ${known}, and one of ${rolledBack.at} about sha256:${rolledBack.digest} was let through.`,
  );
}

/** Neither the summary is from the future, nor this machine from the past. */
export function clockOf({ summary }: FoundSummary, memory: GateMemory | null, { terms, at }: SummaryContext): Answer {
  const skew = terms.rules.clockSkew * 1000;
  const last = memory?.decidedAt ?? null;
  if (last !== null && instant(last) > instant(at) + skew) {
    return answer('clock-set-back', `It says ${at}, and something was let through at ${last}.`);
  }
  const isAhead = instant(summary.at) > instant(at) + skew;
  return answer(isAhead ? 'time-in-future' : 'time-not-in-future', `It was made at ${summary.at}, now is ${at}.`);
}

/** Accepted, and not older than one that this artefact was judged by before: the list names the newest first. */
export function policyOf(
  { summary }: FoundSummary,
  {
    older,
    memory,
    terms,
  }: { readonly older: readonly FoundSummary[]; readonly memory: GateMemory | null } & Pick<SummaryContext, 'terms'>,
): Answer {
  const { policies } = terms;
  const own = summary.policy.value;
  const rank = policies.indexOf(own);
  if (rank < 0) return answer('policy-not-accepted', `It is sha256:${own}.`);
  const before = [...older.map((found) => found.summary.policy.value), ...rememberedPolicies(summary, memory)];
  const newer = before.find((policy) => policies.includes(policy) && policies.indexOf(policy) < rank);
  if (newer === undefined) return answer('policy-accepted', `It is sha256:${own}.`);
  return answer('policy-downgrade', `It is sha256:${own}, and was sha256:${newer} before.`);
}

/** Of the last artefact of this name that was let through, and of these bytes under whatever name. */
function rememberedPolicies({ artifact: { name, digests } }: RunSummary, memory: GateMemory | null): readonly string[] {
  const own = digests.find(({ alg }) => alg === 'sha256')?.value;
  const artifacts = memory?.artifacts ?? [];
  const namesakes = artifacts.filter((each) => each.name === name).slice(-1);
  return [...namesakes, ...artifacts.filter(({ digest }) => digest === own)].map(({ policy }) => policy);
}
