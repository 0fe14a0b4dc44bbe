/**
 * Finds single members of a large JSON object without reading the rest of it. A package document has up to tens of megabytes,
 * of which the publish times are a thousandth; the whole of it as values would cost a second and hundreds of megabytes.
 */

import { asText, parseJson } from '@assay/documents';

const quote = 0x22;
const comma = 0x2c;
const colon = 0x3a;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Package documents have about twenty; each one's key is read strictly. */
const mostMembers = 1000;

/** A piece of the document: from here up to, and without, there. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The bytes of the named members of the one object that the bytes are; null where they are none: cut short, followed by more,
 * of more than a thousand members, or a wanted key standing twice. What stands between is skipped by its strings and brackets
 * and not validated: read a member strictly before believing it. One pass, no recursion.
 */
export function topLevelMembers(
  bytes: Uint8Array,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Uint8Array> | null {
  const found = new Map<string, Uint8Array>();
  let at = skipSpace(bytes, startOf(bytes));
  if (bytes[at] !== openBrace) return null;
  at = skipSpace(bytes, at + 1);
  if (bytes[at] === closeBrace) return endsAt(bytes, at) ? found : null;
  for (let members = 0; members < mostMembers; members++) {
    const member = memberAt(bytes, at);
    if (member === null || found.has(member.key)) return null;
    const { key, value } = member;
    if (wanted.has(key)) found.set(key, bytes.subarray(value.start, value.end));
    at = skipSpace(bytes, value.end);
    if (bytes[at] === closeBrace) return endsAt(bytes, at) ? found : null;
    if (bytes[at] !== comma) return null;
    at = skipSpace(bytes, at + 1);
  }
  return null;
}

/** After a byte order mark, which clients skip. */
function startOf(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function endsAt(bytes: Uint8Array, lastBrace: number): boolean {
  return skipSpace(bytes, lastBrace + 1) === bytes.length;
}

function memberAt(bytes: Uint8Array, at: number): { readonly key: string; readonly value: Span } | null {
  const keyEnd = stringEnd(bytes, at);
  const key = keyEnd === null ? undefined : keyText(bytes.subarray(at, keyEnd));
  if (keyEnd === null || key === undefined) return null;
  const afterKey = skipSpace(bytes, keyEnd);
  if (bytes[afterKey] !== colon) return null;
  const start = skipSpace(bytes, afterKey + 1);
  const end = valueEnd(bytes, start);
  return end === null ? null : { key, value: { start, end } };
}

/** What a key says, escapes and all; undefined when it is no JSON string. */
function keyText(bytes: Uint8Array): string | undefined {
  const result = parseJson(bytes, { maxBytes: bytes.length });
  return result.ok ? asText(result.document.value) : undefined;
}

/** The offset after the value that starts here; null when it has no end. */
function valueEnd(bytes: Uint8Array, start: number): number | null {
  let depth = 0;
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte === undefined) return null;
    if (byte === quote) {
      const end = stringEnd(bytes, at);
      if (end === null || depth === 0) return end;
      at = end;
    } else {
      if (depth === 0 && endsScalar(byte)) return at > start ? at : null;
      if (byte === openBrace || byte === openBracket) depth++;
      else if ((byte === closeBrace || byte === closeBracket) && --depth === 0) return at + 1;
      at++;
    }
  }
}

/** Bytes after which a number or word at the top level is over. */
function endsScalar(byte: number): boolean {
  return byte === comma || byte === closeBrace || byte === closeBracket || isSpace(byte);
}

/** The offset after the string whose opening quote stands here; null when there is none, or it does not end. */
function stringEnd(bytes: Uint8Array, start: number): number | null {
  if (bytes[start] !== quote) return null;
  for (let at = start + 1; ;) {
    const end = bytes.indexOf(quote, at);
    if (end < 0) return null;
    if (!isEscaped(bytes, end, at)) return end + 1;
    at = end + 1;
  }
}

/** True when an odd number of backslashes stands before the quote; those before `from` belong to an earlier escape. */
function isEscaped(bytes: Uint8Array, end: number, from: number): boolean {
  let first = end;
  while (first > from && bytes[first - 1] === backslash) first--;
  return (end - first) % 2 === 1;
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isSpace(bytes[at])) at++;
  return at;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
