/** Ruby literals as RubyGems writes them (`String#dump` and its kin), read without Ruby. Everything else is no literal. */

/** A value that evaluates nothing. */
export type RubyLiteral =
  string | number | boolean | null | readonly RubyLiteral[] | { readonly hash: readonly (readonly [string, string])[] };

/** Reads literals off a line of text. Every method moves on only when it found what it looks for. */
export class RubyLine {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** True when this text comes next. */
  take(text: string): boolean {
    if (!this.#text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  /** Characters of an identifier. */
  word(): string {
    const start = this.#at;
    while (/^[a-z_]$/u.test(this.#text.charAt(this.#at))) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  /** `%q<…>`, of characters that mean nothing else there. Undefined when there is none. */
  percentText(): string | undefined {
    if (!this.take('%q<')) return undefined;
    const end = this.#text.indexOf('>', this.#at);
    const text = this.#text.slice(this.#at, Math.max(end, this.#at));
    if (end < 0 || !/^[A-Za-z0-9._-]+$/u.test(text)) return undefined;
    this.#at = end + 1;
    this.take('.freeze');
    return text;
  }

  /** A literal; undefined for anything else. */
  value(depth = 0): RubyLiteral | undefined {
    if (depth > 3) return undefined;
    const next = this.#text.charAt(this.#at);
    if (next === '"') return this.text();
    if (next === '[') return this.#list(depth);
    if (next === '{') return this.#hash();
    if (this.take('nil')) return null;
    if (this.take('true')) return true;
    if (this.take('false')) return false;
    if (this.take('Gem::Requirement.new(') || this.take('Gem::Platform.new(')) {
      const value = this.value(depth + 1);
      return this.take(')') ? value : undefined;
    }
    return this.#number();
  }

  /** A text in double quotes, `.freeze` behind it or not; undefined when it is none or holds code. */
  text(): string | undefined {
    if (!this.take('"')) return undefined;
    let text = '';
    for (;;) {
      const char = this.#text.charAt(this.#at++);
      if (char === '"') break;
      const piece = char === '\\' ? this.#escape() : this.#plain(char);
      if (piece === undefined) return undefined;
      text += piece;
    }
    this.take('.freeze');
    return text;
  }

  /** `String#dump` writes printable ASCII; `#{`, `#$` and `#@` would be evaluated. */
  #plain(char: string): string | undefined {
    if (char < ' ' || char > '~') return undefined;
    return char === '#' && /^[{$@]$/u.test(this.#text.charAt(this.#at)) ? undefined : char;
  }

  #escape(): string | undefined {
    const char = this.#text.charAt(this.#at++);
    const simple = simpleEscapes.get(char);
    if (simple !== undefined) return simple;
    if (char === 'x') return this.#code(/^[0-9A-F]{2}/u, 2);
    if (char !== 'u') return undefined;
    if (!this.take('{')) return this.#code(/^[0-9A-F]{4}/u, 4);
    const end = this.#text.indexOf('}', this.#at);
    const length = end - this.#at;
    const text = length > 0 && length <= 6 ? this.#code(/^[0-9A-F]+\}/u, length) : undefined;
    return text !== undefined && this.take('}') ? text : undefined;
  }

  #code(pattern: RegExp, length: number): string | undefined {
    const digits = this.#text.slice(this.#at, this.#at + 8);
    if (!pattern.test(digits)) return undefined;
    const code = Number.parseInt(digits.slice(0, length), 16);
    if (code > 0x10ffff) return undefined;
    this.#at += length;
    return String.fromCodePoint(code);
  }

  #list(depth: number): RubyLiteral | undefined {
    const items: RubyLiteral[] = [];
    if (!this.take('[')) return undefined;
    if (this.take(']')) return items;
    do {
      const item = this.value(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.take(', '));
    return this.take(']') ? items : undefined;
  }

  #hash(): RubyLiteral | undefined {
    const hash: (readonly [string, string])[] = [];
    if (!this.take('{ ')) return undefined;
    do {
      const key = this.text();
      const value = key !== undefined && this.take(' => ') ? this.text() : undefined;
      if (key === undefined || value === undefined) return undefined;
      hash.push([key, value]);
    } while (this.take(', '));
    return this.take(' }') ? { hash } : undefined;
  }

  #number(): number | undefined {
    const [digits] = /^-?[0-9]{1,9}/u.exec(this.#text.slice(this.#at, this.#at + 10)) ?? [];
    if (digits === undefined) return undefined;
    this.#at += digits.length;
    return Number(digits);
  }
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['#', '#'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['f', '\f'],
  ['v', '\v'],
  ['b', '\b'],
  ['a', '\x07'],
  ['e', '\x1b'],
]);
