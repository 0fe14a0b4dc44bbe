/** Lockfiles → one inventory. */

import { resolve } from 'node:path';
import {
  AssayError,
  digestOf,
  mergeInventory,
  type Gap,
  type Inventory,
  type InventoryPart,
  type LockfileContent,
  type Project,
} from '@assay/model';
import { readMembers, type LockfileOnDisk } from '@assay/acquire';

/** A lockfile and what it says. */
export interface ParsedLockfile {
  readonly lockfile: LockfileOnDisk;
  readonly content: LockfileContent;
}

/** Parses each lockfile. Throws AssayError `ERR_LOCKFILE…` for one that cannot be read. */
export function parseLockfiles(lockfiles: readonly LockfileOnDisk[]): readonly ParsedLockfile[] {
  return lockfiles.map((lockfile) => {
    const { ecosystem, ...input } = lockfile;
    try {
      const content = ecosystem.parseLockfile(input);
      return { lockfile, content };
    } catch (error) {
      throw lockfiles.length > 1 ? oneOfSeveral(error) : error;
    }
  });
}

/** One that cannot be read ends the run: people who meant the others have to know how to say so. */
function oneOfSeveral(error: unknown): unknown {
  if (!(error instanceof AssayError) || error.code === 'ERR_INTERNAL') return error;
  const { code, message, file, line, hint } = error;
  const others =
    'The other lockfiles were not looked at: leave this one out (`exclude`) if it is nobody’s, such as a fixture.';
  return new AssayError(code, message, {
    hint: hint === undefined ? others : `${hint.replace(/\.?$/, '.')} ${others}`,
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    cause: error,
  });
}

/** Reads the manifests of the members of workspaces. `root`: what relative paths are in. */
export async function readMemberManifests(
  parsed: readonly ParsedLockfile[],
  root = '.',
): Promise<readonly ParsedLockfile[]> {
  return Promise.all(
    parsed.map(async ({ lockfile, content }) => {
      const { path, ecosystem } = lockfile;
      const folders = [...new Set(content.projects.map((project) => project.path))].filter((folder) => folder !== '.');
      const { describeProject, manifestName } = ecosystem;
      const isDone = lockfile.members !== undefined || folders.length === 0;
      if (describeProject === undefined || manifestName === undefined || isDone) {
        return { lockfile, content };
      }
      return {
        lockfile: { ...lockfile, members: await readMembers(resolve(root, path), folders, manifestName) },
        content,
      };
    }),
  );
}

/** Merges lockfiles. `gaps`: what no lockfile tells. */
export function joinInventory(parsed: readonly ParsedLockfile[], gaps: readonly Gap[]): Inventory {
  const inventory = mergeInventory(parsed.map(partOf));
  return gaps.length === 0 ? inventory : { ...inventory, gaps: [...inventory.gaps, ...gaps] };
}

/** Parses each lockfile and merges them. Throws AssayError `ERR_LOCKFILE…` for one that cannot be read. */
export function readInventory(lockfiles: readonly LockfileOnDisk[], gaps: readonly Gap[]): Inventory {
  return joinInventory(parseLockfiles(lockfiles), gaps);
}

function partOf({ lockfile, content }: ParsedLockfile): InventoryPart {
  const { path, bytes, ecosystem } = lockfile;
  const digest = { ...digestOf('sha256', bytes), covers: 'document' as const };
  const ref = { path, ecosystem: ecosystem.id, format: content.format, digest };
  const projects = content.projects.map((project) => named(project, lockfile));
  return { ref, content: withDemand({ ...content, projects }, lockfile) };
}

/** What the manifests ask for is compared once all of them are at hand. */
function withDemand(content: LockfileContent, lockfile: LockfileOnDisk): LockfileContent {
  const { path, ecosystem, manifest, settings, members = [] } = lockfile;
  // Formats whose readers do not say yet what their projects ask for are not compared.
  if (ecosystem.demand === undefined || content.direct === undefined) return content;
  const byFolder = new Map([...members, ...(manifest === undefined ? [] : [['.', manifest] as const])]);
  const { demand, gaps } = ecosystem.demand(content, {
    lockfile: path,
    byFolder,
    ...(settings === undefined ? {} : { settings }),
  });
  return { ...content, demand, gaps: [...content.gaps, ...gaps] };
}

function isUnnamedMember({ path, name }: Project): boolean {
  return path !== '.' && name === undefined;
}

function named(project: Project, { ecosystem, members }: LockfileOnDisk): Project {
  const manifest = isUnnamedMember(project) ? members?.get(project.path) : undefined;
  return manifest === undefined ? project : { ...project, ...ecosystem.describeProject?.(manifest) };
}
