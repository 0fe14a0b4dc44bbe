/** A bundled licence that is one file instead of a package: the token's, or what a vendor sells as a plain file. */

import type { ArchiveEntry } from '@assay/model';
import type { LicenseContext, LicenseCopy } from './license-check.js';

/** The file; null where the copy is an archive or a folder of files. */
export function bareFile(
  { phase, license }: Pick<LicenseContext, 'phase' | 'license'>,
  { kind, listing }: LicenseCopy,
): ArchiveEntry | null {
  const [only, ...others] = listing.entries;
  if (phase !== 'bundled' || kind !== 'tree' || only === undefined || others.length > 0) return null;
  const name = (license.bundled?.path ?? '').split('/').findLast((part) => part !== '');
  return only.type === 'file' && only.path === name ? only : null;
}
