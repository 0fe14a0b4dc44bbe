import { DocRefusal } from './doc-problem.js';

const quote = 0x22;
const backslash = 0x5c;

/** The escapes of RFC 8259 §7 that stand for one code unit each. */
const escapes: ReadonlyMap<number, string> = new Map([
  [0x22, '"'],
  [0x5c, '\\'],
  [0x2f, '/'],
  [0x62, '\b'],
  [0x66, '\f'],
  [0x6e, '\n'],
  [0x72, '\r'],
  [0x74, '\t'],
]);

/** A string read from its opening quote on. */
export interface JsonString {
  readonly value: string;
  /** Offset after the closing quote. */
  readonly end: number;
}

/**
 * Reads the JSON string whose opening quote stands at `start`. Raw control characters, unknown escapes and lone
 * surrogates are refused. A string cannot hold a raw line break, so `line` is true of all of it. Throws DocRefusal.
 */
export function readJsonString(text: string, start: number, line: number): JsonString {
  const end = plainEnd(text, start + 1, line);
  if (text.charCodeAt(end) === quote) return { value: text.slice(start + 1, end), end: end + 1 };
  return readEscaped(text, start, line);
}

/** Offset of the next quote or backslash. */
function plainEnd(text: string, start: number, line: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || code === backslash) return at;
    if (code < 0x20) throw refusal('syntax', 'A string holds a raw control character.', line);
  }
  throw refusal('syntax', 'A string does not end.', line);
}

function readEscaped(text: string, start: number, line: number): JsonString {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const end = plainEnd(text, at, line);
    parts.push(text.slice(at, end));
    if (text.charCodeAt(end) === quote) return { value: wellFormed(parts.join(''), line), end: end + 1 };
    const escape = readEscape(text, end, line);
    parts.push(escape.value);
    at = escape.end;
  }
}

/** Reads the escape whose backslash stands at `start`. */
function readEscape(text: string, start: number, line: number): JsonString {
  const code = text.charCodeAt(start + 1);
  const simple = escapes.get(code);
  if (simple !== undefined) return { value: simple, end: start + 2 };
  const digits = text.slice(start + 2, start + 6);
  if (code !== 0x75 || !/^[0-9a-fA-F]{4}$/.test(digits)) {
    throw refusal('syntax', 'A string holds an escape that JSON does not have.', line);
  }
  return { value: String.fromCharCode(Number.parseInt(digits, 16)), end: start + 6 };
}

/** A lone surrogate has no UTF-8 form: two of them become one text when written (THREATS row 14). */
function wellFormed(value: string, line: number): string {
  if (value.isWellFormed()) return value;
  throw refusal('encoding', 'A string holds half of a surrogate pair.', line);
}

function refusal(problem: 'syntax' | 'encoding', detail: string, line: number): DocRefusal {
  return new DocRefusal({ problem, detail, line });
}
