/** A run's report as the summary of one artefact. */

import type { Decision, Digest, Report, RunSummary, SummarisedArtifact, SummarisedWaiver } from '@assay/model';
import type { ArtifactProvenance } from '@assay/signature';

/** What is summarised. */
export interface SummaryParts {
  readonly report: Report;
  readonly artifact: SummarisedArtifact;
  readonly lockfiles: RunSummary['lockfiles'];
  readonly files: Pick<RunSummary, 'report' | 'sbom' | 'evidence' | 'evidenceAt'>;
  readonly provenance?: ArtifactProvenance;
}

/** The summary: the report's numbers, the files' digests, and the worse of the report's decision and the provenance's. */
export function summariseRun({ report, artifact, lockfiles, files, provenance }: SummaryParts): RunSummary {
  const { tool, at, depth, policyDigest, inventoryDigest, trustedRoots, totals } = report;
  return {
    artifact,
    version: tool.version,
    at,
    depth,
    ...judgementOf(report, provenance),
    policy: policyDigest,
    ...files,
    inventory: inventoryDigest,
    trustedRoots: trustedRoots.filter(({ alg }: Digest) => alg === 'sha256'),
    subjects: totals.subjects,
    decisions: totals.decisions,
    lockfiles,
    waivers: waiversOf(report),
    ...(provenance === undefined ? {} : { provenance: provenance.result }),
  };
}

type Judgement = Pick<RunSummary, 'decision' | 'exitCode'>;

const worst: readonly Decision[] = ['fail', 'unverified', 'warn', 'waived', 'pass'];

function judgementOf({ decision, exitCode }: Report, provenance: ArtifactProvenance | undefined): Judgement {
  const own = ownJudgement(provenance);
  return worst.indexOf(own.decision) < worst.indexOf(decision) ? own : { decision, exitCode };
}

/** Provenance that is given must hold. */
function ownJudgement(provenance: ArtifactProvenance | undefined): Judgement {
  switch (provenance?.result.outcome) {
    case 'refuted':
    case 'absent':
      return { decision: 'fail', exitCode: 1 };
    case 'unknown':
      return { decision: 'unverified', exitCode: 3 };
    case 'proven':
    case undefined:
      return { decision: 'pass', exitCode: 0 };
  }
}

function waiversOf({ waivers }: Report): readonly SummarisedWaiver[] {
  return waivers
    .filter(({ state, count }) => state === 'used' && count > 0)
    .map(({ purl, check, expires, count }) => ({ purl, check, expires, count }));
}
