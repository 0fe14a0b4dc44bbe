import { createHash, hash, randomBytes } from 'node:crypto';
import { open, rename, unlink, type FileHandle } from 'node:fs/promises';
import { readChunks } from '../content/read-chunks.js';
import { endOfArchive, paddingAfter, tarHeader } from './tar-block.js';

/** A member as the checksum list names it. */
export interface WrittenMember {
  readonly name: string;
  readonly sha256: string;
}

const zeros = new Uint8Array(512);

/**
 * Writes a tar of regular files, one after the other, under a throw-away name beside `file`; `finish` gives it its own.
 * Every method rejects with the file system's error; members must not be added at the same time.
 */
export class TarWriter {
  readonly #handle: FileHandle;
  readonly #partial: string;
  readonly #file: string;
  readonly #members: WrittenMember[] = [];

  private constructor(handle: FileHandle, partial: string, file: string) {
    this.#handle = handle;
    this.#partial = partial;
    this.#file = file;
  }

  static async create(file: string): Promise<TarWriter> {
    const partial = `${file}.${randomBytes(6).toString('hex')}.partial`;
    return new TarWriter(await open(partial, 'wx', 0o600), partial, file);
  }

  /** Members so far, in order. */
  get members(): readonly WrittenMember[] {
    return this.#members;
  }

  /** Adds bytes; their SHA-256 is computed unless the caller has just done so. */
  async addBytes(name: string, bytes: Uint8Array, sha256 = hash('sha256', bytes, 'hex')): Promise<void> {
    await this.#write([tarHeader(name, bytes.length), bytes, zeros.subarray(0, paddingAfter(bytes.length))]);
    this.#members.push({ name, sha256 });
  }

  /** Copies a file. False when it was not the file that `sha256` stands for: the archive is then of no use. */
  async addFile(
    name: string,
    source: { readonly path: string; readonly size: number },
    sha256: string,
  ): Promise<boolean> {
    await this.#write([tarHeader(name, source.size)]);
    const copied = createHash('sha256');
    const input = await open(source.path, 'r');
    try {
      for await (const chunk of readChunks(input, 0, source.size)) {
        copied.update(chunk);
        await this.#write([chunk]);
      }
    } finally {
      await input.close();
    }
    await this.#write([zeros.subarray(0, paddingAfter(source.size))]);
    this.#members.push({ name, sha256 });
    return copied.digest('hex') === sha256;
  }

  async finish(): Promise<void> {
    await this.#write([endOfArchive]);
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#partial, this.#file);
  }

  /** Removes what was written; never rejects. */
  async abort(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await unlink(this.#partial).catch(() => undefined);
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    const total = parts.reduce((sum, part) => sum + part.length, 0);
    const { bytesWritten } = await this.#handle.writev(parts);
    if (bytesWritten === total) return;
    // A short write: the rest goes out piece by piece.
    const rest = Buffer.concat(parts).subarray(bytesWritten);
    for (let at = 0; at < rest.length;) at += (await this.#handle.write(rest, at)).bytesWritten;
  }
}
