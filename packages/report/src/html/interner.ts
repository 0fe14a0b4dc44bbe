/** Things that are told once and named by number afterwards. */

/** Numbers for values, in the order of their first appearance. */
export class Interner<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #keyOf: (value: T) => string;

  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  /** The number of this value: a new one, unless an equal one has been here. */
  add(value: T): number {
    const key = this.#keyOf(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** For texts. */
export function textInterner(): Interner<string> {
  return new Interner((text) => text);
}

/** For lists and rows of numbers. */
export function rowInterner<T>(): Interner<T> {
  return new Interner((row) => JSON.stringify(row));
}
