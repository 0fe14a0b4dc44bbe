/** What a decision leaves in the state file. */

import { AssayError, type GateDecision } from '@assay/model';
import { rememberSeen, type GateMemory } from './gate-state.js';
import type { GateWorld } from './gate-world.js';
import { instant, knownAt } from './instant.js';
import type { JudgedArtifact } from './judge-artifact.js';

/** Nothing passes that is not remembered; that a refusal could not be, is a note. */
export async function rememberDecision(
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
