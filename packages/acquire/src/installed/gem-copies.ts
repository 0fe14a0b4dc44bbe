/** Copies of a gem: the archives in Bundler's and RubyGems' caches, and its installed files. */

import type { CopiesWanted, LocalCopyRead } from '@assay/model';
import { join } from 'node:path';
import { copyProblem } from './copy-problems.js';
import type { CopyQuestion } from './copy-question.js';
import { mostGems, type GemClaim } from './gem-claims.js';
import { fullNameOf, isOtherPlatform } from './gem-file-names.js';
import type { GemFolder, GemFolders } from './gem-folders.js';
import { readGemRecord } from './gem-record.js';
import { listNames } from './list-names.js';
import { readArchiveCopy, readTreeCopy, unreadCopy, type CopyPlace } from './read-copy.js';
import type { Obstacle } from './descend.js';

/** Every archive of the gem. */
export async function gemArchives(
  question: CopyQuestion,
  { folders, places, obstacles }: GemFolders,
): Promise<readonly LocalCopyRead[]> {
  const caches: CacheFolder[] = [
    { base: places.projectCache, names: [], where: 'the project’s cache' },
    ...folders.map(({ path, where }) => ({ base: path, names: ['cache'], where: `the cache of ${where}` })),
  ];
  const servers = places.globalCache === null ? [] : listNames(join(places.globalCache, 'gems'));
  const where = 'Bundler’s global cache';
  const global =
    'code' in servers ? [] : servers.map((server) => ({ ...globalPlace(places.globalCache, server), where }));
  const copies = [];
  const unread = 'code' in servers ? [...obstacles, servers] : [...obstacles];
  for (const cache of [...caches, ...global]) {
    const names = archivesIn(cache, question.wanted);
    if ('code' in names) unread.push(names);
    else for (const name of names) copies.push(await readArchiveCopy(question, { ...cache, name }));
  }
  return withObstacles(question, copies, unread);
}

type CacheFolder = Omit<CopyPlace, 'name'>;

/** The gem's own archive, and those of platforms that nobody asks about: Bundler installs the one that fits this machine best. */
function archivesIn({ base, names }: CacheFolder, wanted: CopiesWanted): readonly string[] | Obstacle {
  const own = `${fullNameOf(wanted)}.gem`;
  const found = listNames(join(base, ...names), mostGems);
  if ('code' in found) return found;
  return [own, ...found.filter((name) => isOtherPlatform(name, '.gem', wanted)).slice(0, mostVariants)];
}

/** RubyGems knows fewer platforms. */
const mostVariants = 100;

function globalPlace(cache: string | null, server: string): Pick<CopyPlace, 'base' | 'names'> {
  return { base: cache ?? '', names: ['gems', server] };
}

/** Every installed copy of the gem, with what is wrong with what RubyGems keeps about it. */
export async function installedGems(
  question: CopyQuestion,
  { folders, obstacles, claims }: GemFolders,
): Promise<readonly LocalCopyRead[]> {
  const copies = [];
  for (const folder of folders) copies.push(await installedGem(question, folder, await claims.in(folder.path)));
  return withObstacles(question, copies, obstacles);
}

async function installedGem(
  question: CopyQuestion,
  { path, where }: GemFolder,
  claims: readonly GemClaim[],
): Promise<LocalCopyRead | null> {
  const fullName = fullNameOf(question.wanted);
  const tree = await readTreeCopy(question, { base: path, names: ['gems'], name: fullName, where });
  const { exists, facts, problems } = readGemRecord({ folder: path, fullName, wanted: question.wanted, claims });
  if (tree !== null) return { ...tree.read, ...(facts === undefined ? {} : { facts }), problems };
  if (!exists) return null;
  const missing = copyProblem('installed-tree-missing');
  const copy = { kind: 'tree', where, path: question.shown(join(path, 'gems', fullName)) } as const;
  const listing = { entries: [], problems: [], members: new Map<string, Uint8Array>(), complete: false };
  return { copy, digests: [], listing, problems: [missing, ...problems] };
}

/** Folders that could not be looked through stand among the copies: what lies there is not known. */
function withObstacles(
  question: CopyQuestion,
  copies: readonly (LocalCopyRead | null)[],
  obstacles: readonly Obstacle[],
): readonly LocalCopyRead[] {
  const kind = question.wanted.phase === 'after' ? 'archive' : 'tree';
  const unread = obstacles.map((obstacle) => unreadCopy(question, { kind, where: 'RubyGems’ gems' }, obstacle));
  return [...copies, ...unread].filter((copy) => copy !== null);
}
