import { DocMap, type DocValue } from './doc-map.js';
import { startsPlain } from './yaml-plain.js';

const mostLevels = 8;

/** Reads flow collections that begin and end on one line: `{integrity: sha512-…}`, `[x64, arm64]`. Undefined for all others. */
export class FlowReader {
  readonly #text: string;
  #at = 0;
  #end = 0;
  #line = 0;
  #levels = 0;
  /** Values of the last collection, itself included. */
  values = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The collection from `start` up to `end`, and nothing after it. */
  read(start: number, end: number, line: number): DocValue | undefined {
    this.#at = start;
    this.#end = end;
    this.#line = line;
    this.#levels = 0;
    this.values = 0;
    const value = this.#value();
    return this.#at === end ? value : undefined;
  }

  #value(): DocValue | undefined {
    this.values++;
    switch (this.#text.charCodeAt(this.#at)) {
      case 0x7b:
        return this.#nested(() => this.#map());
      case 0x5b:
        return this.#nested(() => this.#list());
      default:
        return this.#scalar();
    }
  }

  #nested(read: () => DocValue | undefined): DocValue | undefined {
    if (++this.#levels > mostLevels) return undefined;
    this.#at++;
    const value = read();
    this.#levels--;
    return value;
  }

  #map(): DocMap | undefined {
    const cells: DocValue[] = [];
    if (this.#takes(0x7d)) return new DocMap(this.#line);
    do {
      const key = this.#scalar();
      if (key === undefined || key === '<<' || !this.#takes(0x3a) || !this.#takes(0x20)) return undefined;
      const value = this.#value();
      if (value === undefined) return undefined;
      cells.push(key, value, this.#line);
    } while (this.#separates());
    return this.#takes(0x7d) ? (DocMap.of(cells, this.#line) ?? undefined) : undefined;
  }

  #list(): DocValue[] | undefined {
    const items: DocValue[] = [];
    if (this.#takes(0x5d)) return items;
    do {
      const item = this.#value();
      // An entry of a mapping without braces, as in `[a: b]`, stops the list at its colon.
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.#separates());
    return this.#takes(0x5d) ? items : undefined;
  }

  #separates(): boolean {
    return this.#takes(0x2c) && this.#takes(0x20);
  }

  #takes(code: number): boolean {
    if (this.#at >= this.#end || this.#text.charCodeAt(this.#at) !== code) return false;
    this.#at++;
    return true;
  }

  #scalar(): string | undefined {
    const first = this.#text.charCodeAt(this.#at);
    if (first === 0x27) return this.#quoted();
    return startsPlain(first) ? this.#plain() : undefined;
  }

  #quoted(): string | undefined {
    const text = this.#text;
    const start = this.#at + 1;
    for (let at = start; at < this.#end; at++) {
      if (text.charCodeAt(at) !== 0x27) continue;
      if (text.charCodeAt(at + 1) !== 0x27) {
        this.#at = at + 1;
        const inner = text.slice(start, at);
        return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
      }
      at++;
    }
    return undefined;
  }

  /** Up to `, `, `: ` or a closing bracket. Other brackets, commas, blanks and colons in it are left to the general reader. */
  #plain(): string | undefined {
    const text = this.#text;
    const start = this.#at;
    let at = start;
    for (; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x2c || isClosing(code)) break;
      if (isOpening(code)) return undefined;
      if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) return undefined;
      if (code !== 0x3a) continue;
      const next = text.charCodeAt(at + 1);
      if (next === 0x20) break;
      if (next === 0x2c || isOpening(next) || isClosing(next)) return undefined;
    }
    if (at === start || text.charCodeAt(at - 1) === 0x20) return undefined;
    this.#at = at;
    return text.slice(start, at);
  }
}

function isOpening(code: number): boolean {
  return code === 0x7b || code === 0x5b;
}

function isClosing(code: number): boolean {
  return code === 0x7d || code === 0x5d;
}
