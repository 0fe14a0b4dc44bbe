import type { DocValue } from './doc-map.js';
import { FlowReader } from './yaml-flow.js';
import { startsPlain } from './yaml-plain.js';

/** YAML's own limit for keys on one line (YAML 1.2 §7.4.2) is 1,024. */
const longestKey = 1000;

/** Walks over a text line by line. Answers `null` or `undefined` for what is not of the form that is read here. */
export class YamlLine {
  readonly #text: string;
  readonly #flow: FlowReader;
  /** Where the line's content begins, where it ends, and what of it was read. */
  #start = 0;
  #end = -1;
  #at = 0;
  number = 0;
  indent = 0;
  isAtEnd = false;
  /** Values that the last one held, itself included. */
  valuesRead = 0;

  constructor(text: string) {
    this.#text = text;
    this.#flow = new FlowReader(text);
  }

  /** Goes to the next line that is not empty; false at the end. */
  nextContent(): boolean {
    const text = this.#text;
    for (;;) {
      const lineStart = this.#end + 1;
      if (lineStart >= text.length) {
        this.isAtEnd = true;
        return false;
      }
      const end = text.indexOf('\n', lineStart);
      this.#end = end < 0 ? text.length : end;
      this.number++;
      let at = lineStart;
      while (text.charCodeAt(at) === 0x20) at++;
      if (at >= this.#end && at === lineStart) continue;
      this.#start = at;
      this.#at = at;
      this.indent = at - lineStart;
      return true;
    }
  }

  /** True for a line that is `---`. */
  isMarker(): boolean {
    return this.indent === 0 && this.#end - this.#start === 3 && this.#text.startsWith('---', this.#start);
  }

  /** True for an item of a list. */
  isItem(): boolean {
    return this.#text.charCodeAt(this.#start) === 0x2d && this.#text.charCodeAt(this.#start + 1) === 0x20;
  }

  /** The key that the line begins with; what follows its colon is the value. */
  key(): string | null {
    const text = this.#text;
    const first = text.charCodeAt(this.#start);
    const isQuoted = first === 0x27;
    const end = isQuoted ? this.#quoteEnd(this.#start) : this.#plainKeyEnd(first);
    if (end < 0 || text.charCodeAt(end) !== 0x3a || end - this.#start > longestKey) return null;
    const after = text.charCodeAt(end + 1);
    if (end + 1 < this.#end && after !== 0x20) return null;
    this.#at = Math.min(end + 2, this.#end);
    return isQuoted ? this.#unquoted(this.#start, end) : text.slice(this.#start, end);
  }

  #plainKeyEnd(first: number): number {
    return startsPlain(first) ? this.#colon(this.#start) : -1;
  }

  /** The first colon that ends a key; -1 when there is none, or a comment before it. */
  #colon(from: number): number {
    const text = this.#text;
    for (let at = from; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x3a && (at + 1 === this.#end || text.charCodeAt(at + 1) === 0x20))
        return text.charCodeAt(at - 1) === 0x20 ? -1 : at;
      if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) return -1;
    }
    return -1;
  }

  /** True when nothing follows the key's colon. */
  isValueLess(): boolean {
    return this.#at >= this.#end && this.#text.charCodeAt(this.#end - 1) === 0x3a;
  }

  /** The value on the line, or the literal block that begins there. */
  value(indent: number): DocValue | undefined {
    const first = this.#text.charCodeAt(this.#at);
    this.valuesRead = 1;
    if (first === 0x7b || first === 0x5b) {
      const value = this.#flow.read(this.#at, this.#end, this.number);
      this.valuesRead = this.#flow.values;
      return value;
    }
    if (first === 0x7c) return this.#literal(indent);
    return this.#scalar();
  }

  /** The scalar after `- `. */
  item(): DocValue | undefined {
    this.#at = this.#start + 2;
    return this.#scalar();
  }

  #scalar(): string | undefined {
    const text = this.#text;
    const [start, end] = [this.#at, this.#end];
    const first = text.charCodeAt(start);
    if (first === 0x27) return this.#quoteEnd(start) === end ? this.#unquoted(start, end) : undefined;
    if (first === 0x22) return this.#doubleQuoted(start, end);
    if (start >= end || !startsPlain(first) || !this.#isPlain(start, end)) return undefined;
    return text.slice(start, end);
  }

  /** No comment, no entry, no blank at the end. */
  #isPlain(start: number, end: number): boolean {
    const text = this.#text;
    const last = text.charCodeAt(end - 1);
    if (last === 0x20 || last === 0x3a) return false;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x3a && text.charCodeAt(at + 1) === 0x20) return false;
      if (code === 0x23 && text.charCodeAt(at - 1) === 0x20) return false;
    }
    return true;
  }

  /** The offset after the closing quote; -1 when the line has none. */
  #quoteEnd(start: number): number {
    const text = this.#text;
    for (let at = start + 1; at < this.#end; at++) {
      if (text.charCodeAt(at) !== 0x27) continue;
      if (text.charCodeAt(at + 1) !== 0x27) return at + 1;
      at++;
    }
    return -1;
  }

  #unquoted(start: number, end: number): string {
    const inner = this.#text.slice(start + 1, end - 1);
    return inner.includes("'") ? inner.replaceAll("''", "'") : inner;
  }

  /** Without escapes. */
  #doubleQuoted(start: number, end: number): string | undefined {
    const inner = this.#text.slice(start + 1, end - 1);
    const isWhole = end - start >= 2 && this.#text.charCodeAt(end - 1) === 0x22;
    return isWhole && !inner.includes('"') && !inner.includes('\\') ? inner : undefined;
  }

  /** A block after `|-`: its lines as they stand, without the last line end. The first line must have text. */
  #literal(indent: number): string | undefined {
    const text = this.#text;
    if (this.#end - this.#at !== 2 || text.charCodeAt(this.#at + 1) !== 0x2d) return undefined;
    const first = this.#indentBelow();
    if (first <= indent) return undefined;
    const lines: string[] = [];
    while (this.#end < text.length) {
      const below = this.#indentBelow();
      const start = this.#end + 1;
      if (below >= 0 && below < first) break;
      const found = text.indexOf('\n', start);
      const end = found < 0 ? text.length : found;
      if (below < 0 && end > start) return undefined;
      lines.push(below < 0 ? '' : text.slice(start + first, end));
      this.#end = end;
      this.number++;
    }
    while (lines.at(-1) === '') lines.pop();
    return lines.join('\n');
  }

  /** How far the next line is indented; -1 when nothing but blanks stands there. */
  #indentBelow(): number {
    const text = this.#text;
    const start = this.#end + 1;
    let at = start;
    while (text.charCodeAt(at) === 0x20) at++;
    return at >= text.length || text.charCodeAt(at) === 0x0a ? -1 : at - start;
  }
}
