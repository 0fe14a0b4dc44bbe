/**
 * ZIP archives with any mistake one could want: every field of every record can be given, in the local header and in the
 * central directory apart. `mintZip` is for honest archives; this is for the others. (PKWARE APPNOTE 6.3.10 §4.3)
 */

import { crc32, deflateRawSync } from 'node:zlib';
import { bytesOf } from './bytes-of.js';
import { joinBytes } from './tar-builder.js';

type Raw = string | Uint8Array;

/** Fields of a local header or a central directory header; what is not given is as an honest archive has it. */
export interface RawZipFields {
  readonly signature?: number;
  /** Central only: version in the low byte, system in the high one (3: Unix). */
  readonly madeBy?: number;
  readonly version?: number;
  readonly flags?: number;
  readonly method?: number;
  readonly time?: number;
  readonly date?: number;
  readonly crc?: number;
  readonly packedSize?: number;
  readonly size?: number;
  readonly name?: Raw;
  /** Stated length of the name, when not the true one. */
  readonly nameLength?: number;
  readonly extra?: Raw;
  readonly extraLength?: number;
  /** Central only. */
  readonly comment?: Raw;
  readonly commentLength?: number;
  readonly disk?: number;
  readonly internal?: number;
  readonly external?: number;
  /** Where the local header starts. */
  readonly offset?: number;
}

/** The record after an entry's data: with or without signature, with sizes of 32 or 64 bits. */
export type ZipDescriptorForm = 'signed' | 'plain' | 'signed64' | 'plain64';

/** What a data descriptor states; what is not given is right. */
export interface RawZipDescriptor {
  readonly form: ZipDescriptorForm;
  readonly crc?: number;
  readonly packedSize?: number;
  readonly size?: number;
}

/** One entry. Fields given for both headers stand in `local` and `central` too, where those say nothing else. */
export interface RawZipEntry extends Pick<RawZipFields, 'name' | 'flags' | 'version' | 'extra'> {
  readonly content?: Raw;
  /** 0 stored, 8 deflate (when not given: deflate for what has content); others only as a number in the headers. */
  readonly method?: number;
  /** The data as it lies there, instead of the packed content. */
  readonly packed?: Raw;
  /** Unix mode, type bits included; when not given a plain file of 0644, or a folder of 0755 if the name ends in a slash. */
  readonly mode?: number;
  readonly local?: RawZipFields;
  readonly central?: RawZipFields;
  /** Sets flag 3 and leaves sum and sizes out of the local header, unless `local` says otherwise. */
  readonly descriptor?: ZipDescriptorForm | RawZipDescriptor;
  /** Bytes before the local header. */
  readonly before?: Raw;
  /** Which of the two headers are there. */
  readonly only?: 'local' | 'central';
}

/** Fields of the end of central directory record. */
export interface RawZipEnd {
  readonly signature?: number;
  readonly disk?: number;
  readonly centralDisk?: number;
  readonly diskEntries?: number;
  readonly entries?: number;
  readonly centralSize?: number;
  readonly centralOffset?: number;
  readonly commentLength?: number;
}

/** Fields of the ZIP64 end record and its locator. */
export interface RawZip64End extends Omit<RawZipEnd, 'commentLength'> {
  /** Bytes after the size field; 44 without extensible data. */
  readonly recordSize?: number;
  readonly version?: number;
  readonly extensible?: Raw;
  /** Null leaves it out. */
  readonly locator?: null | { readonly disk?: number; readonly offset?: number; readonly disks?: number };
  /** True to have the locator alone. */
  readonly withoutRecord?: boolean;
}

/** A ZIP archive. */
export interface RawZip {
  readonly entries: readonly RawZipEntry[];
  readonly prefix?: Raw;
  /** Bytes between the last entry and the central directory, and between that and the end records. */
  readonly beforeCentral?: Raw;
  readonly beforeEnd?: Raw;
  /** Numbers of entries in the order of the central directory; one may be there twice. */
  readonly centralOrder?: readonly number[];
  readonly zip64?: RawZip64End;
  readonly end?: RawZipEnd;
  readonly comment?: Raw;
  readonly suffix?: Raw;
}

/** The signatures of ZIP's records. */
export const zipSignatures = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  end: 0x06054b50,
} as const;

