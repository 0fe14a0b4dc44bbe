import { findLockfiles, type FoundLockfiles } from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';

/** Lockfiles in `folder` and below it: installed packages, hidden folders and links are passed over, and there are bounds. Reads no file. */
export function findProjectLockfiles(folder: string): Promise<FoundLockfiles> {
  return findLockfiles(folder, ecosystems);
}
