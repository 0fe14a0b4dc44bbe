/** Opens vendors' Sigstore bundles of checksums with the trust of this machine. Loaded only where there is such a bundle. */

import { ecosystemById } from '@assay/ecosystems';
import type { ExpectedPublisher, LicensePackage } from '@assay/model';
import { checksumBundleOpener, type ChecksumBundleOpener } from '@assay/signature';
import { readRootsForFiles } from '../trust-for-run.js';
import type { LicensePlan } from './license-plan.js';

/** What opens bundles that one of these publishers should have signed. Throws AssayError `ERR_CONFIG` as reading the trust does. */
export async function openChecksumBundles(
  { env, projectRoot, at }: Pick<LicensePlan, 'env' | 'projectRoot' | 'at'>,
  { ecosystem, version }: LicensePackage,
  publishers: readonly ExpectedPublisher[],
): Promise<ChecksumBundleOpener> {
  const { roots } = await readRootsForFiles({ env, folders: [process.cwd(), projectRoot], at });
  const inRange = (range: string) => ecosystemById(ecosystem)?.inRange(version, range) ?? null;
  return checksumBundleOpener({ expected: { by: 'publisher', publishers, version, inRange }, roots });
}
