/** The decision before a deploy. */

import type { GateArtifact, GateDecision } from '@assay/model';
import { findSummaries, type FoundSummary } from './find-summaries.js';
import { readArtifacts } from './gate-artifact.js';
import type { GateOptions } from './gate-options.js';
import type { GateTerms } from './gate-rules-of.js';
import { readGateWorld } from './gate-world.js';
import { judgeArtifact, type JudgedArtifact } from './judge-artifact.js';
import { byAge } from './judge-summary.js';
import { rememberDecision } from './remember-decision.js';

/**
 * Decides whether artefacts may be deployed: each by the newest validly signed summary of its run by an accepted signer, under the policy's
 * section `gate`. Opens no socket but for a feed of what is denied, and none with `offline`. Remembers what it saw in `state`. Throws AssayError
 * `ERR_USAGE`, `ERR_POLICY` or `ERR_CONFIG` for what cannot be read or asked; whatever else is wrong is in the answer.
 */
export async function decideGate(options: GateOptions): Promise<GateDecision> {
  const world = await readGateWorld(options);
  const artifacts = await readArtifacts(options.artifacts);
  const asked = artifacts.map((artifact) => ({ artifact, found: findSummaries(artifact, world.lines, world) }));
  const judged: JudgedArtifact[] = [];
  for (const each of asked) {
    const others = asked.filter((other) => other !== each).flatMap(({ found }) => byAge(found).newest);
    judged.push(await judgeArtifact(each, { ...world, named: namedFiles(others) }));
  }
  const exitCode = worst(judged.map(({ told }) => told.decision));
  const unwritten =
    options.state === undefined ? [] : await rememberDecision(options.state, exitCode, { judged, world });
  const asAsked = options.at === undefined ? [] : [`Judged at ${world.at}, as asked, and not by this machine’s clock.`];
  const notes = [...asAsked, ...world.opener.notes, ...signerNotes(world.terms), ...unwritten];
  return { exitCode, at: world.at, artifacts: judged.map(({ told }) => told), notes };
}

/** A file of one artefact's run is no wrong file for another's. */
function namedFiles(summaries: readonly FoundSummary[]): ReadonlySet<string> {
  const digests = summaries.flatMap(({ summary: { sbom, report, evidence } }) => [sbom, report, evidence]);
  return new Set(digests.flatMap((digest) => digest?.value ?? []));
}

function worst(decisions: readonly GateArtifact['decision'][]): GateDecision['exitCode'] {
  if (decisions.includes('fail')) return 1;
  return decisions.includes('unverified') ? 3 : 0;
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
