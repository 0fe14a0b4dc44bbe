/** The words of a Gemfile. A Gemfile is a Ruby program; it is never run, and only what has one meaning is understood. */

/** One word. `words` is a list (`%w[a b]`); `odd` is something whose value cannot be known without running it. */
export interface GemfileToken {
  readonly kind: 'word' | 'symbol' | 'label' | 'string' | 'number' | 'words' | 'mark' | 'newline' | 'odd';
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** The words up to the end, or up to what cannot be told apart without Ruby itself. */
export interface GemfileWords {
  readonly tokens: readonly GemfileToken[];
  /** Line from which nothing was read; null where all was. */
  readonly unreadFrom: number | null;
}

/** Where the reader is. */
interface Cursor {
  readonly text: string;
  at: number;
  line: number;
  readonly tokens: GemfileToken[];
}

/** Longest nesting of strings in strings; nobody writes two. */
const maxDepth = 8;

/** Splits a Gemfile into words, in time in proportion to its length. */
export function gemfileWords(text: string): GemfileWords {
  const cursor: Cursor = { text, at: 0, line: 1, tokens: [] };
  while (cursor.at < text.length) {
    const atLineStart = cursor.at === 0 || text.charAt(cursor.at - 1) === '\n';
    if (atLineStart && isLine(cursor, '__END__')) break;
    const line = cursor.line;
    const read = atLineStart && text.startsWith('=begin', cursor.at) ? skipComment(cursor) : readWord(cursor);
    if (!read) return { tokens: cursor.tokens, unreadFrom: line };
  }
  return { tokens: cursor.tokens, unreadFrom: null };
}

function isLine({ text, at }: Cursor, word: string): boolean {
  const after = text.charAt(at + word.length);
  return text.startsWith(word, at) && (after === '' || after === '\n' || after === '\r');
}

function skipComment(cursor: Cursor): boolean {
  const end = cursor.text.indexOf('\n=end', cursor.at);
  if (end < 0) return false;
  const newline = cursor.text.indexOf('\n', end + 1);
  move(cursor, newline < 0 ? cursor.text.length : newline + 1);
  return true;
}

/** Steps on and counts lines. Looks at nothing behind `to`: a line can be a megabyte long. */
function move(cursor: Cursor, to: number): void {
  for (let at = cursor.at; at < to; at++) if (cursor.text.charCodeAt(at) === 0x0a) cursor.line++;
  cursor.at = to;
}

/** One word; false where it cannot be told what it is. */
function readWord(cursor: Cursor): boolean {
  const { text, at } = cursor;
  const char = text.charAt(at);
  if (char === '\n') return push(cursor, 'newline', '\n', at + 1);
  if (char === ' ' || char === '\t' || char === '\r') return skip(cursor, at + 1);
  if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) return skip(cursor, text.indexOf('\n', at) + 1);
  if (char === '#') return skip(cursor, endOfLine(text, at));
  if (char === "'" || char === '"') return readString(cursor, char);
  if (char === ':') return readSymbol(cursor);
  if (isWordStart(char)) return readName(cursor);
  if (char >= '0' && char <= '9') return push(cursor, 'number', text.slice(at, runEnd(text, at)), runEnd(text, at));
  return readMark(cursor, char);
}

function push(cursor: Cursor, kind: GemfileToken['kind'], text: string, to: number): true {
  cursor.tokens.push({ kind, text, line: cursor.line });
  move(cursor, to);
  return true;
}