const regular = 0o100644;
const folder = 0o040755;
const slash = 0x2f;
/** 1985-10-26 08:15, as `writeTar` has it. */
const fixedDate = ((1985 - 1980) << 9) | (10 << 5) | 26;
const fixedTime = (8 << 11) | (15 << 5);

/** Writes the archive. */
export function rawZip(zip: RawZip): Uint8Array {
  const parts: Uint8Array[] = [bytesOf(zip.prefix ?? '')];
  let at = parts[0]?.length ?? 0;
  const placed = zip.entries.map((entry) => {
    const before = bytesOf(entry.before ?? '');
    const offset = at + before.length;
    if (entry.only === 'central') return { entry, offset };
    const record = joinBytes([before, rawZipLocal(entry)]);
    parts.push(record);
    at += record.length;
    return { entry, offset };
  });
  const order = zip.centralOrder ?? [...placed.keys()];
  const listed = order.flatMap((index) => placed[index] ?? []).filter(({ entry }) => entry.only !== 'local');
  const gap = bytesOf(zip.beforeCentral ?? '');
  const central = joinBytes(listed.map(({ entry, offset }) => rawZipCentral(entry, offset)));
  const place = { entries: listed.length, centralSize: central.length, centralOffset: at + gap.length };
  return joinBytes([...parts, gap, central, bytesOf(zip.beforeEnd ?? ''), rawZipEnd(zip, place)]);
}

/** A local header, the data and a data descriptor. */
export function rawZipLocal(entry: RawZipEntry): Uint8Array {
  const honest = honestFields(entry);
  const blank = entry.descriptor === undefined ? {} : { crc: 0, packedSize: 0, size: 0 };
  const fields = { ...honest, ...blank, ...entry.local };
  const name = bytesOf(fields.name);
  const extra = bytesOf(fields.extra);
  const head = record([
    [4, fields.signature ?? zipSignatures.local],
    ...sharedFields(fields),
    [2, fields.nameLength ?? name.length],
    [2, fields.extraLength ?? extra.length],
  ]);
  return joinBytes([head, name, extra, packedOf(entry), descriptorOf(entry, honest)]);
}

/** A header of the central directory. */
export function rawZipCentral(entry: RawZipEntry, offset: number): Uint8Array {
  const fields = { ...honestFields(entry), ...entry.central };
  const name = bytesOf(fields.name);
  const extra = bytesOf(fields.extra);
  const comment = bytesOf(fields.comment ?? '');
  const head = record([
    [4, fields.signature ?? zipSignatures.central],
    [2, fields.madeBy ?? 0x031e],
    ...sharedFields(fields),
    [2, fields.nameLength ?? name.length],
    [2, fields.extraLength ?? extra.length],
    [2, fields.commentLength ?? comment.length],
    [2, fields.disk ?? 0],
    [2, fields.internal ?? 0],
    [4, fields.external ?? ((entry.mode ?? (name.at(-1) === slash ? folder : regular)) << 16) >>> 0],
    [4, fields.offset ?? offset],
  ]);
  return joinBytes([head, name, extra, comment]);
}

/** An extra field: its number, its length, its data. */
export function zipExtra(id: number, data: Raw): Uint8Array {
  const bytes = bytesOf(data);
  return joinBytes([
    record([
      [2, id],
      [2, bytes.length],
    ]),
    bytes,
  ]);
}

/** The ZIP64 extra field with these numbers. */
export function zip64Extra(...values: readonly number[]): Uint8Array {
  return zipExtra(1, record(values.map((value) => [8, value])));
}

/** Info-ZIP's Unicode path extra field: version 1, the sum of the header's name, another name. */
export function unicodePathExtra(headerName: Raw, name: Raw, crc = crc32(bytesOf(headerName))): Uint8Array {
  return zipExtra(0x7075, joinBytes([Uint8Array.of(1), record([[4, crc]]), bytesOf(name)]));
}

type Filled = RawZipFields & Required<Pick<RawZipFields, SharedField | 'name' | 'extra'>>;
type SharedField = 'version' | 'flags' | 'method' | 'time' | 'date' | 'crc' | 'packedSize' | 'size';

