/** The file `.netrc` (GNU inetutils, curl): machines with logins and passwords. Strict where tools disagree. */

/** What stands about one machine. */
export interface NetrcMachine {
  /** As written. */
  readonly machine: string;
  readonly login: string;
  /** Null where none is stated. */
  readonly password: string | null;
}

/** A netrc file. */
export interface Netrc {
  readonly machines: readonly NetrcMachine[];
  /** It has an entry for whatever host. */
  readonly hasDefault: boolean;
}

/** Why a file is no netrc. */
export interface NetrcProblem {
  readonly line: number;
  /** Without any text of the file: it may be a secret. */
  readonly why: string;
}

interface Token {
  readonly text: string;
  readonly line: number;
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** Carries a problem out of the tokenizer. */
class NetrcRefusal extends Error {
  readonly problem: NetrcProblem;

  constructor(line: number, why: string) {
    super(why);
    this.problem = { line, why };
  }
}

/**
 * Parses a netrc file: `machine`, `default`, `login`, `password`, `account`, `macdef` up to an empty line, `#` comments where a word is
 * expected, and texts in double quotes with `\"`, `\\`, `\n`, `\r`, `\t`, as curl has them. Any other word is a problem with its line.
 */
export function parseNetrc(text: string): Netrc | NetrcProblem {
  try {
    return new NetrcReader(text).read();
  } catch (error) {
    if (error instanceof NetrcRefusal) return error.problem;
    throw error;
  }
}

class NetrcReader {
  readonly #lines: readonly string[];
  readonly #machines: Mutable<NetrcMachine>[] = [];
  #line = 0;
  #column = 0;
  #hasDefault = false;
  /** The entry being read; `default` belongs to nobody. */
  #entry: Mutable<NetrcMachine> | null = null;
  #inDefault = false;

  constructor(text: string) {
    this.#lines = text.split(/\r\n|\n|\r/u);
  }

  read(): Netrc {
    for (let token = this.#next('word'); token !== null; token = this.#next('word')) this.#take(token);
    return { machines: this.#machines, hasDefault: this.#hasDefault };
  }

  #take(token: Token): void {
    switch (token.text) {
      case 'machine':
        this.#entry = { machine: this.#value(token), login: '', password: null };
        this.#machines.push(this.#entry);
        this.#inDefault = false;
        break;
      case 'default':
        this.#entry = null;
        this.#hasDefault = this.#inDefault = true;
        break;
      case 'macdef':
        this.#value(token);
        this.#skipMacro();
        break;
      case 'login':
      case 'password':
      case 'account':
        this.#setting(token.text, token);
        break;
      default:
        throw new NetrcRefusal(token.line, 'a word that is none of netrc’s');
    }
  }

  #setting(key: 'login' | 'password' | 'account', token: Token): void {
    const value = this.#value(token);
    if (this.#entry === null && !this.#inDefault) throw new NetrcRefusal(token.line, `a ${key} without a machine`);
    if (this.#entry === null || key === 'account') return;
    this.#entry[key] = value;
  }

  #value(token: Token): string {
    const value = this.#next('value');
    if (value === null) throw new NetrcRefusal(token.line, `nothing follows ${token.text}`);
    return value.text;
  }

  /** Up to the next empty line. */
  #skipMacro(): void {
    do this.#line++;
    while (this.#line < this.#lines.length && this.#lines[this.#line]?.trim() !== '');
    this.#column = 0;
  }

  /** The next token; a `#` begins a comment where a word is expected, and may begin a password. */
  #next(kind: 'word' | 'value'): Token | null {
    for (; this.#line < this.#lines.length; this.#line++, this.#column = 0) {
      const text = this.#lines[this.#line] ?? '';
      while (isBlank(text.charAt(this.#column))) this.#column++;
      if (this.#column >= text.length || (kind === 'word' && text.charAt(this.#column) === '#')) continue;
      return text.charAt(this.#column) === '"' ? this.#quoted(text) : this.#plain(text);
    }
    return null;
  }

  #plain(text: string): Token {
    const start = this.#column;
    while (this.#column < text.length && !isBlank(text.charAt(this.#column))) this.#column++;
    return { text: text.slice(start, this.#column), line: this.#line + 1 };
  }

  #quoted(text: string): Token {
    let value = '';
    for (let at = this.#column + 1; at < text.length; at++) {
      const char = text.charAt(at);
      if (char === '"') {
        if (at + 1 < text.length && !isBlank(text.charAt(at + 1))) break;
        this.#column = at + 1;
        return { text: value, line: this.#line + 1 };
      }
      value += char === '\\' ? escaped(text.charAt(++at)) : char;
    }
    throw new NetrcRefusal(this.#line + 1, 'quotes that do not end where the text ends');
  }
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

function escaped(char: string): string {
  return { n: '\n', r: '\r', t: '\t' }[char] ?? char;
}