function skip(cursor: Cursor, to: number): true {
  move(cursor, to);
  return true;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function isWordStart(char: string): boolean {
  return /^[A-Za-z_@$]$/.test(char);
}

function isWordPart(char: string): boolean {
  return /^[A-Za-z0-9_@$]$/.test(char);
}

function runEnd(text: string, at: number): number {
  let end = at + 1;
  while (isWordPart(text.charAt(end))) end++;
  return end;
}

/** A name, or a key before its value (`git:`). */
function readName(cursor: Cursor): boolean {
  const { text, at } = cursor;
  let end = runEnd(text, at);
  if ((text.charAt(end) === '?' || text.charAt(end) === '!') && text.charAt(end + 1) !== '=') end++;
  if (text.charAt(end) === ':' && text.charAt(end + 1) !== ':')
    return push(cursor, 'label', text.slice(at, end), end + 1);
  return push(cursor, 'word', text.slice(at, end), end);
}

function readSymbol(cursor: Cursor): boolean {
  const { text, at } = cursor;
  if (!isWordStart(text.charAt(at + 1))) return push(cursor, 'mark', ':', at + 1);
  const end = runEnd(text, at + 1);
  return push(cursor, 'symbol', text.slice(at + 1, end), end);
}

/** A string whose value stands there is a `string`, any other is `odd`. */
function readString(cursor: Cursor, quote: string): boolean {
  const { text, at } = cursor;
  const end = stringEnd(text, at, 0);
  if (end === null) return false;
  const inner = text.slice(at + 1, end - 1);
  const isPlain = !inner.includes('\\') && (quote === "'" || !/#[{@$]/.test(inner));
  if (text.charAt(end) === ':' && text.charAt(end + 1) !== ':' && isPlain) return push(cursor, 'label', inner, end + 1);
  return push(cursor, isPlain ? 'string' : 'odd', inner, end);
}

/** Behind the closing quote of the string that begins at `at`; null for one that does not end. */
function stringEnd(text: string, at: number, depth: number): number | null {
  const quote = text.charAt(at);
  for (let i = at + 1; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\') i++;
    else if (char === quote) return i + 1;
    else if (quote === '"' && char === '#' && text.charAt(i + 1) === '{') {
      const end = braceEnd(text, i + 1, depth + 1);
      if (end === null) return null;
      i = end - 1;
    }
  }
  return null;
}

/** Behind the brace that closes the one at `at`. */
function braceEnd(text: string, at: number, depth: number): number | null {
  if (depth > maxDepth) return null;
  let open = 0;
  for (let i = at; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '{') open++;
    else if (char === '}' && --open === 0) return i + 1;
    else if (char === '"' || char === "'") {
      const end = stringEnd(text, i, depth);
      if (end === null) return null;
      i = end - 1;
    }
  }
  return null;
}

const closing: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
]);

/** Marks, and what Ruby writes with them. What needs Ruby's own grammar to be told apart ends the reading. */
function readMark(cursor: Cursor, char: string): boolean {
  const { text, at } = cursor;
  if (char === '%') return readWords(cursor);
  if (char === '`' || text.startsWith('<<', at)) return false;
  if (char === '/') return readPattern(cursor);
  if (text.startsWith('=>', at)) return push(cursor, 'mark', '=>', at + 2);
  return push(cursor, 'mark', char, at + 1);
}

/** `%w[a b]` and `%i[a b]`. */
function readWords(cursor: Cursor): boolean {
  const { text, at } = cursor;
  const close = closing.get(text.charAt(at + 2));
  if (!/^%[wi]$/.test(text.slice(at, at + 2)) || close === undefined) return false;
  const end = text.indexOf(close, at + 3);
  const inner = text.slice(at + 3, end);
  return end >= 0 && !/[\\[({]/.test(inner) && push(cursor, 'words', inner, end + 1);
}

const beforePattern: readonly string[] = ['~', '(', ',', 'if', 'unless', 'when', 'and', 'or', '&', '|'];

/** A slash begins a pattern only where no value stands before it. */
function readPattern(cursor: Cursor): boolean {
  const { text, at, tokens } = cursor;
  if (!beforePattern.includes(tokens.at(-1)?.text ?? '')) return false;
  for (let i = at + 1; i < text.length && text.charAt(i) !== '\n'; i++) {
    if (text.charAt(i) === '\\') i++;
    else if (text.charAt(i) === '#') return false;
    else if (text.charAt(i) === '/') return push(cursor, 'odd', text.slice(at, i + 1), i + 1);
  }
  return false;
}
