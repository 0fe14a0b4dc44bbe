/** JSON of evidence files: RFC 8785 form or nothing. */

import { canonicalJson, type JsonValue } from '@assay/model';
import { DamagedFile } from './tar-reader.js';

/** A JSON object's members; input chooses the names, so that they are looked up in a map. */
export type Fields = ReadonlyMap<string, JsonValue>;

/**
 * Parses a member whose bytes must be the canonical form of what they say: duplicate keys, loose numbers and invalid
 * UTF-8 cannot pass, since writing the value again would give other bytes.
 */
export function parseCanonical(name: string, bytes: Uint8Array): Fields {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  try {
    const value = JSON.parse(text) as JsonValue;
    if (canonicalJson(value) === text) return fieldsOf(value, name);
  } catch (error) {
    // A value nested beyond the stack is not ours either.
    if (!(error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError)) throw error;
  }
  throw new DamagedFile(`${name} is not canonical JSON`);
}

/** The members of an object; anything else is damage in `name`. */
export function fieldsOf(value: JsonValue | undefined, name: string): Fields {
  if (typeof value !== 'object' || value === null || isList(value)) throw new DamagedFile(`${name}: not an object`);
  return new Map(Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, member]])));
}

/** The items of a list. */
export function itemsOf(value: JsonValue | undefined, name: string): readonly JsonValue[] {
  if (value === undefined || !isList(value)) throw new DamagedFile(`${name}: not a list`);
  return value;
}

/** A text. */
export function textOf(value: JsonValue | undefined, name: string): string {
  if (typeof value !== 'string') throw new DamagedFile(`${name}: not a text`);
  return value;
}

/** One of a closed set of texts. */
export function oneOf<T extends string>(value: JsonValue | undefined, allowed: readonly T[], name: string): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new DamagedFile(`${name}: none of ${allowed.join(', ')}`);
  return found;
}

/** 64 lowercase hex digits. */
export function sha256Of(value: JsonValue | undefined, name: string): string {
  const text = textOf(value, name);
  if (!/^[0-9a-f]{64}$/u.test(text)) throw new DamagedFile(`${name}: not a SHA-256`);
  return text;
}

/** A list of texts. */
export function textsOf(value: JsonValue | undefined, name: string): readonly string[] {
  return itemsOf(value, name).map((item) => textOf(item, name));
}

/** Refuses members that are not known: what is not understood must not be passed over. */
export function expectOnly(fields: Fields, known: readonly string[], name: string): void {
  const unknown = [...fields.keys()].find((key) => !known.includes(key));
  if (unknown !== undefined) throw new DamagedFile(`${name}: an unknown member`);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
