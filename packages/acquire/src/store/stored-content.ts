import type { FileHandle } from 'node:fs/promises';
import type { Digest } from '@assay/model';
import { readChunks, readRange } from '../content/read-chunks.js';
import type { StoreFileSystem } from './store-file-system.js';

interface Opened {
  readonly key: Digest;
  readonly path: string;
  readonly handle: FileHandle;
  readonly fs: StoreFileSystem;
}

/** A file found under a digest's name. What is in it is a claim until it is hashed. */
export class StoredContent {
  readonly key: Digest;
  readonly path: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
  readonly #handle: FileHandle;
  readonly #fs: StoreFileSystem;

  private constructor({ key, path, handle, fs }: Opened, size: number, usedAt: number) {
    this.key = key;
    this.path = path;
    this.size = size;
    this.usedAt = usedAt;
    this.#handle = handle;
    this.#fs = fs;
  }

  /** Null when the name stands for anything but a regular file. */
  static async of(opened: Opened): Promise<StoredContent | null> {
    try {
      const stat = await opened.handle.stat();
      if (stat.isFile()) return new StoredContent(opened, stat.size, stat.mtimeMs);
    } catch (error) {
      await opened.handle.close().catch(() => undefined);
      throw error;
    }
    await opened.handle.close();
    return null;
  }

  /** All bytes. For files whose size the caller finds acceptable. Rejects with the file system's error. */
  read(): Promise<Uint8Array> {
    return readRange(this.#handle, 0, this.size);
  }

  /** The bytes in pieces, each good until the next is asked for. */
  chunks(): AsyncIterable<Uint8Array> {
    return readChunks(this.#handle, 0, this.size);
  }

  async close(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
  }

  /** The content is not what the name says: removes it, so that it is fetched again. */
  async reject(): Promise<void> {
    await this.close();
    await this.#fs.unlink(this.path).catch(() => undefined);
  }
}
