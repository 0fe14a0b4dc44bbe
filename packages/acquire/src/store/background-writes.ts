import { Gate } from '../content/gate.js';

/** Bounds of writing that nobody waits for. */
export interface WriteBounds {
  /** Bytes waiting to be written before a caller is made to wait. */
  readonly bytes: number;
  /** Files written at once: more would not be faster, and each holds a file handle. */
  readonly files: number;
}

/** Writes that go on in the background: a few at once, and no more bytes waiting than there is memory for. */
export class BackgroundWrites {
  readonly #bounds: WriteBounds;
  readonly #gate: Gate;
  readonly #underWay = new Set<Promise<void>>();
  #waitingBytes = 0;

  constructor(bounds: WriteBounds) {
    this.#bounds = bounds;
    this.#gate = new Gate(bounds.files);
  }

  /** Starts a write of so many bytes. Resolves early, unless too many wait; rejects with what `write` rejects with only then. */
  async add(bytes: number, write: () => Promise<void>): Promise<void> {
    this.#waitingBytes += bytes;
    const under = this.#run(write).finally(() => {
      this.#waitingBytes -= bytes;
      this.#underWay.delete(under);
    });
    this.#underWay.add(under);
    if (this.#waitingBytes > this.#bounds.bytes) await under;
  }

  /** Waits for all writes under way. */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #run(write: () => Promise<void>): Promise<void> {
    await this.#gate.enter();
    try {
      await write();
    } finally {
      this.#gate.leave();
    }
  }
}