function honestFields(entry: RawZipEntry): Filled {
  const content = bytesOf(entry.content ?? '');
  const descriptorFlag = entry.descriptor === undefined ? 0 : 8;
  return {
    version: entry.version ?? 20,
    flags: entry.flags ?? descriptorFlag,
    method: methodOf(entry),
    time: fixedTime,
    date: fixedDate,
    crc: crc32(content),
    packedSize: packedOf(entry).length,
    size: content.length,
    name: entry.name ?? 'a/a',
    extra: entry.extra ?? '',
  };
}

function sharedFields(fields: Filled): readonly Field[] {
  return [
    [2, fields.version],
    [2, fields.flags],
    [2, fields.method],
    [2, fields.time],
    [2, fields.date],
    [4, fields.crc],
    [4, fields.packedSize],
    [4, fields.size],
  ];
}

function methodOf({ method, content = '', packed }: RawZipEntry): number {
  return method ?? (content.length === 0 && packed === undefined ? 0 : 8);
}

function packedOf(entry: RawZipEntry): Uint8Array {
  if (entry.packed !== undefined) return bytesOf(entry.packed);
  const content = bytesOf(entry.content ?? '');
  return methodOf(entry) === 8 ? deflateRawSync(content) : content;
}

function descriptorOf({ descriptor }: RawZipEntry, honest: Filled): Uint8Array {
  if (descriptor === undefined) return new Uint8Array(0);
  const stated = typeof descriptor === 'string' ? { form: descriptor } : descriptor;
  const { form, crc, packedSize, size } = { ...honest, ...stated };
  const bytes = form.endsWith('64') ? 8 : 4;
  const signature: readonly Field[] = form.startsWith('signed') ? [[4, zipSignatures.descriptor]] : [];
  return record([...signature, [4, crc], [bytes, packedSize], [bytes, size]]);
}

interface Place {
  readonly entries: number;
  readonly centralSize: number;
  readonly centralOffset: number;
}

function rawZipEnd({ zip64, end = {}, comment = '', suffix = '', beforeEnd = '' }: RawZip, place: Place): Uint8Array {
  const at = place.centralOffset + place.centralSize + bytesOf(beforeEnd).length;
  const note = bytesOf(comment);
  const head = record([
    [4, end.signature ?? zipSignatures.end],
    [2, end.disk ?? 0],
    [2, end.centralDisk ?? 0],
    [2, end.diskEntries ?? end.entries ?? place.entries],
    [2, end.entries ?? place.entries],
    [4, end.centralSize ?? place.centralSize],
    [4, end.centralOffset ?? place.centralOffset],
    [2, end.commentLength ?? note.length],
  ]);
  const large = zip64 === undefined ? new Uint8Array(0) : rawZip64End(zip64, place, at);
  return joinBytes([large, head, note, bytesOf(suffix)]);
}

function rawZip64End(zip64: RawZip64End, place: Place, at: number): Uint8Array {
  const extensible = bytesOf(zip64.extensible ?? '');
  const head = record([
    [4, zip64.signature ?? zipSignatures.end64],
    [8, zip64.recordSize ?? 44 + extensible.length],
    [2, 45],
    [2, zip64.version ?? 45],
    [4, zip64.disk ?? 0],
    [4, zip64.centralDisk ?? 0],
    [8, zip64.diskEntries ?? zip64.entries ?? place.entries],
    [8, zip64.entries ?? place.entries],
    [8, zip64.centralSize ?? place.centralSize],
    [8, zip64.centralOffset ?? place.centralOffset],
  ]);
  const locator = zip64.locator === null ? new Uint8Array(0) : rawLocator(zip64.locator ?? {}, at);
  return joinBytes(zip64.withoutRecord === true ? [locator] : [head, extensible, locator]);
}

function rawLocator({ disk = 0, offset, disks = 1 }: NonNullable<RawZip64End['locator']>, at: number): Uint8Array {
  return record([
    [4, zipSignatures.locator64],
    [4, disk],
    [8, offset ?? at],
    [4, disks],
  ]);
}

type Field = readonly [bytes: 2 | 4 | 8, value: number];

/** Little-endian numbers, one after another; each is cut to its width. */
function record(fields: readonly Field[]): Uint8Array {
  const out = new Uint8Array(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return out;
}
