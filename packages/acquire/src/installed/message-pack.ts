/**
 * Reads MessagePack (https://github.com/msgpack/msgpack/blob/master/spec.md) with the records of msgpackr, in which pnpm writes its store's
 * index: a record names its fields once (extension `r`), and later ones of the same shape refer to that.
 */

/** What was read: maps and records alike are maps. Null for what is no text, number, list or map. */
export type Packed = string | number | boolean | null | readonly Packed[] | ReadonlyMap<string, Packed>;

/** Thrown for bytes that are not as the format says. */
export class BadPack extends Error {
  override readonly name = 'BadPack';
}

const mostDepth = 16;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads one value, which the bytes must be whole. Throws BadPack. */
export function unpack(bytes: Uint8Array): Packed {
  const reader = new PackReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const value = reader.value(0);
  if (!reader.isAtEnd) throw new BadPack('bytes follow the value');
  return value;
}

const simpleValues: ReadonlyMap<number, Packed> = new Map([
  [0xc0, null],
  [0xc2, false],
  [0xc3, true],
]);

class PackReader {
  readonly #bytes: Buffer;
  readonly #shapes = new Map<number, readonly string[]>();
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): Packed {
    if (depth > mostDepth) throw new BadPack('it is nested too deeply');
    const type = this.#uint(1);
    const shape = type >= 0x40 && type < 0x80 ? this.#shapes.get(type) : undefined;
    if (shape !== undefined) return this.#record(shape, depth);
    if (type < 0x40) return type;
    if (type >= 0x80 && type < 0x90) return this.#map(type - 0x80, depth);
    if (type >= 0x90 && type < 0xa0) return this.#list(type - 0x90, depth);
    if (type >= 0xa0 && type < 0xc0) return this.#text(type - 0xa0);
    if (type >= 0xe0) return type - 0x100;
    return this.#long(type, depth);
  }

  #long(type: number, depth: number): Packed {
    const plain = simpleValues.get(type);
    if (plain !== undefined) return plain;
    if (type === 0xcb) return this.#take(8).readDoubleBE(0);
    if (type >= 0xcc && type <= 0xce) return this.#uint(2 ** (type - 0xcc));
    if (type === 0xcf) return Number(this.#take(8).readBigUInt64BE(0));
    if (type === 0xd4) return this.#definition(depth);
    if (type >= 0xd9 && type <= 0xdb) return this.#text(this.#uint(2 ** (type - 0xd9)));
    if (type === 0xdc || type === 0xdd) return this.#list(this.#uint(type === 0xdc ? 2 : 4), depth);
    if (type === 0xde || type === 0xdf) return this.#map(this.#uint(type === 0xde ? 2 : 4), depth);
    throw new BadPack('a value is of no known type');
  }

  /** `0xd4 'r' id`, the fields' names, and the first record of that shape. */
  #definition(depth: number): Packed {
    const [kind, id] = [this.#uint(1), this.#uint(1)];
    if (kind !== 0x72 || id < 0x40 || id >= 0x80) throw new BadPack('an extension is not one that is known');
    const names = this.value(depth + 1);
    if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
      throw new BadPack('a record has no names');
    this.#shapes.set(id, names);
    return this.#record(names, depth);
  }

  #record(names: readonly string[], depth: number): Packed {
    return new Map(names.map((name) => [name, this.value(depth + 1)]));
  }

  #map(count: number, depth: number): Packed {
    const map = new Map<string, Packed>();
    for (let i = 0; i < count; i++) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string' || map.has(key)) throw new BadPack('a key is no text, or is there twice');
      map.set(key, this.value(depth + 1));
    }
    return map;
  }

  #list(count: number, depth: number): readonly Packed[] {
    // Each item has a byte at least.
    if (count > this.#bytes.length - this.#at) throw new BadPack('it ends early');
    return Array.from({ length: count }, () => this.value(depth + 1));
  }

  #text(length: number): string {
    try {
      return utf8.decode(this.#take(length));
    } catch (error) {
      if (error instanceof BadPack) throw error;
      throw new BadPack('a text is not UTF-8');
    }
  }

  #uint(length: number): number {
    return this.#take(length).readUIntBE(0, length);
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new BadPack('it ends early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}
