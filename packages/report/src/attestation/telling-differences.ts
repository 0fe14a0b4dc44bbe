/** Differences without those that only follow from another one. */

import { matchesPattern, type AttestationDifference } from '@assay/model';

/**
 * Leaves out the type of an identity that is another one anyway, and workflow and identity that would be as expected if only the
 * repository were. At least one difference stays. For people; the JSON report holds all of them.
 */
export function tellingDifferences(differences: readonly AttestationDifference[]): readonly AttestationDifference[] {
  const repository = differences.find(({ field }) => field === 'repository');
  const hasIdentity = differences.some(({ field }) => field === 'identity');
  return differences.filter((difference) => {
    const { field } = difference;
    if (field === 'identity-type') return !hasIdentity;
    if (field !== 'identity' && field !== 'workflow') return true;
    return repository === undefined || !followsFrom(repository, difference);
  });
}

/** Both begin with the repository that the other states, and what comes after it is as expected. */
function followsFrom(repository: AttestationDifference, { expected, actual }: AttestationDifference): boolean {
  const wanted = after(repository.expected, expected);
  const found = after(repository.actual, actual);
  return wanted !== null && found !== null && matchesPattern(wanted, found);
}

function after(repository: string | undefined, text: string | undefined): string | null {
  if (repository === undefined || text?.startsWith(`${repository}/`) !== true) return null;
  return text.slice(repository.length);
}
