/** Answers a ZIP walk from an archive that comes in chunks, in constant memory and without stalling the event loop. */

import { createInflateRaw, deflateRaw, type InflateRaw } from 'node:zlib';
import type { ArchiveLimits } from './archive-limits.js';
import type { ProblemCode } from './archive-problems.js';
import { ByteQueue } from './byte-queue.js';
import { unpack } from './zip-buffer.js';
import { UnpackedSum, ZipContentSink } from './zip-content-sink.js';
import { AskBytes, type AskContent, type ContentPlan, type Steps, type ZipContent } from './zip-steps.js';

/** Bytes handed to the engine at once, and bytes that it hands out at once. */
const pieceBytes = 64 * 1024;
const outputChunk = 32 * 1024;
/** What is unpacked in one go, which is much faster for the many small files. */
const small = { packed: 64 * 1024, unpacked: 256 * 1024 };
/** Work between two turns of the event loop: bytes unpacked, each step counted as some thousands of them. */
const turnWork = 2 * 1024 ** 2;
const stepWork = 4096;

/** Serves one walk. */
export class ZipStream {
  readonly #queue: ByteQueue;
  readonly #sum: UnpackedSum;
  #work = 0;

  constructor(chunks: AsyncIterable<Uint8Array>, limits: ArchiveLimits) {
    this.#queue = new ByteQueue(chunks);
    this.#sum = new UnpackedSum(limits);
  }

  /** Answers all that a walk asks for, and returns what it returns. */
  async serve<T>(steps: Steps<T>): Promise<T> {
    try {
      for (;;) {
        const { done, value } = steps.next();
        if (done === true) return value;
        const waiting = value instanceof AskBytes ? this.#answerBytes(value) : this.#answerContent(value);
        // Most answers are at hand, and waiting for them would take longer than giving them.
        if (waiting !== null) await waiting;
        if (this.#isTired(stepWork)) await turn();
      }
    } finally {
      await this.#queue.close();
    }
  }

  #answerBytes(ask: AskBytes): Promise<void> | null {
    if (!this.#has(ask.length)) return this.#queue.fill(ask.length).then(() => void this.#answerBytes(ask));
    ask.answer = this.#queue.peek(ask.length);
    if (!ask.peek) this.#skip(ask.answer.length);
    return null;
  }

  #answerContent(ask: AskContent): Promise<void> | null {
    const { packedSize, size } = ask.plan;
    if ((packedSize ?? 0) > small.packed || (size ?? 0) > small.unpacked) return this.#answerLarge(ask);
    const wanted = packedSize ?? small.packed;
    if (!this.#has(wanted)) return this.#queue.fill(wanted).then(() => this.#answerContent(ask) ?? undefined);
    const content = this.#inOneGo(ask.plan, this.#queue.peek(wanted));
    if (content === null) return this.#answerLarge(ask);
    ask.answer = content;
    return null;
  }

  async #answerLarge(ask: AskContent): Promise<void> {
    const sink = new ZipContentSink(ask.plan, this.#sum);
    const stored = ask.plan.packing === 'stored';
    ask.answer = stored ? await this.#stored(ask.plan.packedSize ?? 0, sink) : await this.#inflated(ask.plan, sink);
  }

  /** Unpacks what is small and at hand; null for what is not. */
  #inOneGo(plan: ContentPlan, packed: Uint8Array): ZipContent | ProblemCode | null {
    const content = unpack(packed, plan, { left: small.unpacked, whole: packed.length === plan.packedSize });
    // Without a known length, what seems cut off may go on beyond what is at hand.
    const cut = content === 'zip-truncated' && plan.packedSize === null && !this.#queue.ended;
    if (content === null || cut) return null;
    if (typeof content === 'string') return content;
    this.#skip(content.packedSize);
    this.#work += content.size;
    return this.#sum.unpack(content.size) ?? content;
  }

