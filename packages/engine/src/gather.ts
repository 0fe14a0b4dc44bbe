/** Turns what the checks want into evidence, in at most six rounds of questions. */

import type { Ecosystem, Evidence, EvidenceRequest, EvidenceSource, Gathered, Need, NeedsContext } from '@assay/model';

/** THREATS: an ecosystem that keeps asking must not hang a run. */
const maxRounds = 6;

/** Who answers, and how large an archive may be. */
export interface Asking {
  readonly source: EvidenceSource;
  /** Bytes; the policy's cap on archives. */
  readonly maxArtifactBytes: number;
  /** True to have archives' licence files too. */
  readonly licenseFiles?: true;
}

/** Asks until the ecosystem needs nothing more. The order of the result is that of the questions. */
export async function gather(
  ecosystem: Ecosystem,
  context: Omit<NeedsContext, 'have'>,
  asking: Asking,
): Promise<readonly Gathered[]> {
  const have: Gathered[] = [];
  for (let round = 0; round < maxRounds; round++) {
    const needs = ecosystem.needs({ ...context, have });
    if (needs.length === 0) return have;
    have.push(...(await Promise.all(needs.map((need) => answer(need, asking)))));
  }
  return have;
}

async function answer(need: Need, { source, maxArtifactBytes, licenseFiles }: Asking): Promise<Gathered> {
  const request = licenseFiles === true ? withLicenseFiles(need.request) : need.request;
  const isArchive = need.want === 'artifact' || need.want === 'vendored';
  const maxBytes = isArchive ? Math.min(request.maxBytes, maxArtifactBytes) : request.maxBytes;
  return { ...need, evidence: await answerTo({ ...request, maxBytes }, { source }) };
}

/** A listing is made anew from the same bytes: a recording made without licence files answers with them. */
function withLicenseFiles(request: EvidenceRequest): EvidenceRequest {
  return request.listing === undefined ? request : { ...request, listing: { ...request.listing, licenseFiles: true } };
}

/** A source that throws has a defect; the run goes on and the defect is told as such. */
export async function answerTo(request: EvidenceRequest, { source }: Pick<Asking, 'source'>): Promise<Evidence> {
  try {
    return await source.get(request);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return { state: 'unreachable', reason: 'internal', detail: `Asking failed: ${cause}` };
  }
}
