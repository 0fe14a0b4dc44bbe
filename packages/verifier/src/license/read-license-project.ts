/** What a project says about its licence packages: lockfiles, assay.lock, revocation lists, files of checksums. */

import { dirname, join, resolve } from 'node:path';
import { isPresent, readBoundedFile, readProject, type LockfileOnDisk } from '@assay/acquire';
import { directRequirements, ecosystems } from '@assay/ecosystems';
import type { DocumentBytes, ProjectRequirement } from '@assay/engine';
import type { Inventory, LicensePackage, LicenseRecord } from '@assay/model';
import { parseLicenseLock } from '@assay/policy';
import { readInventory } from '../read-inventory.js';

/** The file that holds what was seen first, beside the lockfiles. */
export const licenseLockName = 'assay.lock';

/** What the project's lockfiles lock, and what the project itself asks for. */
export interface LockedProject {
  readonly inventory: Inventory;
  readonly requirements: readonly ProjectRequirement[];
}

/** Nothing where the project has no lockfile. Throws AssayError `ERR_LOCKFILE…` for one that cannot be read. */
export async function readLockfiles(project: string): Promise<LockedProject> {
  const { lockfiles, gaps } = await readProject([project], ecosystems);
  return { inventory: readInventory(lockfiles, gaps), requirements: lockfiles.flatMap(requirementsOf) };
}

function requirementsOf({ ecosystem: { id: ecosystem }, path, bytes, manifest }: LockfileOnDisk) {
  const input = { path, bytes, ...(manifest === undefined ? {} : { manifest }) };
  return directRequirements(ecosystem, input).map((requirement) => ({ ...requirement, ecosystem, lockfile: path }));
}

const maxLockBytes = 1024 * 1024;

/** The records of assay.lock; none where nothing has that name. Throws AssayError `ERR_LOCKFILE` for what cannot be read, or is damaged. */
export async function readLicenseRecords(project: string): Promise<readonly LicenseRecord[]> {
  const file = join(project, licenseLockName);
  if (!(await isPresent(file))) return [];
  const bytes = await readBoundedFile(file, {
    maxBytes: maxLockBytes,
    code: 'ERR_LOCKFILE',
    what: 'record of licences',
  });
  return parseLicenseLock({ bytes, file });
}

const maxDocumentBytes = 16 * 1024 * 1024;

/** The files that entries name, by the path as the policy names it: it is relative to the policy's own folder. */
export async function readLicenseDocuments(
  packages: readonly LicensePackage[],
  policyFile: string,
): Promise<ReadonlyMap<string, DocumentBytes>> {
  const lists = packages.flatMap(({ token }) => token?.revocations ?? []);
  const checksums = packages.flatMap((license) => license.checksums.map(({ location }) => location));
  const paths = [...new Set([...lists, ...checksums])].filter((path) => !/^https?:\/\//.test(path));
  return new Map(await Promise.all(paths.map(async (path) => [path, await readDocument(path, policyFile)] as const)));
}

async function readDocument(path: string, policyFile: string): Promise<DocumentBytes> {
  try {
    const file = resolve(dirname(policyFile), path);
    return await readBoundedFile(file, { maxBytes: maxDocumentBytes, code: 'ERR_CONFIG', what: 'file' });
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
