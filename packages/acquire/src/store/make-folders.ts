/** Makes a folder and those above it, one step at a time. */

import { dirname } from 'node:path';
import type { StoreFileSystem } from './store-file-system.js';

/**
 * Like `mkdir -p` with mode 0700. Not Node's own recursive mode: where a parent exists and yet answers ENOENT (`/proc`), that one
 * never ends.
 */
export async function makeFolders(fs: Pick<StoreFileSystem, 'mkdir'>, path: string): Promise<void> {
  const missing = await makeOne(fs, path);
  if (missing === null) return;
  const parent = dirname(path);
  if (parent === path) throw missing;
  await makeFolders(fs, parent);
  const still = await makeOne(fs, path);
  if (still !== null) throw still;
}

/** Null when the folder is there now; the error when what it should lie in is not. Rejects with any other error. */
async function makeOne(fs: Pick<StoreFileSystem, 'mkdir'>, path: string): Promise<Error | null> {
  try {
    await fs.mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return error as Error;
    if (code !== 'EEXIST') throw error;
  }
  return null;
}
