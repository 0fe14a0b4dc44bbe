/** Writes a file that the user asked for, without following what a checkout planted under its name. */

import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';

/** So many characters are gathered before they are written: pieces of large documents are a few bytes each. */
const batch = 256 * 1024;

/**
 * Replaces `path` by a file with this text, or with these pieces of it, which are taken as they are written: a link under that name is
 * replaced, not followed; a device or pipe is written to. Rejects with the system's error, or with what the pieces threw; nothing is left then.
 */
export async function writeOutput(path: string, text: string | Iterable<string>): Promise<void> {
  const pieces = batches(typeof text === 'string' ? [text] : text);
  return (await isDevice(path)) ? writeInto(path, pieces) : replace(path, pieces);
}

/** A file in the place of `/dev/null` would be root's gift to all other programs. */
async function isDevice(path: string): Promise<boolean> {
  const info = await lstat(path).catch(() => null);
  if (info === null) return false;
  return info.isCharacterDevice() || info.isFIFO() || (info.isSymbolicLink() && resolve(path).startsWith('/dev/'));
}

async function writeInto(path: string, pieces: Iterable<string>): Promise<void> {
  const handle = await open(path, 'a');
  try {
    for (const part of pieces) await handle.writeFile(part);
  } finally {
    await handle.close();
  }
}

async function replace(path: string, pieces: Iterable<string>): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx');
  try {
    for (const part of pieces) await writeWhole(handle, Buffer.from(part));
    await handle.close();
    await rename(draft, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** The same text in larger pieces. */
export function* batches(pieces: Iterable<string>): Iterable<string> {
  let gathered = '';
  for (const piece of pieces) {
    gathered += piece;
    if (gathered.length < batch) continue;
    yield gathered;
    gathered = '';
  }
  if (gathered !== '') yield gathered;
}

/** A disk that is nearly full takes a part. */
async function writeWhole(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at);
    at += bytesWritten;
  }
}
