import { DocMap, type DocValue } from './doc-map.js';
import { DocRefusal, quoted, type DocProblemKind } from './doc-problem.js';
import type { DuplicateKey, DuplicateKeys } from './document.js';
import { skipComment } from './json-comment.js';
import { readJsonString } from './json-string.js';
import { sameValue } from './same-value.js';

const quote = 0x22;
const comma = 0x2c;
const slash = 0x2f;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const longestShared = 32;
const mostShared = 1000;

/** Caps and rules of one reading. */
export interface JsonReaderOptions {
  readonly maxDepth: number;
  readonly maxValues: number;
  readonly duplicateKeys: DuplicateKeys;
  /** Whether a comma may stand after the last member or item. */
  readonly trailingCommas: boolean;
  /** Whether JavaScript's comments may stand where white space may. */
  readonly comments: boolean;
}

/** Reads one JSON text (RFC 8259, and what the options add to it) in one pass over its UTF-16 code units, without going back. */
export class JsonReader {
  readonly duplicates: DuplicateKey[] = [];
  readonly #text: string;
  readonly #options: JsonReaderOptions;
  readonly #keys = new Map<string, string>();
  /** Members of the mappings that are open, the innermost last: key, value, line of each. */
  readonly #cells: DocValue[] = [];
  #at = 0;
  #line = 1;
  #depth = 0;
  #values = 0;

  constructor(text: string, options: JsonReaderOptions) {
    this.#text = text;
    this.#options = options;
  }

  /** The whole text as one value. Throws DocRefusal. */
  readDocument(): DocValue {
    this.#skipSpace();
    if (this.#at === this.#text.length) this.#refuse('syntax', 'The document is empty.');
    const value = this.#readValue();
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#refuse('syntax', 'There is text after the end of the document.');
    return value;
  }

  #readValue(): DocValue {
    if (++this.#values > this.#options.maxValues) {
      this.#refuse('too-large', `The document has more than ${this.#options.maxValues} values.`);
    }
    switch (this.#text.charCodeAt(this.#at)) {
      case openBrace:
        return this.#readMap();
      case openBracket:
        return this.#readList();
      case quote:
        return this.#readString();
      case 0x74:
        return this.#readWord('true', true);
      case 0x66:
        return this.#readWord('false', false);
      case 0x6e:
        return this.#readWord('null', null);
      default:
        return this.#readNumber();
    }
  }

