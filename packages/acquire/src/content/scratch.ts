import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '../store/store-file-system.js';
import { TempFile } from '../store/temp-file.js';

/** A folder for content that is only passing through: made (0700) when first used, gone when closed. */
export class Scratch {
  #folder: Promise<string> | null = null;

  /** A new file; null when there is no room for one. */
  async createTemp(): Promise<TempFile | null> {
    try {
      this.#folder ??= mkdtemp(join(tmpdir(), 'assay-'));
      return await TempFile.create(await this.#folder, nodeFileSystem);
    } catch {
      return null;
    }
  }

  async close(): Promise<void> {
    const folder = await this.#folder?.catch(() => null);
    if (typeof folder === 'string') await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
