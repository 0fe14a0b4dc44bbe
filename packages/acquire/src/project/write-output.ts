/** Writes a file that the user asked for, without following what a checkout planted under its name. */

import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/**
 * Replaces `path` by a file with this text: a link under that name is replaced, not followed. Rejects with the system's error;
 * nothing is left then.
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx');
  try {
    await handle.writeFile(text);
    await handle.close();
    await rename(draft, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}
