/** Where base and head lie on this machine. */

import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import {
  copyRevision,
  emptyFolder,
  findRepository,
  isPresent,
  openRepository,
  pathKind,
  readBoundedFile,
  readRevision,
  resolveRevision,
  type Repository,
} from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';
import { AssayError } from '@assay/model';
import { archivesOf } from './archives-of.js';
import type { ProjectDiffOptions } from './project-diff-options.js';

/** One side: a folder, and what is verified in it. */
export interface Place {
  readonly name: string;
  readonly commit?: string;
  /** Absolute. */
  readonly folder: string;
  /** Relative to the folder. */
  readonly paths: readonly string[];
  /** A further file of it, below the folder; null where there is none. */
  readFile(path: string, maxBytes: number): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

export interface Places {
  readonly base: Place;
  readonly head: Place;
  /** The current folder, below the root of the repository: `''` or `web/`. Empty for folders. */
  readonly prefix: string;
  close(): Promise<void>;
}

/**
 * Finds base and head: revisions, or folders and lockfiles where they are named as paths. Throws AssayError for what is not there. The caller
 * closes.
 */
export async function openPlaces(options: ProjectDiffOptions): Promise<Places> {
  const cwd = resolve(options.folder ?? '.');
  const env = options.env ?? process.env;
  const found = lazily(() => findRepository(cwd, env));
  const repository = async () => (await found()) ?? openRepository(cwd, env);
  const baseIs = await kindOf(options.base, found);
  const headIs = options.head === undefined ? 'default' : await kindOf(options.head, found);
  const opened: Place[] = [];
  const keep = (place: Place) => {
    opened.push(place);
    return place;
  };
  const close = async () => {
    for (const place of opened) await place.close();
  };
  const open = async (name: string, kind: 'path' | 'revision') => {
    return keep(
      kind === 'path' ? await folderPlace(name, cwd, options) : await revisionPlace(name, await repository(), options),
    );
  };
  try {
    const base = await open(options.base, baseIs);
    const head =
      headIs === 'default'
        ? keep(await workingPlace(baseIs, cwd, options, repository))
        : await open(options.head ?? '', headIs);
    refuseNothing(base, head, options);
    return { base, head, prefix: baseIs === 'revision' ? (await repository()).prefix : '', close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Lazy<T> = () => Promise<T>;

function lazily<T>(make: Lazy<T>): Lazy<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/**
 * A name is a path where it says so (`./old`, `/old`), or where no repository is around. What lies in the checkout decides nothing: a change
 * could bring a folder that is called like its base.
 */
async function kindOf(name: string, repository: Lazy<Repository | null>): Promise<'path' | 'revision'> {
  if (name === '' || name.startsWith('-')) {
    throw new AssayError('ERR_USAGE', `"${name}" names no folder and no revision`, { hint: 'See `assay help diff`.' });
  }
  if (/^\.{0,2}\//.test(name) || name === '.' || name === '..' || isAbsolute(name)) return 'path';
  return (await repository()) === null ? 'path' : 'revision';
}

/** A folder or one lockfile: named by what is below it, so that two folders have lockfiles of the same names. */
async function folderPlace(name: string, cwd: string, { paths }: ProjectDiffOptions): Promise<Place> {
  const path = resolve(cwd, name);
  const kind = await pathKind(path);
  if (kind === null) {
    const hint = 'Name a folder, a lockfile or a revision.';
    throw new AssayError('ERR_USAGE', `${name} cannot be read`, { file: name, hint });
  }
  if (kind === 'file') return onDisk(name, dirname(path), [basename(path)]);
  const wanted = (paths ?? ['.']).map(inside);
  return onDisk(name, path, await presentOf(path, wanted));
}

/** The head where none is named: the working folder that the base is a revision of, else the current folder. */
async function workingPlace(
  base: 'path' | 'revision',
  cwd: string,
  options: ProjectDiffOptions,
  repository: Lazy<Repository>,
): Promise<Place> {
  if (base === 'path') return folderPlace('.', cwd, options);
  const { root, prefix } = await repository();
  return onDisk('the working folder', root, await presentOf(root, pathsBelow(prefix, options)));
}

async function presentOf(folder: string, paths: readonly string[]): Promise<readonly string[]> {
  const there = await Promise.all(paths.map(async (path) => ((await isPresent(join(folder, path))) ? [path] : [])));
  return there.flat();
}

/** A side that has none of the paths is an empty folder: everything of the other one is new or gone. */
async function onDisk(name: string, folder: string, paths: readonly string[]): Promise<Place> {
  const readFile = filesBelow(folder);
  if (paths.length > 0) return { name, folder, paths, readFile, close: () => Promise.resolve() };
  const empty = await emptyFolder();
  return { name, folder: empty.path, paths: ['.'], readFile, close: empty.remove };
}

/** Reads files below a folder, as a place does. */
export function filesBelow(folder: string): Place['readFile'] {
  return async (path, maxBytes) => {
    const file = join(folder, path);
    return (await isPresent(file)) ? readBoundedFile(file, { maxBytes, code: 'ERR_POLICY', what: 'policy' }) : null;
  };
}

async function revisionPlace(name: string, repository: Repository, options: ProjectDiffOptions): Promise<Place> {
  const revision = await resolveRevision(repository, name);
  const reader = await readRevision(repository, revision);
  const copied = await copyRevision(reader, pathsBelow(repository.prefix, options), ecosystems);
  const readFile = async (path: string, maxBytes: number) => {
    const isMissing = (await reader.entry(path)).kind === 'missing';
    return isMissing ? null : ((await reader.files([path], maxBytes))[0] ?? null);
  };
  try {
    await copied.add(await archivesOf(copied.folder, copied.paths));
  } catch (error) {
    await copied.remove();
    throw error;
  }
  const { folder, paths, remove } = copied;
  const place = { ...revision, readFile, close: remove };
  if (paths.length > 0) return { ...place, folder, paths };
  const empty = await emptyFolder();
  const close = async () => {
    await remove();
    await empty.remove();
  };
  return { ...place, folder: empty.path, paths: ['.'], close };
}

function pathsBelow(prefix: string, { paths }: ProjectDiffOptions): readonly string[] {
  return (paths ?? ['.']).map((path) => inside(`${prefix}${path}`));
}

/** The path in its shortest form. Throws AssayError `ERR_USAGE` for one that leads out. */
function inside(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) throw leadsOut(path);
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  if (isAbsolute(path)) throw leadsOut(path);
  return parts.length === 0 ? '.' : parts.join('/');
}

function leadsOut(path: string): AssayError {
  const hint = 'Name it relative to the current folder.';
  return new AssayError('ERR_USAGE', `${path} leads out of what is compared`, { file: path, hint });
}

/** A mistyped path must not pass for one that nothing changed in. */
function refuseNothing(base: Place, head: Place, { paths = [] }: ProjectDiffOptions): void {
  const known = new Set([...base.paths, ...head.paths]);
  const lost = paths.find(
    (path) => ![...known].some((one) => one === inside(path) || one.endsWith(`/${inside(path)}`)),
  );
  if (lost === undefined || lost === '.') return;
  throw new AssayError('ERR_USAGE', `${lost} is neither in the base nor in the head`, {
    file: lost,
    hint: 'Look at --path.',
  });
}
