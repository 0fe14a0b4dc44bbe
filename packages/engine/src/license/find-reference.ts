/** The archive that folders are compared with: one whose digests are the expected ones. */

import { licenseDigest, type LicenseContext, type LicenseCopy } from '@assay/checks';

/** The first archive that `license-digest` proves; null where none is. */
export function findReference(
  archives: readonly LicenseCopy[],
  context: Omit<LicenseContext, 'copies' | 'reference' | 'phase'>,
): LicenseCopy | null {
  const isProven = (copy: LicenseCopy) => {
    const results = licenseDigest.run({ ...context, phase: 'after', copies: [copy], reference: null });
    return results.every(({ code }) => licenseDigest.codes[code]?.outcome === 'proven');
  };
  return archives.find((copy) => copy.kind === 'archive' && isProven(copy)) ?? null;
}
