/**
 * RFC 8785 (JSON Canonicalization Scheme): one text for one value, so that hashes of reports mean something.
 */

/** Values with a canonical JSON form. Members that are `undefined` are left out, as JSON.stringify does. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * Serialises a value by RFC 8785: members sorted by UTF-16 code units, ECMAScript number and string forms.
 * Throws TypeError for what has no canonical form: non-finite numbers, lone surrogates (RFC 8785 §3.2.2.2, I-JSON), and
 * whatever is not JSON: a Map would be written as `{}`, and two that differ would have one hash.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (isArray(value)) return canonicalArray(value);
  if (isRecord(value)) return canonicalObject(value);
  throw new TypeError(`a ${typeof value} that is no plain object has no JSON form`);
}

/**
 * The same text in pieces, a large value's members and items one by one: nobody has to hold a hundred megabytes of text to hash it.
 * Throws as `canonicalJson` does, perhaps after the first pieces.
 */
export function* canonicalPieces(value: JsonValue, levels = 2): Generator<string, void> {
  if (levels === 0) yield canonicalJson(value);
  else if (isArray(value)) yield* piecesOfArray(value, levels);
  else if (isRecord(value)) yield* piecesOfObject(value, levels);
  else yield canonicalJson(value);
}

function* piecesOfArray(value: readonly JsonValue[], levels: number): Generator<string, void> {
  yield '[';
  for (let i = 0; i < value.length; i++) {
    if (i > 0) yield ',';
    // A hole is read as undefined, which has no form.
    yield* canonicalPieces(value[i] as JsonValue, levels - 1);
  }
  yield ']';
}

function* piecesOfObject(value: JsonRecord, levels: number): Generator<string, void> {
  yield '{';
  let separator = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    yield `${separator}${canonicalString(key)}:`;
    yield* canonicalPieces(member, levels - 1);
    separator = ',';
  }
  yield '}';
}

type JsonRecord = { readonly [key: string]: JsonValue | undefined };

function isArray(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isRecord(value: unknown): value is JsonRecord {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('a non-finite number has no JSON form');
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('a string with a lone surrogate has no canonical JSON form');
  return JSON.stringify(value);
}

function canonicalArray(value: readonly JsonValue[]): string {
  let text = '';
  // A hole is read as undefined, which has no form.
  for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(value[i] as JsonValue);
  return `[${text}]`;
}

function canonicalObject(value: JsonRecord): string {
  let text = '';
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) text += `${text === '' ? '' : ','}${canonicalString(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}
