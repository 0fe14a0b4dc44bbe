/** In which order the table shows packages. */

import type { Packages } from './packages.js';

export type SortKey = 'decision' | 'name';

/** Worst first, until somebody sorts. */
export class Order {
  readonly #packages: Packages;
  #key: SortKey = 'decision';
  #isDescending = false;
  #rows: readonly number[];

  constructor(packages: Packages) {
    this.#packages = packages;
    this.#rows = this.#sort();
  }

  get rows(): readonly number[] {
    return this.#rows;
  }

  get key(): SortKey {
    return this.#key;
  }

  get isDescending(): boolean {
    return this.#isDescending;
  }

  /** By this key; the other way round when it is sorted by it already. */
  by(key: SortKey): void {
    this.#isDescending = key === this.#key && !this.#isDescending;
    this.#key = key;
    this.#rows = this.#sort();
  }

  /** Packages come sorted by their ids, so those that are equal stay in that order. */
  #sort(): readonly number[] {
    const { decision, name } = this.#packages.data.packages;
    const sign = this.#isDescending ? -1 : 1;
    const rows = Array.from({ length: this.#packages.size }, (_, row) => row);
    if (this.#key === 'decision') return rows.sort((a, b) => sign * ((decision[a] ?? 0) - (decision[b] ?? 0)) || a - b);
    const rank = this.#nameRanks();
    return rows.sort((a, b) => sign * ((rank[name[a] ?? -1] ?? 0) - (rank[name[b] ?? -1] ?? 0)) || a - b);
  }

  /** Names are compared once each, not once for every pair. */
  #nameRanks(): readonly number[] {
    const { texts } = this.#packages.data;
    const names = [...new Set(this.#packages.data.packages.name)];
    names.sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1));
    const ranks: number[] = [];
    names.forEach((name, rank) => {
      ranks[name] = rank;
    });
    return ranks;
  }
}
