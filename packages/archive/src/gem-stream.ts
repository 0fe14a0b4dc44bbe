/** A gem that comes in pieces: the outer tar is walked as it comes, and data.tar.gz within it inflated as it goes by. */

import type { ArchiveListing } from '@assay/model';
import type { ArchiveLimits } from './archive-limits.js';
import { StreamedContent } from './entry-content.js';
import { GemListing, gemData } from './gem-listing.js';
import { gemRules } from './gem-rules.js';
import { GunzipStream } from './gunzip-stream.js';
import type { ListJob } from './list-options.js';
import { isOldGem, oldGemListing } from './old-gem.js';
import { TarReading, type TarResult } from './tar-reading.js';
import { TarWalker, type TarEntry } from './tar-walker.js';

/** Streamed content that also sets the parts of data.tar.gz aside, to be inflated after each piece. */
class GemContent extends StreamedContent {
  parts: Uint8Array[] = [];
  readonly #isData: (index: number) => boolean;
  #state: 'before' | 'in' | 'after' = 'before';

  /** `isData`: whether the file with this number is the data.tar.gz that counts. */
  constructor(isData: (index: number) => boolean) {
    super();
    this.#isData = isData;
  }

  get seen(): boolean {
    return this.#state !== 'before';
  }

  override begin(index: number, entry: TarEntry, keep: boolean): boolean {
    if (this.#isData(index)) this.#state = 'in';
    return super.begin(index, entry, keep);
  }

  override write(part: Uint8Array): void {
    if (this.#state === 'in') this.parts.push(part);
    super.write(part);
  }

  override end(): void {
    if (this.#state === 'in') this.#state = 'after';
    super.end();
  }
}

/** Takes a gem in pieces. `close` must be called in the end. */
export class GemStream {
  readonly #content = new GemContent((index) => index === this.#listing.dataIndex);
  readonly #listing: GemListing;
  readonly #walker: TarWalker;
  readonly #data: TarReading;
  readonly #gzip: GunzipStream;
  #started = false;
  #old = false;

  constructor(job: ListJob) {
    this.#listing = new GemListing(job, this.#content);
    this.#walker = new TarWalker(this.#listing, job.limits, true);
    this.#data = new TarReading({
      ...job,
      rules: gemRules,
      wanted: job.requested.data,
      within: gemData,
      content: new StreamedContent(),
    });
    this.#gzip = openMember(job.limits, this.#data);
  }

  /** True once nothing that follows can matter. */
  get over(): boolean {
    return this.#old || this.#walker.stopped;
  }

  /** Takes the next piece; the first holds more than the mark of an old gem, or all there is. */
  async write(piece: Uint8Array): Promise<void> {
    if (!this.#started) this.#old = isOldGem(piece);
    this.#started = true;
    if (this.#old) return;
    this.#walker.write(piece);
    for (const part of this.#content.parts.splice(0)) await this.#gzip.write(part);
  }

  async end(): Promise<ArchiveListing> {
    if (this.#old) return oldGemListing();
    const ended = this.#walker.end();
    return this.#listing.finish({ walked: this.#walker.position, ended, data: await this.#endData() });
  }

  /** Frees the engine. */
  close(): void {
    this.#gzip.close();
  }

  async #endData(): Promise<TarResult | undefined> {
    return this.#content.seen ? this.#data.end(await this.#gzip.end(), gemData) : undefined;
  }
}

function openMember(limits: ArchiveLimits, tar: TarReading): GunzipStream {
  return new GunzipStream(limits, (bytes) => {
    tar.write(bytes);
  });
}
