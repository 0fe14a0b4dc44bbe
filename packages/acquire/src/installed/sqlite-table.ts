/**
 * Reads one table of a SQLite file (https://www.sqlite.org/fileformat2.html) without SQLite: every row of a table without row ids whose
 * columns are a text and a blob, as pnpm's index of its store is. Whoever wrote the file is not trusted: every offset is checked, every
 * page is read at most once, and what is not as the format says ends the reading.
 */

import { readSync } from 'node:fs';

/** Thrown for a file that is not as the format says, or too large. The message is for people. */
export class BadTable extends Error {
  override readonly name = 'BadTable';
}

/** One row. Its data may lie elsewhere in the file, and is read when asked for. */
export interface TableRow {
  readonly key: string;
  /** To be called before the next row is asked for. Throws BadTable. */
  readonly readData: () => Uint8Array;
}

/** An open file and its size. */
export interface TableFile {
  readonly descriptor: number;
  readonly size: number;
}

const mostBytes = 512 * 1024 * 1024;
const mostPayload = 64 * 1024 * 1024;
const mostDepth = 32;

/** The rows of a table, in the order of their keys. Throws BadTable; nothing is read ahead of what is asked for. */
export function* rowsOf(file: TableFile, table: string): Generator<TableRow, void> {
  const pages = new Pages(file);
  const root = rootOf(pages, table);
  if (root !== null) yield* walk(pages, root, 0);
}

/** The pages of a file. */
class Pages {
  readonly #file: TableFile;
  readonly #seen = new Set<number>();
  readonly pageSize: number;
  /** Bytes of a page that hold content. */
  readonly usable: number;

  constructor(file: TableFile) {
    this.#file = file;
    if (file.size > mostBytes) throw new BadTable('it is too large');
    const header = this.#read(0, 100);
    if (header.toString('latin1', 0, 16) !== 'SQLite format 3\0') throw new BadTable('it is no SQLite file');
    const size = header.readUInt16BE(16);
    this.pageSize = size === 1 ? 65536 : size;
    const isPower = (this.pageSize & (this.pageSize - 1)) === 0;
    if (this.pageSize < 512 || !isPower) throw new BadTable('its page size is none');
    this.usable = this.pageSize - header.readUInt8(20);
    if (this.usable < 480) throw new BadTable('its pages are too small');
    // UTF-8; a file that was never written says 0.
    if (header.readUInt32BE(56) > 1) throw new BadTable('its texts are not UTF-8');
  }

