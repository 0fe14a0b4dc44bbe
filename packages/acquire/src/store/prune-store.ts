/** Keeps the store from growing for ever: the longest unused content goes first. */

import { join } from 'node:path';
import type { StoreFileSystem } from './store-file-system.js';
import { storeAlgorithms } from './store-key.js';
import { tempName } from './temp-file.js';

export interface PruneOptions {
  readonly dir: string;
  readonly fs: StoreFileSystem;
  /** Bytes the store may hold. Pruning goes down to nine tenths of it, so that it is rarely needed. */
  readonly maxBytes: number;
  /** Milliseconds that must have passed since any process last looked. */
  readonly everyMs: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

interface Found {
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

/** Content with its records, which go together. */
interface Held {
  readonly paths: readonly string[];
  readonly size: number;
  readonly usedAt: number;
}

/** What was found in an archive, beside it (see `recordPath`). */
const recordName = /^[0-9a-f]{64,128}\.[0-9a-f]{32}$/u;

/** Records that nobody asked for in this time belong to another version, or to a question that is not asked any more. */
const recordMs = 30 * 24 * 60 * 60 * 1000;

/** Temporary files older than this belong to a run that is gone. */
const leftoverMs = 24 * 60 * 60 * 1000;

/** Its modification time says when the store was last looked at. */
const stampName = 'pruned';

/**
 * Deletes what was not used for longest until the store fits, and temporary files that crashed runs left behind; once in
 * `everyMs`, and never when the store is new. Files
 * that are not the store's own stay. Safe beside other processes: whoever reads a file keeps it, whoever looks for it
 * afterwards fetches it again. Never rejects.
 */
export async function pruneStore(options: PruneOptions): Promise<void> {
  const { dir, fs, maxBytes, now } = options;
  if (!(await isDue(options))) return;
  for (const old of await listFiles(join(dir, 'tmp'), tempName, fs)) {
    if (now - old.usedAt > leftoverMs) await remove(old.path, fs);
  }
  const held = (await listStore(dir, options)).sort((a, b) => a.usedAt - b.usedAt);
  let total = held.reduce((sum, { size }) => sum + size, 0);
  if (total <= maxBytes) return;
  for (const { paths, size } of held) {
    if (total <= maxBytes * 0.9) return;
    for (const path of paths) await remove(path, fs);
    total -= size;
  }
}

/** Marks the store as looked at, if it is time. */
async function isDue({ dir, fs, everyMs, now }: PruneOptions): Promise<boolean> {
  const stamp = join(dir, stampName);
  const last = await look(stamp, fs);
  if (last !== null && now - last.usedAt < everyMs) return false;
  try {
    await (await fs.open(stamp, 'w', 0o600)).close();
    await fs.utimes(stamp, now / 1000, now / 1000);
  } catch {
    return false;
  }
  return last !== null || everyMs === 0;
}

async function listStore(dir: string, options: PruneOptions): Promise<Held[]> {
  const { fs } = options;
  const held: Held[] = [];
  for (const alg of storeAlgorithms) {
    const folders = (await names(join(dir, alg), fs)).filter((name) => /^[0-9a-f]{2}$/u.test(name));
    for (const name of folders) {
      const folder = join(dir, alg, name);
      const contents = await listFiles(folder, /^[0-9a-f]{64,128}$/u, fs);
      held.push(...withRecords(contents, await keptRecords(folder, contents, options)));
    }
  }
  return held;
}

/** Deletes records whose content is gone, and those that nobody asks for; gives the others. */
async function keptRecords(
  folder: string,
  contents: readonly Found[],
  { fs, now }: PruneOptions,
): Promise<readonly Found[]> {
  const known = new Set(contents.map(({ path }) => path));
  const kept: Found[] = [];
  for (const record of await listFiles(folder, recordName, fs)) {
    if (known.has(contentOf(record)) && now - record.usedAt <= recordMs) kept.push(record);
    else await remove(record.path, fs);
  }
  return kept;
}

function withRecords(contents: readonly Found[], records: readonly Found[]): readonly Held[] {
  const held = new Map(contents.map(({ path, size, usedAt }) => [path, { paths: [path], size, usedAt }]));
  for (const record of records) {
    const content = held.get(contentOf(record));
    content?.paths.push(record.path);
    if (content !== undefined) content.size += record.size;
  }
  return [...held.values()];
}

function contentOf({ path }: Found): string {
  return path.slice(0, path.lastIndexOf('.'));
}

async function listFiles(folder: string, name: RegExp, fs: StoreFileSystem): Promise<readonly Found[]> {
  const paths = (await names(folder, fs)).filter((entry) => name.test(entry)).map((entry) => join(folder, entry));
  const held = await Promise.all(paths.map((path) => look(path, fs)));
  return held.filter((file) => file !== null);
}

async function look(path: string, fs: StoreFileSystem): Promise<Found | null> {
  try {
    const { size, mtimeMs } = await fs.stat(path);
    return { path, size, usedAt: mtimeMs };
  } catch {
    return null;
  }
}

/** Another process may have removed the folder meanwhile. */
async function names(folder: string, fs: StoreFileSystem): Promise<readonly string[]> {
  try {
    return await fs.readdir(folder);
  } catch {
    return [];
  }
}

async function remove(path: string, fs: StoreFileSystem): Promise<void> {
  await fs.unlink(path).catch(() => undefined);
}
