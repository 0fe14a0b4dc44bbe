import type { EvidenceRequest, FoundEvidence } from '@assay/model';
import type { ContentStore } from '../store/content-store.js';
import { keyFor, strongestPin } from '../store/store-key.js';
import type { TempFile } from '../store/temp-file.js';
import type { Content } from './content.js';
import type { Scratch } from './scratch.js';

export interface SinkOptions {
  readonly request: EvidenceRequest;
  readonly store: ContentStore | null;
  readonly scratch: Scratch;
  /** Whether the caller needs the content even when the store may not keep it. */
  readonly keep: boolean;
}

/**
 * Where streamed content goes while it is examined: to the store if it may be kept there, to a scratch file if someone
 * asked for it, otherwise nowhere. A disk that fails costs the copy, never the answer.
 */
export class ContentSink {
  readonly #options: SinkOptions;
  #temp: TempFile | null;
  readonly #inStore: boolean;

  private constructor(options: SinkOptions, temp: TempFile | null, inStore: boolean) {
    this.#options = options;
    this.#temp = temp;
    this.#inStore = inStore;
  }

  static async open(options: SinkOptions): Promise<ContentSink> {
    const { request, store, scratch, keep } = options;
    const storable = store !== null && strongestPin(request.pins) !== null;
    const stored = storable ? await store.createTemp() : null;
    if (stored !== null) return new ContentSink(options, stored, true);
    return new ContentSink(options, keep ? await scratch.createTemp() : null, false);
  }

  async write(chunk: Uint8Array): Promise<void> {
    try {
      await this.#temp?.write(chunk);
    } catch (error) {
      if (this.#inStore) this.#options.store?.fail(error);
      await this.discard();
    }
  }

  /** The content under its final name, if it is kept. */
  async finish(evidence: FoundEvidence): Promise<Content | null> {
    const temp = this.#temp;
    if (temp === null) return null;
    const { request, store, keep } = this.#options;
    const key = this.#inStore ? keyFor(request.pins, evidence.digests) : null;
    if (key !== null && store !== null) {
      const path = await store.commit(temp, key);
      return path === null ? null : { kind: 'file', path, size: evidence.size, release: () => Promise.resolve() };
    }
    if (!keep) {
      await temp.discard();
      return null;
    }
    await temp.finish();
    return { kind: 'file', path: temp.path, size: evidence.size, release: () => temp.discard() };
  }

  /** Forgets what was written. */
  async discard(): Promise<void> {
    const temp = this.#temp;
    this.#temp = null;
    await temp?.discard();
  }
}
