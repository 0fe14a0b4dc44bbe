/** The key that says "this user's own runs found it out": a secret of the user's that lies apart from what it speaks for. */

import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { link, lstat, mkdir, open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders } from '../store/make-folders.js';

/** The key; or a sentence about a file that must not be one; or null where there is none and none can be made. */
export type OwnKey =
  | { readonly kind: 'key'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'none' };

const keyBytes = 32;
const fileName = 'memory.key';
const none: OwnKey = { kind: 'none' };

/**
 * Reads the key of a folder, making both where they are missing. What others could have put there or could read is refused: whoever has
 * the key can have a run believe anything about an archive. Never rejects.
 */
export async function readOwnKey(folder: string): Promise<OwnKey> {
  try {
    return (await readKey(folder)) ?? (await makeKey(folder));
  } catch {
    return none;
  }
}

async function makeKey(folder: string): Promise<OwnKey> {
  await makeFolders({ mkdir }, folder);
  if (refusalOf(folder, await lstat(folder), 'folder') !== null) return (await readKey(folder)) ?? none;
  const draft = join(folder, `${fileName}.${randomBytes(8).toString('hex')}`);
  const handle = await open(draft, 'wx', 0o600);
  try {
    await writeKey(handle);
    // Of two processes the first one's key counts: unlike a rename, a link replaces nothing.
    await link(draft, join(folder, fileName)).catch(() => undefined);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
  return (await readKey(folder)) ?? none;
}

async function writeKey(handle: FileHandle): Promise<void> {
  try {
    await handle.writeFile(randomBytes(keyBytes));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Null where there is none yet. */
async function readKey(folder: string): Promise<OwnKey | null> {
  const path = join(folder, fileName);
  const around = await unlessMissing(lstat(folder));
  if (around === null) return null;
  const why = refusalOf(folder, around, 'folder');
  if (why !== null) return { kind: 'refused', why };
  if ((await unlessMissing(lstat(path)))?.isSymbolicLink() === true) {
    return { kind: 'refused', why: `${path} is a symbolic link` };
  }
  const handle = await unlessMissing(open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK));
  if (handle === null) return null;
  try {
    return await keyIn(path, handle);
  } finally {
    await handle.close();
  }
}

async function keyIn(path: string, handle: FileHandle): Promise<OwnKey> {
  const found = await handle.stat();
  const why = refusalOf(path, found, 'file');
  if (why !== null) return { kind: 'refused', why };
  if (found.size !== keyBytes) return { kind: 'refused', why: `${path} is no key of ${String(keyBytes)} bytes` };
  const bytes = new Uint8Array(keyBytes);
  const { bytesRead } = await handle.read(bytes, 0, keyBytes, 0);
  return bytesRead === keyBytes ? { kind: 'key', bytes } : none;
}

/** Windows knows neither users by number nor such bits: the parent is the user's own there. */
function refusalOf(path: string, found: Stats, kind: 'file' | 'folder'): string | null {
  if (kind === 'file' ? !found.isFile() : !found.isDirectory()) return `${path} is no ${kind}`;
  const user = process.getuid?.();
  if (user === undefined) return null;
  if (found.uid !== user) return `${path} belongs to another user`;
  return (found.mode & 0o077) === 0 ? null : `${path} is open to other users`;
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
