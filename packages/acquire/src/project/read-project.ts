/** Finds and reads the lockfiles that the user points at. */

import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import {
  AssayError,
  manifestNameOf,
  type Ecosystem,
  type Gap,
  type LockfileContent,
  type LockfileInput,
} from '@assay/model';
import { archivesBeside } from './archives-beside.js';
import { codeBeside } from './code-beside.js';
import { findLockfiles } from './find-lockfiles.js';
import { membersOnDisk } from './find-members.js';
import { isAbsent } from './is-absent.js';
import { inPrecedence } from './lockfile-precedence.js';
import { readBoundedFile, reasonOf } from './read-bounded-file.js';
import { readManifest } from './read-manifest.js';
import { vendoredGemGaps } from './vendored-gems.js';

/** Largest lockfile that is read: ten times the largest known. */
const maxLockfileBytes = 512 * 1024 * 1024;

/** A lockfile's bytes, the name the user gave it, and who reads it. */
export interface LockfileOnDisk {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly ecosystem: Ecosystem;
  /** The project's manifest beside it, where the ecosystem knows one and it can be read. */
  readonly manifest?: Uint8Array;
  /** The settings beside it, where the ecosystem knows such a file and it can be read. */
  readonly settings?: Uint8Array;
  /**
   * Manifests of workspace members, by folder: of those that the lockfile only names by that as far as they can be read, of those that it does
   * not name all or none.
   */
  readonly members?: ReadonlyMap<string, Uint8Array>;
  /** Archives that its client takes from beside it, as paths from its folder. */
  readonly archives?: readonly string[];
}

/** What was found under the given paths. */
export interface ProjectFiles {
  readonly lockfiles: readonly LockfileOnDisk[];
  /** Lockfiles that are there but not read, one each; and places that were not searched to their end. */
  readonly gaps: readonly Gap[];
  /** What was left out because the user said so. */
  readonly excluded: readonly string[];
}

/** What is read beside what the paths themselves are. */
interface ProjectOptions {
  /** What relative paths are in; lockfiles are named without it. */
  readonly folder?: string;
  /** Folders are searched to their ends, but for what `exclude` leaves out (as `findLockfiles` has it). Default: not searched. */
  readonly subfolders?: { readonly exclude: readonly string[] };
}

/**
 * Reads every lockfile named by `paths`, and in each folder among them every lockfile that an ecosystem knows by name, but for
 * those that a client ignores. Throws
 * AssayError `ERR_USAGE` for a path that does not exist or whose name no ecosystem knows, `ERR_LOCKFILE` for unreadable ones.
 */
export async function readProject(
  paths: readonly string[],
  ecosystems: readonly Ecosystem[],
  { folder, subfolders }: ProjectOptions = {},
): Promise<ProjectFiles> {
  const at: Locate = (path) => (folder === undefined ? path : resolve(folder, path));
  const found = await Promise.all(paths.map((path) => inspectPath(path, { ecosystems, at, subfolders })));
  const { places, gaps } = await inPrecedence(uniqueByPath(found.flatMap((part) => part.places)), (path) =>
    exists(at(path)),
  );
  const read = await Promise.all(places.map((place) => readPlace(place, at)));
  const lockfiles = read.map(({ lockfile }) => lockfile);
  const excluded = found.flatMap((part) => part.excluded ?? []);
  const gems = lockfiles.filter(({ ecosystem }) => ecosystem.id === 'rubygems');
  const vendored = await Promise.all(
    gems.map((lockfile) => vendoredGemGaps({ lockfile: lockfile.path, content: () => contentOf(lockfile), at })),
  );
  const beside = [...read.flatMap((place) => place.gaps), ...vendored.flat()];
  return { lockfiles, gaps: [...found.flatMap((part) => part.gaps), ...gaps, ...beside], excluded };
}

/** What it locks, for what lies beside it; that it cannot be parsed is told where it is parsed for the run. */
function contentOf({ path, bytes, ecosystem }: LockfileOnDisk): LockfileContent | null {
  try {
    return ecosystem.parseLockfile({ path, bytes });
  } catch {
    return null;
  }
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
  readonly excluded?: readonly string[];
}

interface Search {
  readonly ecosystems: readonly Ecosystem[];
  readonly at: Locate;
  readonly subfolders: ProjectOptions['subfolders'];
}

