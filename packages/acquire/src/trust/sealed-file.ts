/** Small JSON files that are whole or refused: written in one piece, for their owner only, with a digest over all they hold. */

import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseJson } from '@assay/documents';
import { digestOfJson, type JsonValue } from '@assay/model';
import { readRegularFile } from '../client-config/read-regular-file.js';
import { makeFolders } from '../store/make-folders.js';
import { nodeFileSystem, type StoreFileSystem } from '../store/store-file-system.js';

/** What is kept. */
export interface SealedContent {
  readonly [key: string]: JsonValue | undefined;
}

/** What a file held. */
export type SealedReading =
  | { readonly kind: 'content'; readonly content: SealedContent }
  | { readonly kind: 'absent' }
  | { readonly kind: 'corrupt'; readonly why: string };

const maxBytes = 16 * 1024 * 1024;

/**
 * Reads a sealed file. `corrupt` for everything but a whole one: the digest finds accidents (a torn disk, a stray edit), not an
 * attacker who can write into the user's own folder.
 */
export async function readSealedFile(path: string): Promise<SealedReading> {
  const file = await readRegularFile(path, maxBytes);
  if (file.kind === 'absent') return file;
  if (file.kind === 'refused') return { kind: 'corrupt', why: file.why };
  if (!parseJson(file.bytes, { maxBytes }).ok) return { kind: 'corrupt', why: 'it is no JSON' };
  const value: unknown = JSON.parse(new TextDecoder().decode(file.bytes));
  if (!isRecord(value) || !isRecord(value['content']))
    return { kind: 'corrupt', why: 'it is not what was written there' };
  const content = value['content'] as SealedContent;
  const intact = value['sha256'] === digestOfJson(content).value;
  return intact ? { kind: 'content', content } : { kind: 'corrupt', why: 'its digest does not match its content' };
}

/**
 * Replaces a sealed file in one step: a reader sees the old one or the new one. Makes the folder (0700) where it is missing.
 * Rejects with the system's error; the old file is untouched then.
 */
export async function writeSealedFile(path: string, content: SealedContent, fs = nodeFileSystem): Promise<void> {
  const text = `${JSON.stringify({ sha256: digestOfJson(content).value, content }, null, 1)}\n`;
  await makeFolders(fs, dirname(path));
  await replaceFile(path, text, fs);
}

async function replaceFile(path: string, text: string, fs: Pick<StoreFileSystem, 'rename'>): Promise<void> {
  const draft = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
    await handle.close();
    await fs.rename(draft, path);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
