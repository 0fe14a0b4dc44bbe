/** A record on disk. Its content proves itself, so that no care is taken of half-written files: they are none. */

import { closeSync, constants, fstatSync, lstat, open, read, unlink, utimes, write, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';
import { makeFolders } from '../store/make-folders.js';

/**
 * The callback functions cost half of what file handles do. What may wait for a disk is theirs; what only asks the system about a file that
 * is open costs less in place than on its way to another thread.
 */
const calls = {
  lstat: promisify(lstat) as (path: string) => Promise<Stats>,
  open: promisify(open) as (path: string, flags: number, mode?: number) => Promise<number>,
  read: promisify(read) as (fd: number, options: { buffer: Uint8Array }) => Promise<{ bytesRead: number }>,
  unlink: promisify(unlink),
  utimes: promisify(utimes),
  write: promisify(write) as (fd: number, bytes: Uint8Array, at: number) => Promise<{ bytesWritten: number }>,
};

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** What lies under a name. */
export interface FileFacts {
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
}

/** Facts of a regular file; null for anything else. Never rejects. */
export async function regularFile(path: string): Promise<FileFacts | null> {
  try {
    const found = await calls.lstat(path);
    return found.isFile() ? { size: found.size, usedAt: found.mtimeMs } : null;
  } catch {
    return null;
  }
}

/** The bytes of a regular file of at most `maxBytes`; null for anything else. Never rejects; waits for no pipe and follows no link. */
export async function readRecordFile(path: string, maxBytes: number): Promise<Uint8Array | null> {
  try {
    const fd = await calls.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const found = fstatSync(fd);
      if (!found.isFile() || found.size === 0 || found.size > maxBytes) return null;
      const buffer = Buffer.allocUnsafe(found.size);
      const { bytesRead } = await calls.read(fd, { buffer });
      return bytesRead === buffer.length ? buffer : null;
    } finally {
      closeSync(fd);
    }
  } catch {
    return null;
  }
}

/** Writes a file anew, whatever lies there. Rejects with the file system's error. */
export async function writeRecordFile(path: string, bytes: Uint8Array): Promise<void> {
  const fd = await create(path);
  try {
    for (let at = 0; at < bytes.length;) at += (await calls.write(fd, bytes.subarray(at), 0)).bytesWritten;
  } finally {
    closeSync(fd);
  }
}

/** Marks a file as used now. Never rejects. */
export async function touch(path: string, now: number): Promise<void> {
  await calls.utimes(path, now / 1000, now / 1000).catch(() => undefined);
}

/** A new file, for its user alone. What lies there is no good, or somebody is writing the same. */
async function create(path: string): Promise<number> {
  const make = () => calls.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    return await make();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') await makeFolders({ mkdir }, dirname(path));
    else if (code === 'EEXIST') await calls.unlink(path);
    else throw error;
    return make();
  }
}
