/** Copies of a gem: the archives in Bundler's and RubyGems' caches, and its installed files. */

import type { CopiesWanted, LocalCopyRead } from '@assay/model';
import { join } from 'node:path';
import { copyProblem } from './copy-problems.js';
import type { CopyQuestion } from './copy-question.js';
import type { GemClaim } from './gem-claims.js';
import type { GemFolder, GemFolders } from './gem-folders.js';
import { readGemRecord } from './gem-record.js';
import { listNames } from './list-names.js';
import { readArchiveCopy, readTreeCopy, unreadCopy, type CopyPlace } from './read-copy.js';
import type { Obstacle } from './descend.js';

/** `name-version`, and for a platform of its own `name-version-platform`. */
function fullNameOf({ name, version, platform }: CopiesWanted): string {
  return platform === undefined || platform === 'ruby' ? `${name}-${version}` : `${name}-${version}-${platform}`;
}

/** Every archive of the gem. */
export async function gemArchives(
  question: CopyQuestion,
  { folders, places, obstacles }: GemFolders,
): Promise<readonly LocalCopyRead[]> {
  const name = `${fullNameOf(question.wanted)}.gem`;
  const caches: CopyPlace[] = [
    { base: places.projectCache, names: [], name, where: 'the project’s cache' },
    ...folders.map(({ path, where }) => ({ base: path, names: ['cache'], name, where: `the cache of ${where}` })),
  ];
  const servers = places.globalCache === null ? [] : listNames(join(places.globalCache, 'gems'));
  const where = 'Bundler’s global cache';
  const global =
    'code' in servers ? [] : servers.map((server) => ({ ...globalPlace(places.globalCache, server), name, where }));
  const copies = [];
  for (const place of [...caches, ...global]) copies.push(await readArchiveCopy(question, place));
  return withObstacles(question, copies, 'code' in servers ? [...obstacles, servers] : obstacles);
}

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
