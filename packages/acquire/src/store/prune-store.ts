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

interface Held {
  readonly path: string;
  readonly size: number;
  readonly usedAt: number;
}

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
  const held = (await listStore(dir, fs)).sort((a, b) => a.usedAt - b.usedAt);
  let total = held.reduce((sum, { size }) => sum + size, 0);
  if (total <= maxBytes) return;
  for (const { path, size } of held) {
    if (total <= maxBytes * 0.9) return;
    await remove(path, fs);
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

async function listStore(dir: string, fs: StoreFileSystem): Promise<Held[]> {
  const held: Held[] = [];
  for (const alg of storeAlgorithms) {
    const folders = (await names(join(dir, alg), fs)).filter((name) => /^[0-9a-f]{2}$/u.test(name));
    for (const folder of folders) {
      held.push(...(await listFiles(join(dir, alg, folder), /^[0-9a-f]{64,128}$/u, fs)));
    }
  }
  return held;
}

async function listFiles(folder: string, name: RegExp, fs: StoreFileSystem): Promise<readonly Held[]> {
  const paths = (await names(folder, fs)).filter((entry) => name.test(entry)).map((entry) => join(folder, entry));
  const held = await Promise.all(paths.map((path) => look(path, fs)));
  return held.filter((file) => file !== null);
}

async function look(path: string, fs: StoreFileSystem): Promise<Held | null> {
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
