/** Records of licence packages: which are about the same, and how one takes the place of another. */

import { digestAlgorithms, type Digest, type LicenseRecord } from '@assay/model';

/** What a record is about: no two in one file have the same. */
export function recordKey({ package: purl, platform, version }: LicenseRecord): string {
  return JSON.stringify([purl, platform ?? '', version]);
}

/** Digests in the order of their algorithms. */
export function strongestLast(digests: readonly Digest[]): readonly Digest[] {
  const rank = ({ alg }: Digest) => digestAlgorithms.indexOf(alg);
  return [...digests].sort((a, b) => rank(a) - rank(b));
}

/**
 * The records with one more. It takes the place of those of the same package and platform, but for the versions in `keep`: a lock says
 * what holds now, and its history is that of the repository.
 */
export function recordLicense(
  records: readonly LicenseRecord[],
  record: LicenseRecord,
  keep: readonly string[] = [],
): readonly LicenseRecord[] {
  const stays = (other: LicenseRecord) =>
    other.package !== record.package ||
    (other.platform ?? '') !== (record.platform ?? '') ||
    (other.version !== record.version && keep.includes(other.version));
  return [...records.filter(stays), record];
}
