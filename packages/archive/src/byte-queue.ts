/** Bytes that come in chunks, to be looked at before they are taken. */

/** Holds what has come and is not taken yet: as much as was asked for at once, and a chunk more. */
export class ByteQueue {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held = new Uint8Array(0);
  #start = 0;
  #ended = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes at hand. */
  get length(): number {
    return this.#held.length - this.#start;
  }

  /** True when all there is has come. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Waits until `count` bytes are at hand, or the end is reached. */
  async fill(count: number): Promise<void> {
    while (this.length < count && !this.#ended) {
      const next = await this.#chunks.next();
      if (next.done === true) this.#ended = true;
      else this.#append(next.value);
    }
  }

  /** The next bytes, at most `count` of those at hand; a view that is good until the next call of `fill`. */
  peek(count: number): Uint8Array<ArrayBuffer> {
    return this.#held.subarray(this.#start, this.#start + count);
  }

  skip(count: number): void {
    this.#start += count;
  }

  /** Asks for no more chunks. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  /** Copies: the chunk is its owner's, and what is at hand may still be looked at. */
  #append(chunk: Uint8Array): void {
    const held = new Uint8Array(this.length + chunk.length);
    held.set(this.#held.subarray(this.#start));
    held.set(chunk, this.length);
    this.#held = held;
    this.#start = 0;
  }
}
