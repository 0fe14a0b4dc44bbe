/**
 * Ruby's Marshal 4.8 (docs: `marshal.rdoc` of Ruby), as much of it as gem indexes need. Written, never read.
 */

import { bytesOf } from '../bytes-of.js';
import { joinBytes } from '../tar-builder.js';

/** A Ruby value: text is a String in UTF-8, a whole number an Integer, undefined nil, a list an Array. */
export type RubyValue =
  | string
  | number
  | boolean
  | undefined
  | readonly RubyValue[]
  | { readonly symbol: string }
  | { readonly hash: readonly (readonly [RubyValue, RubyValue])[] }
  /** An object whose class defines `marshal_dump`, and what that returned. */
  | { readonly class: string; readonly marshalDump: RubyValue }
  /** An object whose class defines `_dump`, and what that returned. */
  | { readonly class: string; readonly dump: Uint8Array }
  /** Any other object, by instance variable. */
  | { readonly class: string; readonly variables: readonly (readonly [name: string, value: RubyValue])[] };

/** `Marshal.dump(value)`. */
export function rubyMarshal(value: RubyValue): Uint8Array {
  const symbols: string[] = [];
  return joinBytes([Uint8Array.of(4, 8), ...parts(value, symbols)]);
}

function parts(value: RubyValue, symbols: string[]): readonly Uint8Array[] {
  if (value === undefined) return [bytesOf('0')];
  if (typeof value === 'boolean') return [bytesOf(value ? 'T' : 'F')];
  if (typeof value === 'number') return [bytesOf('i'), integer(value)];
  if (typeof value === 'string') return text(value, symbols);
  if (isList(value)) return [bytesOf('['), integer(value.length), ...value.flatMap((item) => parts(item, symbols))];
  if ('symbol' in value) return symbol(value.symbol, symbols);
  if ('hash' in value) return [bytesOf('{'), integer(value.hash.length), ...pairs(value.hash, symbols)];
  if ('marshalDump' in value)
    return [bytesOf('U'), ...symbol(value.class, symbols), ...parts(value.marshalDump, symbols)];
  if ('dump' in value) return [bytesOf('u'), ...symbol(value.class, symbols), ...sized(value.dump)];
  const variables = value.variables.map(([name, of]) => [{ symbol: name }, of] as const);
  return [bytesOf('o'), ...symbol(value.class, symbols), integer(variables.length), ...pairs(variables, symbols)];
}

function isList(value: RubyValue): value is readonly RubyValue[] {
  return Array.isArray(value);
}

function pairs(entries: readonly (readonly [RubyValue, RubyValue])[], symbols: string[]): readonly Uint8Array[] {
  return entries.flatMap(([key, value]) => [...parts(key, symbols), ...parts(value, symbols)]);
}

/** A String, and one instance variable: `E`, true for UTF-8. */
function text(value: string, symbols: string[]): readonly Uint8Array[] {
  return [bytesOf('I"'), ...sized(bytesOf(value)), integer(1), ...symbol('E', symbols), bytesOf('T')];
}

/** A symbol is written once, afterwards by its number. */
function symbol(name: string, symbols: string[]): readonly Uint8Array[] {
  const known = symbols.indexOf(name);
  if (known >= 0) return [bytesOf(';'), integer(known)];
  symbols.push(name);
  return [bytesOf(':'), ...sized(bytesOf(name))];
}

function sized(bytes: Uint8Array): readonly Uint8Array[] {
  return [integer(bytes.length), bytes];
}

/** Zero, 1 to 122 in one byte, larger ones as a count of bytes and those bytes, lowest first. Negative ones are not needed. */
function integer(value: number): Uint8Array {
  if (value === 0) return Uint8Array.of(0);
  if (value < 123) return Uint8Array.of(value + 5);
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest >>>= 8) bytes.push(rest & 0xff);
  return Uint8Array.of(bytes.length, ...bytes);
}
