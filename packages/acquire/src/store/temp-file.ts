import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreFileSystem } from './store-file-system.js';

/** A name that nothing else has and that says nothing. */
export const tempName = /^[0-9a-f]{32}$/u;

export interface CommitOptions {
  /** Called when the target's folder is not there yet. */
  readonly makeFolder: () => Promise<unknown>;
  /** Whether the bytes must survive a power cut. Without it, content may be torn then, which its next reader notices. */
  readonly durable: boolean;
}

/** A file under a throw-away name until it is whole: readable by its owner only, never seen half written. */
export class TempFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #fs: StoreFileSystem;

  private constructor(path: string, handle: FileHandle, fs: StoreFileSystem) {
    this.path = path;
    this.#handle = handle;
    this.#fs = fs;
  }

  /** Creates a new file in `folder`, which must exist. Rejects with the file system's error. */
  static async create(folder: string, fs: StoreFileSystem): Promise<TempFile> {
    const path = join(folder, randomBytes(16).toString('hex'));
    return new TempFile(path, await fs.open(path, 'wx', 0o600), fs);
  }

  /** Appends all of `bytes`. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at);
      at += bytesWritten;
    }
  }

  /** Gives the file its name; a reader of that name sees all of it or nothing. */
  async commit(target: string, { makeFolder, durable }: CommitOptions): Promise<void> {
    if (durable) await this.#handle.sync();
    await this.#handle.close();
    try {
      await this.#fs.rename(this.path, target);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      await makeFolder();
      await this.#fs.rename(this.path, target);
    }
  }

  /** Keeps the file under its throw-away name and closes it. */
  async finish(): Promise<void> {
    await this.#handle.close();
  }

  /** Removes the file; never rejects. What cannot be removed is harmless and cleaned up later. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await this.#fs.unlink(this.path).catch(() => undefined);
  }
}
