/** Whether a character, by its code point, is one of a set. */
export type CharacterSet = (code: number) => boolean;

/** A regular expression of XML Schema (part 2, appendix F), as far as the official schemas use the language. */
export type Pattern =
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number };

/** Characters that mean something and must be escaped to stand for themselves. `^` and `$` mean nothing outside of brackets. */
const special = '.\\?*+{}()[]|';

/** Escapes of one character (appendix F.1.1), besides n, r and t. */
const escapable = '\\|.-^?*+{}()[]$"\'#%&,/:;<=>@`~!';

/** Parses a pattern of a schema. Throws where it has something unknown: the schemas come with the program. */
export function parsePattern(source: string): Pattern {
  const reader = { source, at: 0 };
  const pattern = parseChoice(reader);
  if (reader.at < source.length) throw unknown(reader);
  return pattern;
}

interface Reader {
  readonly source: string;
  at: number;
}

function unknown({ source, at }: Reader): TypeError {
  return new TypeError(`the pattern ${source} has something unknown at ${at}`);
}

/** Passes over the next character if it is this one. */
function skip(reader: Reader, character: string): boolean {
  const found = reader.source.startsWith(character, reader.at);
  if (found) reader.at += character.length;
  return found;
}

function parseChoice(reader: Reader): Pattern {
  const parts = [parseSequence(reader)];
  while (skip(reader, '|')) parts.push(parseSequence(reader));
  return { kind: 'choice', parts };
}

function parseSequence(reader: Reader): Pattern {
  const parts: Pattern[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source.charAt(reader.at))) {
    parts.push(parseQuantity(reader, parseAtom(reader)));
  }
  return { kind: 'sequence', parts };
}

function parseQuantity(reader: Reader, part: Pattern): Pattern {
  if (skip(reader, '?')) return { kind: 'repeat', part, least: 0, most: 1 };
  if (skip(reader, '*')) return { kind: 'repeat', part, least: 0, most: Infinity };
  if (skip(reader, '+')) return { kind: 'repeat', part, least: 1, most: Infinity };
  const [all, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(reader.source.slice(reader.at)) ?? [];
  if (all === undefined) return part;
  reader.at += all.length;
  const last = comma === '' ? least : most;
  return { kind: 'repeat', part, least: Number(least), most: last === '' ? Infinity : Number(last) };
}

function parseAtom(reader: Reader): Pattern {
  if (skip(reader, '(')) {
    const inner = parseChoice(reader);
    if (!skip(reader, ')')) throw unknown(reader);
    return inner;
  }
  if (skip(reader, '[')) return { kind: 'set', set: parseBrackets(reader) };
  if (skip(reader, '.')) return { kind: 'set', set: (code) => code !== 0x0a && code !== 0x0d };
  if (reader.source.charAt(reader.at) !== '\\' && special.includes(reader.source.charAt(reader.at)))
    throw unknown(reader);
  const own = parseCharacter(reader);
  return { kind: 'set', set: (code) => code === own };
}

/** One character or escape. Classes such as `\d` and `\p{L}` are none, and no official schema has them. */
function parseCharacter(reader: Reader): number {
  const escaped = skip(reader, '\\');
  const code = reader.source.codePointAt(reader.at);
  if (code === undefined) throw unknown(reader);
  const character = String.fromCodePoint(code);
  if (escaped && !escapable.includes(character)) throw unknown(reader);
  reader.at += character.length;
  return code;
}

/** Characters and ranges between brackets; negation and subtraction are not used. */
function parseBrackets(reader: Reader): CharacterSet {
  if (reader.source.charAt(reader.at) === '^') throw unknown(reader);
  const ranges: [number, number][] = [];
  while (!skip(reader, ']')) {
    const first = parseCharacter(reader);
    const isRange = reader.source.charAt(reader.at) === '-' && reader.source.charAt(reader.at + 1) !== ']';
    if (isRange) reader.at++;
    ranges.push([first, isRange ? parseCharacter(reader) : first]);
  }
  return (code) => ranges.some(([first, last]) => code >= first && code <= last);
}