async function inspectPath(path: string, search: Search): Promise<Inspection> {
  const { ecosystems, at, subfolders } = search;
  const info = await stat(at(path)).catch((cause: unknown) => {
    const hint = 'Name a lockfile or a folder that holds one.';
    throw new AssayError('ERR_USAGE', `${path} cannot be read: ${reasonOf(cause)}`, { file: path, hint, cause });
  });
  if (info.isDirectory()) {
    return subfolders === undefined ? inspectFolder(path, search) : searchFolder(path, search, subfolders);
  }
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

/** A folder and what is below it. What was not looked at is told: a lockfile there would be one that nobody verified. */
async function searchFolder(
  folder: string,
  search: Search,
  { exclude }: NonNullable<ProjectOptions['subfolders']>,
): Promise<Inspection> {
  const { ecosystems, at } = search;
  const root = at(folder);
  const found = await findLockfiles(root, ecosystems, { exclude });
  const shown = (path: string) => join(folder, relative(root, path));
  const isOut = new Set(found.excluded.map(shown));
  const parts = await Promise.all(found.places.map((place) => inspectFolder(shown(place), search)));
  const gaps = [
    ...parts.flatMap((part) => part.gaps).filter(({ lockfile }) => !isOut.has(lockfile)),
    ...found.unreadable.map((place) => doubt(shown(place), 'folder-not-read', 'This folder could not be listed.')),
    ...(found.cutShort ? [doubt(folder, 'search-cut-short', cutShortText)] : []),
  ];
  const places = parts.flatMap((part) => part.places).filter(({ path }) => !isOut.has(path));
  return { places, gaps, excluded: [...isOut] };
}

const cutShortText =
  'There are more folders or lockfiles than are searched: name those that count, or exclude what does not.';

function doubt(lockfile: string, code: string, detail: string): Gap {
  return { lockfile, code, detail, doubt: true };
}

async function inspectFolder(folder: string, { ecosystems, at }: Search): Promise<Inspection> {
  const places: Place[] = [];
  const gaps: Gap[] = [];
  for (const ecosystem of ecosystems) {
    for (const name of ecosystem.lockfileNames) {
      if (await exists(at(join(folder, name)))) places.push({ path: join(folder, name), ecosystem });
    }
    for (const [name, detail] of Object.entries(ecosystem.unsupportedLockfiles)) {
      const lockfile = join(folder, name);
      if (await exists(at(lockfile))) gaps.push(doubt(lockfile, 'lockfile-not-read', detail));
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
    return !isAbsent(error);
  }
}

function uniqueByPath(places: readonly Place[]): readonly Place[] {
  return [...new Map(places.map((place) => [place.path, place])).values()];
}

interface ReadPlace {
  readonly lockfile: LockfileOnDisk;
  readonly gaps: readonly Gap[];
}

async function readPlace({ path, ecosystem }: Place, at: Locate): Promise<ReadPlace> {
  const bytes = await readBoundedFile(at(path), { maxBytes: maxLockfileBytes, code: 'ERR_LOCKFILE', what: 'lockfile' });
  const name = basename(path);
  const beside = (file: string | undefined) => (file === undefined ? null : readBeside(at(path), file));
  const manifest = await beside(manifestNameOf(ecosystem, name));
  const settings = await beside(ecosystem.settingsNames?.[name]);
  const { archives, gaps } = await archivesBeside(path, at);
  const input = { path, bytes, ...(manifest === null ? {} : { manifest }) };
  const members = await searchedMembers(input, ecosystem, at);
  const lockfile = {
    ...input,
    ecosystem,
    ...(settings === null ? {} : { settings }),
    ...(members === null ? {} : { members }),
    ...(archives.length === 0 ? {} : { archives }),
  };
  return { lockfile, gaps: [...gaps, ...(await codeBeside(lockfile, at))] };
}

async function searchedMembers(input: LockfileInput, ecosystem: Ecosystem, at: Locate) {
  const search = ecosystem.memberSearch?.(input) ?? null;
  const name = manifestNameOf(ecosystem, basename(input.path));
  return search === null || name === undefined ? null : membersOnDisk(at(input.path), search, name);
}

/** A manifest only explains: without it, what it would have explained stays doubtful. */
function readBeside(lockfile: string, name: string): Promise<Uint8Array | null> {
  return readManifest(join(dirname(lockfile), name)).catch(() => null);
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
