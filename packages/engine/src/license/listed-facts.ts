/** What a registry says beside the archive that it serves, as far as clients install by that. */

import { listedFactsRequest, readListedFacts } from '@assay/ecosystems';
import type {
  Evidence,
  EvidenceSource,
  FoundEvidence,
  Gathered,
  PackageFacts,
  Subject,
  Unreadable,
} from '@assay/model';

/** Null where clients go by the archive alone. An answer that was not had is a problem: nobody knows what clients would be told. */
export async function listedFacts(
  subject: Subject,
  have: readonly Gathered[],
  source: EvidenceSource,
): Promise<PackageFacts | Unreadable | null> {
  if (readListedFacts(subject, nothing) === null) return null;
  const answers = await answersFor(subject, have, source);
  const found = answers.filter((evidence) => evidence.state === 'found');
  const read = found.flatMap((evidence) => readListedFacts(subject, evidence) ?? []);
  const [facts, ...others] = read.filter((each) => !('problem' in each));
  if (others.some((other) => JSON.stringify(other) !== JSON.stringify(facts))) return twice;
  return facts ?? read.at(-1) ?? notHad(answers.at(-1));
}

const twice: Unreadable = {
  problem: 'release-ambiguous',
  detail: 'The repository describes the version twice, and not alike.',
};

const nothing: FoundEvidence = { state: 'found', size: 0, digests: [] };

async function answersFor(
  subject: Subject,
  have: readonly Gathered[],
  source: EvidenceSource,
): Promise<readonly Evidence[]> {
  const releases = have.filter(({ want }) => want === 'release');
  const registry = releases[0]?.request.registry;
  const request = registry === undefined ? null : listedFactsRequest(subject, registry);
  return request === null ? releases.map(({ evidence }) => evidence) : [await source.get(request)];
}

function notHad(evidence: Evidence | undefined): Unreadable {
  return {
    problem: 'listing-not-had',
    detail: `The registry’s answer about the package was not had: ${why(evidence)}`,
  };
}

function why(evidence: Evidence | undefined): string {
  switch (evidence?.state) {
    case undefined:
    case 'found':
      return 'it was not asked.';
    case 'unreachable':
      return evidence.detail;
    case 'absent':
    case 'denied':
      return `it answered ${String(evidence.status)}.`;
  }
}
