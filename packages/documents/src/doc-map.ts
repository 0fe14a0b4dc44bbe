/** A scalar, a list or a mapping, as it was read. Lists and mappings are never shared except through YAML aliases. */
export type DocValue = string | number | boolean | null | readonly DocValue[] | DocMap;

/**
 * What YAML wrote before a value, and what changes it for readers that honour it: an explicit tag as it was written
 * (`!binary`: the text stands for other bytes), or that the value stands elsewhere and an alias names it.
 */
export interface Decoration {
  readonly tag?: string;
  readonly alias?: true;
}

/** Maps of up to this many keys are searched; an index costs more than it saves. */
const searched = 8;

/** Cells per entry: key, value, line. One flat array, because a lockfile holds half a million small maps. */
const cells = 3;

/** What every empty map shares; the first key replaces it. */
const none: DocValue[] = [];

/**
 * A mapping with string keys, in the order they were read. Keys are data: `__proto__` is a key like any other
 * (THREATS row 26).
 */
export class DocMap {
  /** 1-based line where the mapping starts. */
  readonly line: number;
  #entries: DocValue[] = none;
  #index: Map<string, number> | undefined;
  #decorations: Map<string, Decoration> | undefined;

  constructor(line: number) {
    this.line = line;
  }

  /**
   * A mapping of the entries after `from` (key, value, line of each in turn); null when a key stands twice. For the readers of this
   * package.
   */
  static of(entries: readonly DocValue[], line: number, from = 0): DocMap | null {
    const map = new DocMap(line);
    if (entries.length === from) return map;
    // A copy has no room to grow, which an array that grew has twice over.
    map.#entries = entries.slice(from);
    return map.#hasDuplicate() ? null : map;
  }

  #hasDuplicate(): boolean {
    if (this.#entries.length > searched * cells) {
      this.#index = this.#buildIndex();
      return this.#index.size * cells < this.#entries.length;
    }
    for (let at = cells; at < this.#entries.length; at += cells) {
      if (this.#search(this.#entries[at] as string) < at) return true;
    }
    return false;
  }

  get size(): number {
    return this.#entries.length / cells;
  }

  has(key: string): boolean {
    return this.#find(key) >= 0;
  }

  get(key: string): DocValue | undefined {
    const at = this.#find(key);
    return at < 0 ? undefined : this.#entries[at + 1];
  }

  /** 1-based line of a key; the map's own line when there is no such key. */
  lineOf(key: string): number {
    const at = this.#find(key);
    return at < 0 ? this.line : (this.#entries[at + 2] as number);
  }

  /** The tag of a key's value, or that the value is an alias; undefined for values written plainly, as all are in JSON. */
  decorationOf(key: string): Decoration | undefined {
    return this.#decorations?.get(key);
  }

  *keys(): IterableIterator<string> {
    for (let at = 0; at < this.#entries.length; at += cells) yield this.#entries[at] as string;
  }

  *entries(): IterableIterator<[string, DocValue]> {
    for (let at = 0; at < this.#entries.length; at += cells) {
      yield [this.#entries[at] as string, this.#entries[at + 1] as DocValue];
    }
  }

  /** Sets a key. A key that is there keeps its place and takes the new value and line. For the readers of this package. */
  set(key: string, value: DocValue, line: number): void {
    const at = this.#find(key);
    if (at >= 0) {
      this.#entries[at + 1] = value;
      this.#entries[at + 2] = line;
    } else if (this.#entries === none) {
      this.#entries = [key, value, line];
    } else {
      this.#index?.set(key, this.#entries.length);
      this.#entries.push(key, value, line);
    }
  }

  /** Says how a key's value was written; null: plainly. For the readers of this package. */
  decorate(key: string, decoration: Decoration | null): void {
    this.#decorations ??= new Map();
    if (decoration === null) this.#decorations.delete(key);
    else this.#decorations.set(key, decoration);
  }

  /** Where a key's cells begin, or -1. */
  #find(key: string): number {
    if (this.#entries.length <= searched * cells) return this.#search(key);
    this.#index ??= this.#buildIndex();
    return this.#index.get(key) ?? -1;
  }

  #search(key: string): number {
    for (let at = 0; at < this.#entries.length; at += cells) {
      if (this.#entries[at] === key) return at;
    }
    return -1;
  }

  #buildIndex(): Map<string, number> {
    const index = new Map<string, number>();
    for (let at = 0; at < this.#entries.length; at += cells) index.set(this.#entries[at] as string, at);
    return index;
  }
}
