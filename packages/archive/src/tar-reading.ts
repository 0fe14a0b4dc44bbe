/** One walk over one gzipped tar: the walker, its listing, and how they end together with the gzip member. */

import type { ArchiveProblem } from '@assay/model';
import type { ProblemCode } from './archive-problems.js';
import { isFatal } from './gunzip.js';
import { ProblemLog } from './problem-log.js';
import { TarListing, type TarListingOptions, type TarPart } from './tar-listing.js';
import { TarWalker } from './tar-walker.js';

/** What a gzipped tar held. */
export interface TarResult extends TarPart {
  readonly complete: boolean;
}

/** Takes the inflated bytes. */
export class TarReading {
  readonly #listing: TarListing;
  readonly #walker: TarWalker;

  constructor(options: TarListingOptions) {
    this.#listing = new TarListing(options);
    this.#walker = new TarWalker(this.#listing, options.limits);
  }

  /** How much there was to do so far, in entries. */
  get effort(): number {
    return this.#walker.effort + this.#listing.folders / 4;
  }

  write(bytes: Uint8Array): void {
    this.#walker.write(bytes);
  }

  /**
   * Ends the walk. `gzip`: what was wrong with the member around the tar; `container`: the name it goes by. A member
   * that does not check out has no listing, however far it inflated: nothing in it can be trusted.
   */
  end(gzip: readonly ProblemCode[], container?: string): TarResult {
    const about = gzipProblems(gzip, container);
    if (gzip.some(isFatal)) return { entries: [], problems: about, members: new Map(), complete: false };
    const cutShort = gzip.includes('limit-unpacked') || gzip.includes('limit-ratio');
    const ended = cutShort ? false : this.#walker.end();
    const part = this.#listing.finish(this.#walker.position);
    return { ...part, problems: [...about, ...part.problems], complete: ended && !this.#listing.full };
  }
}

function gzipProblems(codes: readonly ProblemCode[], container: string | undefined): readonly ArchiveProblem[] {
  const log = new ProblemLog();
  for (const code of codes) log.add(code, container);
  return log.list();
}
