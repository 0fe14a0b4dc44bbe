/** Inflates one gzip member as it comes, in constant memory and under caps; nothing may follow it (THREATS row 19). */

import { crc32, createInflateRaw } from 'node:zlib';
import { ratioFloor, type ArchiveLimits } from './archive-limits.js';
import type { ProblemCode } from './archive-problems.js';
import { gzipDataStart } from './gzip-header.js';
import { GzipTail } from './gzip-tail.js';

/** Each costs a turn through the stream, so small ones are dear. */
const outputChunk = 128 * 1024;

type Stage = 'header' | 'data' | 'tail' | 'over';

/** Takes a gzip member in pieces and hands out what it inflates to. `close` must be called in the end. */
export class GunzipStream {
  readonly #engine = createInflateRaw({ chunkSize: outputChunk });
  readonly #limits: ArchiveLimits;
  readonly #onOutput: (bytes: Uint8Array) => void;
  /** Resolves when the engine has handed out all it will: at the end of the deflate data, or when it was stopped. */
  readonly #ended: Promise<void>;
  readonly #tail = new GzipTail();
  #stage: Stage = 'header';
  #header = new Uint8Array(0);
  #problem: ProblemCode | null = null;
  #crc = 0;
  #length = 0;
  /** Ends the wait for the engine, should it stop without answering. */
  #release: () => void = () => undefined;
  /** Packed bytes handed to the engine. */
  #fed = 0;

  constructor(limits: ArchiveLimits, onOutput: (bytes: Uint8Array) => void) {
    this.#limits = limits;
    this.#onOutput = onOutput;
    this.#engine.on('data', (bytes: Uint8Array) => {
      this.#take(bytes);
    });
    this.#engine.on('error', (error: { readonly code?: unknown }) => {
      this.#fail(error.code === 'Z_BUF_ERROR' ? 'gzip-truncated' : 'gzip-data');
    });
    this.#ended = new Promise((resolve) => {
      const end = () => {
        this.#release();
        resolve();
      };
      this.#engine.on('end', end);
      this.#engine.on('close', end);
    });
  }

  /** True once nothing that follows can matter: the member is broken, over a cap, or followed by foreign bytes. */
  get over(): boolean {
    return this.#stage === 'over' || this.#tail.settled;
  }

  /** Takes the next bytes; resolves when all that they inflate to has been handed out. */
  async write(piece: Uint8Array): Promise<void> {
    const data = this.#stage === 'header' ? this.#takeHeader(piece) : piece;
    if (this.#stage === 'data' && data.length > 0) await this.#feed(data);
    else if (this.#stage === 'tail') this.#tail.write(data);
  }

  /** Ends the member and says what is wrong with it. */
  async end(): Promise<readonly ProblemCode[]> {
    if (this.#stage === 'header') this.#fail('gzip-truncated');
    if (this.#stage === 'data') {
      this.#engine.end();
      await this.#ended;
    }
    if (this.#problem !== null) return [this.#problem];
    return this.#tail.end({ crc: this.#crc, length: this.#length });
  }

  /** Frees the engine. */
  close(): void {
    this.#engine.destroy();
  }

  /** Returns the bytes after the header, none while it goes on. */
  #takeHeader(piece: Uint8Array): Uint8Array {
    const header = new Uint8Array(this.#header.length + piece.length);
    header.set(this.#header);
    header.set(piece, this.#header.length);
    this.#header = header;
    const start = gzipDataStart(header);
    if (start === 'bad') this.#fail('gzip-header');
    if (typeof start !== 'number') return header.subarray(header.length);
    this.#stage = 'data';
    this.#header = new Uint8Array(0);
    return header.subarray(start);
  }

  /** The engine takes less than it is given when the deflate data ends within: the rest is the trailer. */
  async #feed(data: Uint8Array): Promise<void> {
    const before = this.#engine.bytesWritten;
    this.#fed += data.length;
    await new Promise<void>((resolve) => {
      this.#release = resolve;
      this.#engine.write(data, () => {
        resolve();
      });
    });
    if (this.#stage !== 'data') return;
    const used = this.#engine.bytesWritten - before;
    if (used === data.length) return;
    await this.#ended;
    this.#stage = 'tail';
    this.#tail.write(data.subarray(used));
  }

  #take(bytes: Uint8Array): void {
    if (this.#stage !== 'data') return;
    this.#length += bytes.length;
    if (this.#length > this.#limits.maxUnpackedBytes) this.#fail('limit-unpacked');
    else if (this.#length > ratioFloor && this.#length > this.#fed * this.#limits.maxRatio) this.#fail('limit-ratio');
    else {
      this.#crc = crc32(bytes, this.#crc);
      this.#onOutput(bytes);
    }
  }

  #fail(code: ProblemCode): void {
    this.#problem ??= code;
    this.#stage = 'over';
    this.#engine.destroy();
  }
}
