/** What is remembered of a TUF repository between updates: its newest verified metadata, without which a rollback goes unnoticed. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedContent } from '../sealed-file.js';

/** Metadata files by role. */
export type TufMetadata = Readonly<Partial<Record<TufRole, string>>>;

const roles = ['root', 'timestamp', 'snapshot', 'targets'] as const;

type TufRole = (typeof roles)[number];

/** One repository. */
export interface TufState {
  /** Name of the trusted root that it serves. */
  readonly name: string;
  readonly mirror: string;
  /** SHA-256 (hex) of the root that was trusted first. */
  readonly anchor: string;
  readonly metadata: TufMetadata;
}

const format = 'assay-tuf-state-v1';

/** As the content of a sealed file. */
export function formatState({ name, mirror, anchor, metadata }: TufState): SealedContent {
  return { format, name, mirror, anchor, metadata: { ...metadata } };
}

/** The state that was kept, or null. */
export function parseState(content: SealedContent): TufState | null {
  const { name, mirror, anchor, metadata } = content;
  if (content['format'] !== format || typeof name !== 'string' || typeof mirror !== 'string') return null;
  if (typeof anchor !== 'string' || !URL.canParse(mirror)) return null;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) return null;
  const files: Partial<Record<TufRole, string>> = {};
  for (const role of roles) {
    const text = (metadata as SealedContent)[role];
    if (typeof text === 'string') files[role] = text;
    else if (text !== undefined) return null;
  }
  return files.root === undefined ? null : { name, mirror, anchor, metadata: files };
}

/** Writes the metadata as files, for tuf-js to read. */
export async function unpackMetadata(folder: string, metadata: TufMetadata): Promise<void> {
  for (const role of roles) {
    const text = metadata[role];
    if (text !== undefined) await writeFile(join(folder, `${role}.json`), text, { mode: 0o600 });
  }
}

/** Reads what tuf-js left: it writes a file only once it has verified it. */
export async function packMetadata(folder: string): Promise<TufMetadata> {
  const files: Partial<Record<TufRole, string>> = {};
  for (const role of roles) {
    const text = await readFile(join(folder, `${role}.json`), 'utf8').catch(() => null);
    if (text !== null) files[role] = text;
  }
  return files;
}
