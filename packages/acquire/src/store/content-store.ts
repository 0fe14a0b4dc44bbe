/**
 * Content by digest, shared by processes without locks: files are written under a throw-away name and renamed, so that a
 * name always stands for a whole file; whatever is read is hashed again, so that a wrong file is a miss and never an
 * answer. Nothing here can fail a run: a store that does not work is left alone for the rest of it, with a note.
 */

import { constants } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from '@assay/model';
import { BackgroundWrites } from './background-writes.js';
import { pruneStore } from './prune-store.js';
import { makeFolders } from './make-folders.js';
import { nodeFileSystem, type StoreFileSystem } from './store-file-system.js';
import { storeFolder, storePath, strongestPin } from './store-key.js';
import { StoredContent } from './stored-content.js';
import { TempFile } from './temp-file.js';

export interface StoreOptions {
  /** Folder of the store; created (0700) with the first write. */
  readonly dir: string;
  /** Bytes to hold before the longest unused content is deleted. Default 5 GiB. Looked at when the store is closed. */
  readonly maxBytes?: number;
  /** Milliseconds between two looks at the store's size, over all processes. Default a day: looking costs a walk. */
  readonly pruneEveryMs?: number;
  /** Milliseconds since the epoch: when content was last used. */
  readonly time?: () => number;
  readonly fs?: StoreFileSystem;
}

/** Content by digest on disk. No method rejects. */
export interface ContentStore {
  /**
   * What is stored under the strongest of `pins`, or null. The caller must hash what it reads, and call `reject` when
   * it is not what the name says; otherwise `close`.
   */
  open(pins: readonly Digest[]): Promise<StoredContent | null>;
  /** Stores bytes whose digest `key` was computed from them. Resolves early: writing goes on in the background. */
  put(key: Digest, bytes: Uint8Array): Promise<void>;
  /** A file to write content to before its digest is known; null when the store cannot be written. */
  createTemp(): Promise<TempFile | null>;
  /** Moves a written file to its digest's name. The path, or null when that failed (the file is then gone). */
  commit(temp: TempFile, key: Digest): Promise<string | null>;
  /** Stops using the store for this run, because of this error. */
  fail(error: unknown): void;
  /** One sentence for each thing the user should know about the store; at most one that it is not used. */
  readonly notes: readonly string[];
  /** Waits for writes under way, then prunes. */
  close(): Promise<void>;
}

const gibibyte = 1024 ** 3;

const writeBounds = { bytes: 32 * 1024 * 1024, files: 8 };

/** Content used again within this time is not marked anew: reading should not write. */
export const touchMs = 60 * 60 * 1000;

/** Opens a store. Nothing is touched until it is used. */
export function openStore(options: StoreOptions): ContentStore {
  return new FileStore(options);
}

class FileStore implements ContentStore {
  readonly #dir: string;
  readonly #maxBytes: number;
  readonly #pruneEveryMs: number;
  readonly #time: () => number;
  readonly #fs: StoreFileSystem;
  readonly #folders = new Map<string, Promise<unknown>>();
  readonly #writes = new BackgroundWrites(writeBounds);
  readonly #notes: string[] = [];
  #wrote = false;
  #off = false;

  constructor(options: StoreOptions) {
    this.#dir = options.dir;
    this.#maxBytes = options.maxBytes ?? 5 * gibibyte;
    this.#pruneEveryMs = options.pruneEveryMs ?? 24 * 60 * 60 * 1000;
    this.#time = options.time ?? (() => Date.now());
    this.#fs = options.fs ?? nodeFileSystem;
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  async open(pins: readonly Digest[]): Promise<StoredContent | null> {
    const key = strongestPin(pins);
    if (key === null || this.#off) return null;
    const path = storePath(this.#dir, key);
    try {
      // A pipe planted under the name must not block, a link must not lead elsewhere.
      const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
      const handle = await this.#fs.open(path, flags);
      const content = await StoredContent.of({ key, path, handle, fs: this.#fs });
      if (content !== null) await this.#touch(content);
      return content;
    } catch (error) {
      if (!isMissing(error)) this.fail(error);
      return null;
    }
  }

  async put(key: Digest, bytes: Uint8Array): Promise<void> {
    if (this.#off) return;
    await this.#writes.add(bytes.length, () => this.#write(key, bytes));
  }

  async createTemp(): Promise<TempFile | null> {
    if (this.#off) return null;
    try {
      const folder = join(this.#dir, 'tmp');
      await this.#folder(folder);
      return await TempFile.create(folder, this.#fs);
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  commit(temp: TempFile, key: Digest): Promise<string | null> {
    return this.#commit(temp, key, true);
  }

  fail(error: unknown): void {
    if (this.#off) return;
    this.#off = true;
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'an error';
    this.#notes.push(`The content store in ${this.#dir} is not used in this run: ${code}.`);
  }

  async close(): Promise<void> {
    await this.#writes.close();
    if (!this.#wrote) return;
    await pruneStore({
      dir: this.#dir,
      fs: this.#fs,
      maxBytes: this.#maxBytes,
      everyMs: this.#pruneEveryMs,
      now: this.#time(),
    });
  }

  /** Small content is cheaper to fetch again after a power cut than to sync to disk each time. */
  async #write(key: Digest, bytes: Uint8Array): Promise<void> {
    const temp = await this.createTemp();
    if (temp !== null) await this.#fill(temp, key, bytes);
  }

  async #fill(temp: TempFile, key: Digest, bytes: Uint8Array): Promise<void> {
    try {
      await temp.write(bytes);
    } catch (error) {
      await temp.discard();
      this.fail(error);
      return;
    }
    await this.#commit(temp, key, false);
  }

  async #commit(temp: TempFile, key: Digest, durable: boolean): Promise<string | null> {
    try {
      const path = storePath(this.#dir, key);
      const makeFolder = () => this.#folder(storeFolder(this.#dir, key));
      await temp.commit(path, { makeFolder, durable });
      this.#wrote = true;
      return path;
    } catch (error) {
      await temp.discard();
      this.fail(error);
      return null;
    }
  }

  /** Creates a folder once per run, its parents too. */
  #folder(path: string): Promise<unknown> {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const made = makeFolders(this.#fs, path);
    this.#folders.set(path, made);
    return made;
  }

  async #touch(content: StoredContent): Promise<void> {
    const now = this.#time();
    if (now - content.usedAt < touchMs) return;
    // A store that can only be read is still good to read from.
    await this.#fs.utimes(content.path, now / 1000, now / 1000).catch(() => undefined);
  }
}

/** Nothing is there, or nothing that could be content: the next write replaces it. */
const missingCodes = new Set<unknown>(['ENOENT', 'ELOOP', 'ENXIO']);

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && missingCodes.has(error.code);
}
