import { asList, asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import { decodeBase64 } from '../encoding/base64.js';

/** A document that is not of the shape it must have. Caught at the entry of each parser, never seen outside. */
export class Misshapen extends Error {}

const largestUint63 = 2n ** 63n - 1n;

/**
 * Strict reading of the members of one JSON object in protobuf's JSON form: a member that nobody knows is refused (another
 * reader may take it for something), `null` is absent, as protobuf says.
 */
export class StrictFields {
  readonly #map: DocMap;
  readonly #where: string;

  constructor(value: DocValue | undefined, where: string, known: readonly string[]) {
    const map = asMap(value);
    if (map === undefined) throw new Misshapen(`${where} is not an object.`);
    for (const key of map.keys()) {
      if (!known.includes(key))
        throw new Misshapen(`${where} has an unknown member ${JSON.stringify(key.slice(0, 40))}.`);
    }
    this.#map = map;
    this.#where = where;
  }

  /** The member, `null` being absent. */
  get(key: string): DocValue | undefined {
    return this.#map.get(key) ?? undefined;
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** An object inside, with the members it may have. */
  object(key: string, known: readonly string[]): StrictFields {
    return new StrictFields(this.get(key), this.name(key), known);
  }

  /** An object inside, if it is there. */
  optionalObject(key: string, known: readonly string[]): StrictFields | undefined {
    return this.has(key) ? this.object(key, known) : undefined;
  }

  /** The items of a list; none when the member is absent, as protobuf leaves empty lists out. */
  list(key: string, most: number): readonly DocValue[] {
    if (!this.has(key)) return [];
    const list = asList(this.get(key));
    if (list === undefined) throw new Misshapen(`${this.name(key)} is not a list.`);
    if (list.length > most) throw new Misshapen(`${this.name(key)} has more than ${most} items.`);
    return list;
  }

  /** Text that must be there; may be empty. */
  text(key: string): string {
    const text = asText(this.get(key));
    if (text === undefined) throw new Misshapen(`${this.name(key)} is not text.`);
    return text;
  }

  /** Text; empty when absent, as protobuf leaves empty texts out. */
  optionalText(key: string): string {
    return this.has(key) ? this.text(key) : '';
  }

  /** Bytes in canonical base64, at least one. */
  bytes(key: string): Uint8Array {
    return base64Of(this.get(key), this.name(key));
  }

  /** An integer from 0 to 2^63−1: decimal text without leading zeros, or a JSON number. 0 when absent. */
  uint(key: string): bigint {
    const value = this.get(key);
    if (value === undefined) return 0n;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
    if (typeof value === 'string' && isDecimal(value) && BigInt(value) <= largestUint63) return BigInt(value);
    throw new Misshapen(`${this.name(key)} is not an integer from 0 to 2^63-1.`);
  }

  /** Exactly one of these members must be there: which. */
  oneOf<K extends string>(keys: readonly K[]): K {
    const present = keys.filter((key) => this.has(key));
    const [only] = present;
    if (only === undefined || present.length > 1) {
      throw new Misshapen(`${this.#where} must have exactly one of ${keys.join(', ')}.`);
    }
    return only;
  }

  name(key: string): string {
    return `${this.#where}.${key}`;
  }
}

/** Bytes in canonical base64, at least one. */
export function base64Of(value: DocValue | undefined, where: string): Uint8Array {
  const bytes = typeof value === 'string' ? decodeBase64(value) : null;
  if (bytes === null || bytes.length === 0) throw new Misshapen(`${where} is not canonical base64.`);
  return bytes;
}

/** Decimal digits without leading zeros, at most 19 of them. */
export function isDecimal(text: string): boolean {
  if (text === '' || text.length > 19 || (text.length > 1 && text.startsWith('0'))) return false;
  for (const char of text) if (char < '0' || char > '9') return false;
  return true;
}
