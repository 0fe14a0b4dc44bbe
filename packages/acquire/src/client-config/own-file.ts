/** A file of the user's with secrets in it, as far as it is not the checkout's. */

import { stat } from 'node:fs/promises';
import { platform } from 'node:os';
import type { Checkout } from './checkout.js';
import type { Journal } from './journal.js';
import { leftInCheckout } from './left-in-checkout.js';
import { readRegularFile, type FileContent } from './read-regular-file.js';
import { shown } from './shown.js';

/** Where the user's files may lie, and whom to tell. */
export interface OwnFileContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string | null;
  readonly checkout: Checkout;
  readonly journal: Journal;
}

/**
 * Reads `what` at a path. What lies in the checkout is `absent`, with a note; a file that others on the machine can read is read, with a
 * note, as the clients do.
 */
export async function readOwnFile(what: string, path: string, context: OwnFileContext): Promise<FileContent> {
  const { checkout, journal } = context;
  const holder = await checkout.holderOf(path);
  if (holder !== null) {
    if (await checkout.has(path)) journal.note(leftInCheckout(`${what} ${shown(path)}`, holder));
    return { kind: 'absent' };
  }
  const content = await readRegularFile(path);
  if (content.kind === 'bytes' && (await isOpenToOthers(path))) {
    journal.note(
      `${what} ${shown(path)} holds secrets and others on this machine can read it: \`chmod 600\` keeps it yours.`,
    );
  }
  return content;
}

/** Windows keeps no such bits. */
async function isOpenToOthers(path: string): Promise<boolean> {
  if (platform() === 'win32') return false;
  const info = await stat(path).catch(() => null);
  return info !== null && (info.mode & 0o077) !== 0;
}
