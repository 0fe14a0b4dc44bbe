/** Writes a file that the user asked for, without following what a checkout planted under its name. */

import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';

/** So many characters are gathered before they are written: pieces of large documents are a few bytes each. */
const batch = 256 * 1024;

/**
 * Replaces `path` by a file with this text, or with these pieces of it, which are taken as they are written: a link under that name is
 * replaced, not followed. Rejects with the system's error, or with what the pieces threw; nothing is left then.
 */
export async function writeOutput(path: string, text: string | Iterable<string>): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx');
  try {
    for (const part of batches(typeof text === 'string' ? [text] : text)) await writeWhole(handle, Buffer.from(part));
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
