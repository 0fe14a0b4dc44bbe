/** The few files of a revision that verifying it needs, in a folder of their own. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AssayError, manifestNameOf, type Ecosystem } from '@assay/model';
import { dotenvNames } from '../client-config/bun-dotenv.js';
import { findMembers, type FolderEntry } from '../project/find-members.js';
import type { RevisionReader } from './read-revision.js';

/** A private folder that holds files of a revision under their own paths. */
export interface CopiedRevision {
  /** Absolute. */
  readonly folder: string;
  /** Those of the wanted paths that the revision has. */
  readonly paths: readonly string[];
  /** Copies further files, those that are there. */
  add(paths: readonly string[]): Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Settings of clients and files that they look for beside lockfiles and in the folders above. */
const settings: readonly string[] = [
  '.npmrc',
  '.bundle/config',
  'pnpm-workspace.yaml',
  '.yarnrc.yml',
  '.yarnrc',
  'bunfig.toml',
  ...dotenvNames,
  'Gemfile',
  'gems.rb',
];

const maxLockfileBytes = 256 * 1024 * 1024;
const maxOtherBytes = 64 * 1024 * 1024;

/**
 * Copies the lockfiles in `paths` (lockfiles, or folders that hold some; relative to the root), their manifests, and the clients' settings
 * beside and above them. Links and submodules are never followed: one in the place of a lockfile is an error, other ones are left out. The
 * caller removes the folder.
 */
export async function copyRevision(
  reader: RevisionReader,
  paths: readonly string[],
  ecosystems: readonly Ecosystem[],
): Promise<CopiedRevision> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-revision-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const copied = new Set<string>();
  const copy = async (files: readonly string[], maxBytes: number) => {
    const fresh = files.filter((file) => !copied.has(file));
    for (const file of fresh) copied.add(file);
    await writeAll(folder, fresh, await reader.files(fresh, maxBytes));
  };
  const add = async (files: readonly string[]) => copy(await existing(reader, files), maxOtherBytes);
  try {
    const there: string[] = [];
    for (const path of paths) {
      const at = (await reader.entry(path)).kind;
      if (at !== 'missing') there.push(path);
      if (at === 'folder') await mkdir(join(folder, safePath(path)), { recursive: true, mode: 0o700 });
    }
    const folders = [...new Set(await Promise.all(there.map((path) => folderOf(reader, path))))];
    await copy(await lockfilesIn(reader, there, ecosystems), maxLockfileBytes);
    const manifests = ecosystems.flatMap(({ manifestName, manifestNames = {} }) => [
      ...(manifestName === undefined ? [] : [manifestName]),
      ...Object.values(manifestNames),
    ]);
    await add(folders.flatMap((place) => manifests.map((name) => joined(place, name))));
    for (const file of [...copied]) await add(await memberManifests(reader, file, { folder, ecosystems }));
    await add(
      [...new Set(folders.flatMap(withParents))].flatMap((place) => settings.map((name) => joined(place, name))),
    );
    return { folder, paths: there, add, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Manifests of the members that a lockfile does not name. Its own and its manifest are in the folder already. */
async function memberManifests(
  reader: RevisionReader,
  lockfile: string,
  { folder, ecosystems }: { readonly folder: string; readonly ecosystems: readonly Ecosystem[] },
): Promise<readonly string[]> {
  const ecosystem = ecosystems.find(({ lockfileNames }) => lockfileNames.includes(basename(lockfile)));
  if (ecosystem?.memberSearch === undefined || reader.folder === undefined) return [];
  const name = manifestNameOf(ecosystem, basename(lockfile));
  const own = joined(dirname(lockfile), name ?? '');
  if (name === undefined || (await reader.entry(own)).kind !== 'file') return [];
  const [bytes, manifest] = await Promise.all([lockfile, own].map((path) => readFile(join(folder, safePath(path)))));
  if (bytes === undefined || manifest === undefined) return [];
  const search = ecosystem.memberSearch({ path: lockfile, bytes, manifest });
  if (search === null) return [];
  const members = await findMembers(search, (place) => listRevision(reader, joined(dirname(lockfile), place)), name);
  return (members ?? []).map((member) => joined(joined(dirname(lockfile), member), name));
}

async function listRevision(reader: RevisionReader, path: string): Promise<readonly FolderEntry[] | null> {
  const entries = await reader.folder?.(path);
  if (entries === undefined || entries === null) return null;
  return [...entries].map(([name, { kind }]) => ({ name, kind: kind === 'folder' || kind === 'link' ? kind : 'file' }));
}

/** Everything that stands under a lockfile's name counts: what is no regular file is then refused. */
async function lockfilesIn(
  reader: RevisionReader,
  paths: readonly string[],
  ecosystems: readonly Ecosystem[],
): Promise<readonly string[]> {
  const names = ecosystems.flatMap((one) => [...one.lockfileNames, ...Object.keys(one.unsupportedLockfiles)]);
  const found = new Set<string>();
  for (const path of paths) {
    const isFolder = (await reader.entry(path)).kind === 'folder';
    for (const file of isFolder ? names.map((name) => joined(path, name)) : [path]) {
      if ((await reader.entry(file)).kind !== 'missing') found.add(file);
    }
  }
  return [...found];
}

async function existing(reader: RevisionReader, files: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of new Set(files)) if ((await reader.entry(file)).kind === 'file') found.push(file);
  return found;
}

async function folderOf(reader: RevisionReader, path: string): Promise<string> {
  if ((await reader.entry(path)).kind === 'folder') return path;
  const parent = dirname(path);
  return parent === '.' ? '' : parent;
}

function withParents(folder: string): readonly string[] {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.');
  return [...parts.keys(), parts.length].map((length) => parts.slice(0, length).join('/'));
}

function joined(folder: string, name: string): string {
  return folder === '' || folder === '.' ? name : `${folder}/${name}`;
}

async function writeAll(folder: string, paths: readonly string[], contents: readonly Uint8Array[]): Promise<void> {
  for (const [index, path] of paths.entries()) {
    const file = join(folder, safePath(path));
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, contents[index] ?? new Uint8Array(), { flag: 'wx', mode: 0o600 });
  }
}

/** No part of a path may lead elsewhere, on any system. */
function safePath(path: string): string {
  const parts = path.split('/');
  const harmless = (part: string) =>
    part !== '..' && !part.includes('\0') && !part.includes('\\') && !part.includes(':');
  if (parts.every(harmless) && !path.startsWith('/')) return parts.filter((part) => part !== '').join('/');
  throw new AssayError('ERR_USAGE', `${path} is not a path inside the repository`, { file: path });
}
