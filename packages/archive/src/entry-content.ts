/** The content of a tar's entries: their SHA-256 where it is needed, and the bytes of the few that were asked for. */

import { createHash, hash, type Hash } from 'node:crypto';
import type { TarEntry } from './tar-walker.js';

/** Where a listing gets content from. Entries are known by their number in the tar. */
export interface EntryContent {
  /** Called before an entry's content. True: its content must be handed in. `keep`: its bytes are wanted too. */
  begin(index: number, entry: TarEntry, keep: boolean): boolean;
  write(part: Uint8Array): void;
  end(): void;
  /** SHA-256 of an entry's complete content, lowercase hex. */
  digest(index: number): string;
  /** The content of an entry that was to be kept. */
  bytes(index: number): Uint8Array;
}

interface Extent {
  readonly offset: number;
  readonly size: number;
}

/** Content of a tar that lies in memory: hashed only when somebody asks. */
export class BufferedContent implements EntryContent {
  readonly #tar: Uint8Array;
  readonly #extents: Extent[] = [];
  readonly #digests = new Map<number, string>();

  constructor(tar: Uint8Array) {
    this.#tar = tar;
  }

  begin(index: number, entry: TarEntry): boolean {
    this.#extents[index] = entry;
    return false;
  }

  write(): void {
    // Nothing is ever asked for: the tar is in memory.
  }

  end(): void {
    // As above.
  }

  digest(index: number): string {
    const known = this.#digests.get(index);
    if (known !== undefined) return known;
    const digest = hash('sha256', this.view(index), 'hex');
    this.#digests.set(index, digest);
    return digest;
  }

  bytes(index: number): Uint8Array {
    // Not slice(): on a Buffer that is a view, which would keep the whole tar alive.
    return new Uint8Array(this.view(index));
  }

  /** An entry's content where it lies in the tar. */
  view(index: number): Uint8Array {
    const extent = this.#extents[index];
    return extent === undefined ? new Uint8Array(0) : this.#tar.subarray(extent.offset, extent.offset + extent.size);
  }
}

const emptyDigest = hash('sha256', '', 'hex');

/** Content that goes by once: hashed as it comes, since which digests are needed shows only later. */
export class StreamedContent implements EntryContent {
  readonly #digests: string[] = [];
  readonly #kept = new Map<number, Uint8Array>();
  #index = 0;
  #hash: Hash | undefined;
  #bytes: Uint8Array | undefined;
  #filled = 0;

  begin(index: number, entry: TarEntry, keep: boolean): boolean {
    this.#index = index;
    this.#hash = createHash('sha256');
    this.#bytes = keep ? new Uint8Array(entry.size) : undefined;
    this.#filled = 0;
    return true;
  }

  write(part: Uint8Array): void {
    this.#hash?.update(part);
    this.#bytes?.set(part, this.#filled);
    this.#filled += part.length;
  }

  end(): void {
    this.#digests[this.#index] = this.#filled === 0 ? emptyDigest : (this.#hash?.digest('hex') ?? emptyDigest);
    if (this.#bytes !== undefined) this.#kept.set(this.#index, this.#bytes);
  }

  digest(index: number): string {
    return this.#digests[index] ?? emptyDigest;
  }

  bytes(index: number): Uint8Array {
    return this.#kept.get(index) ?? new Uint8Array(0);
  }
}