  #readMap(): DocMap {
    const line = this.#line;
    const from = this.#cells.length;
    this.#open();
    if (this.#skipSpace() === closeBrace) return this.#close(new DocMap(line));
    for (;;) {
      this.#readMember();
      const next = this.#skipSpace();
      if (next === closeBrace) return this.#close(this.#mapOf(from, line));
      if (next !== comma) this.#refuseHere("',' or '}'");
      this.#at++;
      if (this.#skipSpace() === closeBrace && this.#options.trailingCommas) return this.#close(this.#mapOf(from, line));
    }
  }

  #readMember(): void {
    const line = this.#line;
    if (this.#text.charCodeAt(this.#at) !== quote) this.#refuseHere('a key in double quotes');
    const key = this.#shared(this.#readString());
    if (this.#skipSpace() !== colon) this.#refuseHere("':'");
    this.#at++;
    this.#skipSpace();
    const value = this.#readValue();
    this.#cells.push(key, value, line);
  }

  /** The members read since `from`, as a mapping that began on `line`. */
  #mapOf(from: number, line: number): DocMap {
    const map = DocMap.of(this.#cells, line, from) ?? this.#mapOfRepeated(this.#cells.slice(from), line);
    this.#cells.length = from;
    return map;
  }

  /** A mapping in which a key stands twice: refused, or told, and then the last one counts, as it does for JSON.parse. */
  #mapOfRepeated(cells: readonly DocValue[], start: number): DocMap {
    const map = new DocMap(start);
    for (let at = 0; at < cells.length; at += 3) {
      const [key, value, line] = cells.slice(at, at + 3) as [string, DocValue, number];
      if (map.has(key)) this.#repeated({ key, line, sameValue: sameValue(map.get(key) as DocValue, value) });
      map.set(key, value, line);
    }
    return map;
  }

  #repeated(duplicate: DuplicateKey): void {
    const { key, line } = duplicate;
    if (this.#options.duplicateKeys !== 'refuse') this.duplicates.push(duplicate);
    else throw new DocRefusal({ problem: 'duplicate-key', detail: `The key ${quoted(key)} stands twice.`, line });
  }

  #readList(): readonly DocValue[] {
    const list: DocValue[] = [];
    this.#open();
    if (this.#skipSpace() === closeBracket) return this.#close(list);
    for (;;) {
      list.push(this.#readValue());
      const next = this.#skipSpace();
      // A copy has no room to grow: a lockfile holds a hundred thousand lists.
      if (next === closeBracket) return this.#close(list.slice());
      if (next !== comma) this.#refuseHere("',' or ']'");
      this.#at++;
      if (this.#skipSpace() === closeBracket && this.#options.trailingCommas) return this.#close(list.slice());
    }
  }

  #open(): void {
    if (++this.#depth > this.#options.maxDepth) {
      this.#refuse('too-deep', `The document nests deeper than ${this.#options.maxDepth} levels.`);
    }
    this.#at++;
  }

  #close<T>(value: T): T {
    this.#depth--;
    this.#at++;
    return value;
  }

  #readString(): string {
    const { value, end } = readJsonString(this.#text, this.#at, this.#line);
    this.#at = end;
    return value;
  }

  /** One string for all keys of one text: a lockfile holds `version` a hundred thousand times. */
  #shared(key: string): string {
    if (key.length > longestShared) return key;
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    if (this.#keys.size < mostShared) this.#keys.set(key, key);
    return key;
  }

  #readWord<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#refuseHere('a value');
    this.#at += word.length;
    return value;
  }

  /** RFC 8259 §6: no leading zeros, no plus sign, digits on both sides of the point. */
  #readNumber(): number {
    const start = this.#at;
    if (this.#text.charCodeAt(this.#at) === 0x2d) this.#at++;
    if (this.#text.charCodeAt(this.#at) === 0x30) this.#at++;
    else this.#skipDigits();
    let integer = true;
    if (this.#text.charCodeAt(this.#at) === 0x2e) {
      integer = false;
      this.#at++;
      this.#skipDigits();
    }
    if ((this.#text.charCodeAt(this.#at) | 0x20) === 0x65) {
      integer = false;
      this.#skipExponent();
    }
    const value = Number(this.#text.slice(start, this.#at));
    if (integer ? Number.isSafeInteger(value) : Number.isFinite(value)) return value;
    return this.#refuse('number', 'A number is too large to be read without loss.');
  }

  #skipExponent(): void {
    const sign = this.#text.charCodeAt(++this.#at);
    if (sign === 0x2b || sign === 0x2d) this.#at++;
    this.#skipDigits();
  }

  #skipDigits(): void {
    const start = this.#at;
    while (isDigit(this.#text.charCodeAt(this.#at))) this.#at++;
    if (this.#at === start) this.#refuseHere(this.#at < this.#text.length ? 'a value' : 'a value, not the end');
  }

  /** Skips white space, counting lines (LF, CR LF and CR end one each); the code unit after it, NaN at the end. */
  #skipSpace(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x0a) this.#line++;
      else if (code === 0x0d) {
        if (this.#text.charCodeAt(this.#at + 1) !== 0x0a) this.#line++;
      } else if (code === slash && this.#options.comments) {
        this.#skipComment();
        continue;
      } else if (code !== 0x20 && code !== 0x09) return code;
      this.#at++;
    }
  }

  #skipComment(): void {
    const { end, lines } = skipComment(this.#text, this.#at, this.#line);
    this.#at = end;
    this.#line += lines;
  }

  #refuseHere(expected: string): never {
    const found = this.#at < this.#text.length ? quoted(this.#text.charAt(this.#at)) : 'the end';
    return this.#refuse('syntax', `Expected ${expected}, found ${found}.`);
  }

  #refuse(problem: DocProblemKind, detail: string): never {
    throw new DocRefusal({ problem, detail, line: this.#line });
  }
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
