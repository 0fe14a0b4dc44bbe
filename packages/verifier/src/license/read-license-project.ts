/** What a project says about its licence packages: lockfiles, assay.lock, revocation lists. */

import { dirname, join, resolve } from 'node:path';
import { isFile, readBoundedFile, readProject } from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';
import type { RevocationBytes } from '@assay/engine';
import type { Inventory, LicensePackage, LicenseRecord } from '@assay/model';
import { parseLicenseLock } from '@assay/policy';
import { readInventory } from '../read-inventory.js';

/** The file that holds what was seen first, beside the lockfiles. */
export const licenseLockName = 'assay.lock';

/** What the project's lockfiles lock; nothing where it has none. Throws AssayError `ERR_LOCKFILE…` for one that cannot be read. */
export async function readLockfiles(project: string): Promise<Inventory> {
  const { lockfiles, gaps } = await readProject([project], ecosystems);
  return readInventory(lockfiles, gaps);
}

const maxLockBytes = 1024 * 1024;

/** The records of assay.lock; none where there is no such file. Throws AssayError `ERR_LOCKFILE` for one that is damaged. */
export async function readLicenseRecords(project: string): Promise<readonly LicenseRecord[]> {
  const file = join(project, licenseLockName);
  if (!(await isFile(file))) return [];
  const bytes = await readBoundedFile(file, { maxBytes: maxLockBytes, code: 'ERR_LOCKFILE', what: 'record of licences' });
  return parseLicenseLock({ bytes, file });
}

const maxRevocationBytes = 16 * 1024 * 1024;

/** Revocation lists by the path that the policy names, which is relative to the policy's own folder. */
export async function readRevocations(
  packages: readonly LicensePackage[],
  policyFile: string,
): Promise<ReadonlyMap<string, RevocationBytes>> {
  const paths = new Set(packages.flatMap(({ token }) => token?.revocations ?? []));
  const lists = await Promise.all([...paths].map(async (path) => [path, await readList(path, policyFile)] as const));
  return new Map(lists);
}

async function readList(path: string, policyFile: string): Promise<RevocationBytes> {
  try {
    const file = resolve(dirname(policyFile), path);
    return await readBoundedFile(file, { maxBytes: maxRevocationBytes, code: 'ERR_CONFIG', what: 'revocation list' });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
