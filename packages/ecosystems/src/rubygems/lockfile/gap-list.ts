import type { Gap } from '@assay/model';

/** Collects what one lockfile leaves open. */
export class GapList {
  readonly gaps: Gap[] = [];
  readonly #lockfile: string;

  constructor(lockfile: string) {
    this.#lockfile = lockfile;
  }

  /** Adds a gap; without a line it is about the whole lockfile. */
  add(code: string, detail: string, line?: number): void {
    this.gaps.push({ lockfile: this.#lockfile, code, detail, ...(line === undefined ? {} : { line }) });
  }
}