  /** A page, 1-based; each is part of one thing only. */
  page(number: number): Buffer {
    if (this.#seen.has(number)) throw new BadTable('a page is used twice');
    this.#seen.add(number);
    return this.#read((number - 1) * this.pageSize, this.pageSize);
  }

  #read(at: number, length: number): Buffer {
    if (at < 0 || at + length > this.#file.size) throw new BadTable('a page lies outside of it');
    const bytes = Buffer.alloc(length);
    if (readSync(this.#file.descriptor, bytes, 0, length, at) !== length)
      throw new BadTable('it changed while it was read');
    return bytes;
  }
}

const leafTable = 0x0d;
const interiorTable = 0x05;
const leafIndex = 0x0a;
const interiorIndex = 0x02;

/** The first page of a table, from the schema on page 1; null when there is no such table. */
function rootOf(pages: Pages, table: string): number | null {
  const page = pages.page(1);
  const type = page.readUInt8(100);
  // A schema of more than one page is none of pnpm's.
  if (type !== leafTable) throw new BadTable('its schema is not one that is known');
  for (const at of cellsOf(page, 100)) {
    const length = varint(page, at);
    const rowid = varint(page, length.end);
    const payload = { at: rowid.end, length: length.value, largest: pages.usable - 35 };
    const row = readRecord(payloadOf(pages, page, payload), 4);
    const [kind, name, , root] = row;
    if (kind === 'table' && name === table && typeof root === 'number') return root;
  }
  return null;
}

function* walk(pages: Pages, number: number, depth: number): Generator<TableRow, void> {
  if (depth > mostDepth) throw new BadTable('it is nested too deeply');
  const page = pages.page(number);
  const start = number === 1 ? 100 : 0;
  const type = page.readUInt8(start);
  if (type !== leafIndex && type !== interiorIndex) {
    throw new BadTable(
      type === leafTable || type === interiorTable ? 'the table has row ids' : 'a page is of no known type',
    );
  }
  for (const cell of cellsOf(page, start)) {
    if (type === interiorIndex) yield* walk(pages, uint32(page, cell), depth + 1);
    yield rowAt(pages, page, type === interiorIndex ? cell + 4 : cell);
  }
  if (type === interiorIndex) yield* walk(pages, page.readUInt32BE(start + 8), depth + 1);
}

/** The key stands at the row's beginning, and a page keeps more of each row than a key can have. */
function rowAt(pages: Pages, page: Buffer, cell: number): TableRow {
  const { value: length, end: at } = varint(page, cell);
  const largest = Math.floor(((pages.usable - 12) * 64) / 255) - 23;
  const payload = { at, length, largest };
  const [key] = readRecord(localPart(pages, page, payload), 1);
  if (typeof key !== 'string') throw new BadTable('a row has no key');
  const readData = () => {
    const [, data] = readRecord(payloadOf(pages, page, payload), 2);
    if (!(data instanceof Uint8Array)) throw new BadTable('a row has no data');
    return data;
  };
  return { key, readData };
}

/** Where the cells of a page begin. */
function cellsOf(page: Buffer, start: number): readonly number[] {
  const count = page.readUInt16BE(start + 3);
  const isLeaf = page.readUInt8(start) >= leafIndex;
  const array = start + (isLeaf ? 8 : 12);
  if (array + count * 2 > page.length) throw new BadTable('a page has more cells than room');
  return Array.from({ length: count }, (_, index) => page.readUInt16BE(array + index * 2));
}

interface Payload {
  readonly at: number;
  readonly length: number;
  /** What a page keeps of it itself; the rest is on pages of its own. */
  readonly largest: number;
}

/** What the page itself keeps of a row. */
function localPart(pages: Pages, page: Buffer, { at, length, largest }: Payload): Buffer {
  if (length > mostPayload) throw new BadTable('a row is too large');
  if (length <= largest) return slice(page, at, length);
  const smallest = Math.floor(((pages.usable - 12) * 32) / 255) - 23;
  const fitting = smallest + ((length - smallest) % (pages.usable - 4));
  return slice(page, at, fitting <= largest ? fitting : smallest);
}

function payloadOf(pages: Pages, page: Buffer, payload: Payload): Buffer {
  const local = localPart(pages, page, payload);
  if (local.length === payload.length) return local;
  const parts = [local];
  let next = uint32(page, payload.at + local.length);
  for (let rest = payload.length - local.length; rest > 0;) {
    const overflow = pages.page(next);
    const part = slice(overflow, 4, Math.min(rest, pages.usable - 4));
    parts.push(part);
    rest -= part.length;
    next = overflow.readUInt32BE(0);
  }
  return Buffer.concat(parts, payload.length);
}

/** The first columns of a record: texts, blobs, whole numbers; null for everything else. */
function readRecord(payload: Buffer, most: number): readonly (string | number | Uint8Array | null)[] {
  const header = varint(payload, 0);
  const columns: (string | number | Uint8Array | null)[] = [];
  let content = header.value;
  for (let at = header.end; at < header.value && columns.length < most;) {
    const type = varint(payload, at);
    at = type.end;
    const length = lengthOf(type.value);
    columns.push(columnOf(slice(payload, content, length), type.value));
    content += length;
  }
  return columns;
}

/** How many bytes a column has, by its type. */
function lengthOf(type: number): number {
  if (type >= 12) return (type - (type % 2 === 0 ? 12 : 13)) / 2;
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0][type] ?? 0;
}

function columnOf(bytes: Buffer, type: number): string | number | Uint8Array | null {
  if (type >= 12) return type % 2 === 0 ? bytes : bytes.toString('utf8');
  if (type >= 1 && type <= 5) return bytes.readIntBE(0, bytes.length);
  return type === 8 || type === 9 ? type - 8 : null;
}

/** A number of one to nine bytes; ones beyond what is exact are none of a sound file. */
function varint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < start + 8; at++) {
    const byte = bytes[at];
    if (byte === undefined) break;
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER) break;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new BadTable('a number in it is none');
}

function uint32(page: Buffer, at: number): number {
  return slice(page, at, 4).readUInt32BE(0);
}

function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at < 0 || length < 0 || at + length > bytes.length) throw new BadTable('a part of it lies outside of its page');
  return bytes.subarray(at, at + length);
}
