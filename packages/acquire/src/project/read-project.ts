/** Finds and reads the lockfiles that the user points at. */

import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { AssayError, manifestNameOf, type Ecosystem, type Gap } from '@assay/model';
import { readBoundedFile, reasonOf } from './read-bounded-file.js';

/** Largest lockfile that is read: ten times the largest known. */
const maxLockfileBytes = 512 * 1024 * 1024;

/** Largest manifest that is read. */
export const maxManifestBytes = 4 * 1024 * 1024;

/** A lockfile's bytes, the name the user gave it, and who reads it. */
export interface LockfileOnDisk {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly ecosystem: Ecosystem;
  /** The project's manifest beside it, where the ecosystem knows one and it can be read. */
  readonly manifest?: Uint8Array;
  /** Manifests of workspace members that only their folder names, by that folder, as far as they can be read. */
  readonly members?: ReadonlyMap<string, Uint8Array>;
}

/** What was found under the given paths. */
export interface ProjectFiles {
  readonly lockfiles: readonly LockfileOnDisk[];
  /** Lockfiles that are there but not read, one each. */
  readonly gaps: readonly Gap[];
}

/**
 * Reads every lockfile named by `paths`, and in each folder among them every lockfile that an ecosystem knows by name. Throws
 * AssayError `ERR_USAGE` for a path that does not exist or whose name no ecosystem knows, `ERR_LOCKFILE` for unreadable ones.
 * `folder`: what relative paths are in; lockfiles are named without it.
 */
export async function readProject(
  paths: readonly string[],
  ecosystems: readonly Ecosystem[],
  folder?: string,
): Promise<ProjectFiles> {
  const at: Locate = (path) => (folder === undefined ? path : resolve(folder, path));
  const found = await Promise.all(paths.map((path) => inspectPath(path, ecosystems, at)));
  const places = uniqueByPath(found.flatMap((part) => part.places));
  const lockfiles = await Promise.all(places.map((place) => readPlace(place, at)));
  return { lockfiles, gaps: found.flatMap((part) => part.gaps) };
}

/** Where a file is that the user names so. */
type Locate = (path: string) => string;

interface Place {
  readonly path: string;
  readonly ecosystem: Ecosystem;
}

interface Inspection {
  readonly places: readonly Place[];
  readonly gaps: readonly Gap[];
}

async function inspectPath(path: string, ecosystems: readonly Ecosystem[], at: Locate): Promise<Inspection> {
  const info = await stat(at(path)).catch((cause: unknown) => {
    const hint = 'Name a lockfile or a folder that holds one.';
    throw new AssayError('ERR_USAGE', `${path} cannot be read: ${reasonOf(cause)}`, { file: path, hint, cause });
  });
  if (info.isDirectory()) return inspectFolder(path, ecosystems, at);
  const ecosystem = ecosystems.find((candidate) => candidate.lockfileNames.includes(basename(path)));
  if (ecosystem === undefined) throw unknownLockfile(path, ecosystems);
  return { places: [{ path, ecosystem }], gaps: [] };
}

function unknownLockfile(path: string, ecosystems: readonly Ecosystem[]): AssayError {
  const advice = ecosystems.map((ecosystem) => adviceFor(ecosystem, basename(path))).find((text) => text !== undefined);
  const names = ecosystems.flatMap((ecosystem) => ecosystem.lockfileNames).join(', ');
  const hint = advice ?? `Lockfiles that are read: ${names}.`;
  return new AssayError('ERR_USAGE', `${path} is not a lockfile that this version reads`, { file: path, hint });
}

function adviceFor({ unsupportedLockfiles }: Ecosystem, name: string): string | undefined {
  return Object.hasOwn(unsupportedLockfiles, name) ? unsupportedLockfiles[name] : undefined;
}

async function inspectFolder(folder: string, ecosystems: readonly Ecosystem[], at: Locate): Promise<Inspection> {
  const places: Place[] = [];
  const gaps: Gap[] = [];
  for (const ecosystem of ecosystems) {
    for (const name of ecosystem.lockfileNames) {
      if (await exists(at(join(folder, name)))) places.push({ path: join(folder, name), ecosystem });
    }
    for (const [name, detail] of Object.entries(ecosystem.unsupportedLockfiles)) {
      const lockfile = join(folder, name);
      if (await exists(at(lockfile))) gaps.push({ lockfile, code: 'lockfile-not-read', detail, doubt: true });
    }
  }
  return { places, gaps };
}

/** Anything under that name counts, even what cannot be read: it must then fail loudly, not be skipped. */
async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'));
  }
}

function uniqueByPath(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [place.path, place])).values()];
}

async function readPlace({ path, ecosystem }: Place, at: Locate): Promise<LockfileOnDisk> {
  const bytes = await readBoundedFile(at(path), { maxBytes: maxLockfileBytes, code: 'ERR_LOCKFILE', what: 'lockfile' });
  const manifest = await readManifest(at(path), ecosystem);
  return { path, bytes, ecosystem, ...(manifest === null ? {} : { manifest }) };
}

/** A manifest only explains: without it, what it would have explained stays doubtful. */
async function readManifest(lockfile: string, ecosystem: Ecosystem): Promise<Uint8Array | null> {
  const manifestName = manifestNameOf(ecosystem, basename(lockfile));
  if (manifestName === undefined) return null;
  const path = join(dirname(lockfile), manifestName);
  const reading = readBoundedFile(path, { maxBytes: maxManifestBytes, code: 'ERR_LOCKFILE', what: 'manifest' });
  return reading.catch(() => null);
}

/** The folder that archives named by the lockfiles must stay in: the deepest one that holds every given path. */
export function commonFolder(lockfiles: readonly string[]): string {
  const [first, ...others] = lockfiles.map((path) => dirname(path).split('/'));
  if (first === undefined) return '.';
  const length = others.reduce((n, parts) => Math.min(n, sharedPrefix(first, parts)), first.length);
  const shared = first.slice(0, length).join('/');
  if (shared !== '') return shared;
  return first[0] === '' ? '/' : '.';
}

function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  const end = a.findIndex((part, index) => part !== b[index]);
  return end < 0 ? a.length : end;
}
