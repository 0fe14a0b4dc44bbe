/** Turns what the checks want into evidence, in at most six rounds of questions. */

import type { Ecosystem, Evidence, EvidenceRequest, EvidenceSource, Gathered, Need, NeedsContext } from '@assay/model';

/** THREATS: an ecosystem that keeps asking must not hang a run. */
const maxRounds = 6;

/** Asks until the ecosystem needs nothing more. The order of the result is that of the questions. */
export async function gather(
  ecosystem: Ecosystem,
  context: Omit<NeedsContext, 'have'>,
  source: EvidenceSource,
): Promise<readonly Gathered[]> {
  const have: Gathered[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const needs = ecosystem.needs({ ...context, have });
    if (needs.length === 0) return have;
    have.push(...(await Promise.all(needs.map((need) => answer(need, source)))));
  }
  return have;
}

async function answer(need: Need, source: EvidenceSource): Promise<Gathered> {
  return { ...need, evidence: await ask(need.request, source) };
}

/** A source that throws has a defect; the run goes on and the defect is told as such. */
async function ask(request: EvidenceRequest, source: EvidenceSource): Promise<Evidence> {
  try {
    return await source.get(request);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { state: 'unreachable', reason: 'internal', detail: `Asking failed: ${cause}` };
  }
}