  /** True when so many bytes are at hand, or all that there are. */
  #has(count: number): boolean {
    return this.#queue.length >= count || this.#queue.ended;
  }

  async #stored(length: number, sink: ZipContentSink): Promise<ZipContent | ProblemCode> {
    for (let left = length; left > 0;) {
      await this.#queue.fill(1);
      const piece = this.#queue.peek(Math.min(left, pieceBytes));
      if (piece.length === 0) return 'zip-truncated';
      this.#skip(piece.length);
      sink.write(piece);
      if (sink.problem !== null) return sink.problem;
      left -= piece.length;
      if (this.#isTired(piece.length)) await turn();
    }
    return sink.end(length);
  }

  async #inflated(plan: ContentPlan, sink: ZipContentSink): Promise<ZipContent | ProblemCode> {
    const engine = new InflateEngine(sink);
    try {
      let used = 0;
      while (!engine.over && used !== plan.packedSize) {
        await this.#queue.fill(1);
        const piece = this.#queue.peek(Math.min(pieceBytes, (plan.packedSize ?? Infinity) - used));
        if (piece.length === 0) break;
        const count = await engine.write(piece);
        this.#skip(count);
        used += count;
      }
      const failure = await engine.end();
      if (failure !== 'short') return failure ?? sink.problem ?? sink.end(used);
      return used === plan.packedSize ? 'zip-data' : 'zip-truncated';
    } finally {
      engine.close();
    }
  }

  #skip(count: number): void {
    this.#queue.skip(count);
    this.#sum.pack(count);
  }

  /** True when so much was done that others should have a turn. */
  #isTired(work: number): boolean {
    this.#work += work;
    if (this.#work < turnWork) return false;
    this.#work = 0;
    return true;
  }
}

/** One turn of the event loop, waited for where there are no timers. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    deflateRaw(new Uint8Array(0), () => {
      resolve();
    });
  });
}

/** Node's inflate engine, one deflate stream long. */
class InflateEngine {
  readonly #engine: InflateRaw = createInflateRaw({ chunkSize: outputChunk });
  readonly #sink: ZipContentSink;
  /** Resolves when the engine has handed out all it will. */
  readonly #ended: Promise<void>;
  #failure: 'zip-data' | 'short' | null = null;
  #over = false;
  /** Ends the wait for the engine, should it stop without answering. */
  #release: () => void = () => undefined;

  constructor(sink: ZipContentSink) {
    this.#sink = sink;
    this.#engine.on('data', (bytes: Uint8Array) => {
      this.#take(bytes);
    });
    this.#engine.on('error', (error: { readonly code?: unknown }) => {
      this.#failure ??= error.code === 'Z_BUF_ERROR' ? 'short' : 'zip-data';
      this.#stop();
    });
    this.#ended = new Promise((resolve) => {
      const end = () => {
        this.#over = true;
        this.#release();
        resolve();
      };
      this.#engine.on('end', end);
      this.#engine.on('close', end);
    });
  }

  /** True when the stream has ended, or will not be read on. */
  get over(): boolean {
    return this.#over;
  }

  /** Takes bytes; resolves to how many of them belong to the stream. */
  async write(piece: Uint8Array): Promise<number> {
    const before = this.#engine.bytesWritten;
    await new Promise<void>((resolve) => {
      this.#release = resolve;
      this.#engine.write(piece, () => {
        resolve();
      });
    });
    const used = this.#engine.bytesWritten - before;
    // The engine takes less than it is given when the stream ends within.
    if (used < piece.length) await this.#ended;
    return used;
  }

  /** Says what is wrong with the stream; `short`: it goes on. */
  async end(): Promise<'zip-data' | 'short' | null> {
    if (!this.#over) this.#engine.end();
    await this.#ended;
    return this.#failure;
  }

  close(): void {
    this.#engine.destroy();
  }

  #take(bytes: Uint8Array): void {
    if (this.#over) return;
    this.#sink.write(bytes);
    if (this.#sink.problem !== null) this.#stop();
  }

  #stop(): void {
    this.#over = true;
    this.#engine.destroy();
  }
}
